/* bind.h - the scenario's files read into the tables and columns of a program.
 *
 * LANGUAGE rules 18 to 20: keys, parents, alternatives, marks, units of cells.
 */
#ifndef FORDELA_BIND_H
#define FORDELA_BIND_H

#include "check/check.h"
#include "table/table.h"

/* Where a cell's value came from: one per alternative of a data statement. */
typedef struct Origin {
    const char *file;       /* as shown; NULL: a constant of the scenario */
    const char *column;     /* or the result's name, or NULL */
    const char *source;     /* `source "..."`, or NULL */
    bool has_date;
    Date dated;
    Mark mark;
    Place place;            /* the alternative */
} Origin;

/* One cell of a data column. */
typedef struct Datum {
    const Rat *num;         /* numbers: in base units */
    const char *text;
    Date date;
    bool flag;
    unsigned char marks;    /* Mark bits of the value itself */
    unsigned char pooled;   /* Mark bits that came to it through totals */
    unsigned short origin;  /* index of DataColumn.origin */
    bool present;           /* bind_expected: the file has the row */
} Datum;

typedef struct DataColumn {
    size_t n;
    Datum *at;
    Origin *origin;
    size_t n_origins;
    const size_t *line;     /* bind_expected: by row, which of the file's
                               lines has it, the header apart; 0: none */
} DataColumn;

typedef struct Dataset {
    Table **table;          /* one per table of the program */
    DataColumn **column;    /* by Def.id; NULL for what is not data */
    struct RowsRead *rows;  /* how the tables were read, for bind_expected */
} Dataset;

/* Runs another scenario for `from FILE result NAME` (rule 20). Gives the
 * result's table (codes) and values, or false with faults in diags. Supplied
 * by the pipeline, so that this room needs no evaluator. */
typedef struct OtherResult {
    const Table *table;
    const Type *type;
    const char *unit_text;
    Datum *at;              /* table->n; origin unused */
} OtherResult;

typedef struct OtherScenario {
    void *context;
    bool (*run)(void *context, const char *path, const char *result,
                Place asked, OtherResult *out, Diags *diags);
} OtherScenario;

/* Reads what the program's scenario names. Files are added to sources (may be
 * NULL). NULL after faults. */
Dataset *bind_scenario(Arena *arena, RatPool *pool, const Program *program,
              const OtherScenario *other, SourceList *sources, Diags *diags);

/* A cell of a file: where its file is, and what stands there. */
typedef struct FileCell {
    const char *real;       /* the file, by path_real */
    const char *shown;      /* as it is named in messages */
    const Source *source;
    size_t row, col;        /* among the file's lines, the header apart */
    const char *column;     /* its head */
    const char *text;
    Place place;
} FileCell;

/* Cells to read otherwise than their files have them. */
typedef struct Corrections {
    size_t n;
    const FileCell *cell;   /* of which text is the corrected one */
} Corrections;

/* bind_scenario with corrections (or NULL). */
Dataset *bind_corrected(Arena *arena, RatPool *pool, const Program *program,
                        const OtherScenario *other,
                        const Corrections *corrections, SourceList *sources,
                        Diags *diags);

/* The cell that a row of a data came from; false if it is no cell of a file
 * but a constant or another scenario's result, or after a fault of the
 * machine. */
bool bind_cell(Arena *arena, RatPool *pool, const Program *program,
               const Dataset *data, const Def *def, size_t row,
               FileCell *out, Diags *diags);
/* What the data would be with another text in that cell. False and a fault,
 * in words for whoever gave the text, if it does not fit. */
bool bind_cell_value(Arena *arena, RatPool *pool, const Program *program,
                     const Dataset *data, const Def *def, size_t row,
                     const char *text, Datum *out, Diags *diags);

/* The published amounts of an expect line: for each row of the result's table
 * the printed value, `present` false where the file has no line. NULL after
 * faults. */
DataColumn *bind_expected(Arena *arena, RatPool *pool, const Program *program,
                          const Dataset *data, const Expect *expect,
                          SourceList *sources, Diags *diags);

/* What a data could have been instead: another column of the same file. */
typedef struct OtherColumn {
    const char *name;
    const DataColumn *data;
} OtherColumn;

/* The other columns of the file that the first alternative of a data statement
 * reads, in the order of the file, each as the data would be with it. Columns
 * with the codes, and those that do not fit (words in place of numbers, rows
 * without a value), are left out. None if the first alternative reads no
 * file. Only the machine's faults go to diags. */
size_t bind_other_columns(Arena *arena, RatPool *pool, const Program *program,
                          const Dataset *data, const Def *def,
                          OtherColumn **out, Diags *diags);

#endif
