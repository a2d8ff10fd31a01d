/* bind_int.h - what the files of bind share. */
#ifndef FORDELA_BIND_INT_H
#define FORDELA_BIND_INT_H

#include "check/bind.h"
#include "table/cell.h"
#include "table/csv.h"

/* One file read once, however many columns are taken from it. */
typedef struct FileRead {
    const char *path;
    const char *encoding;   /* or NULL */
    Csv *csv;               /* NULL: it had faults */
} FileRead;

/* How a table's rows were read, for data in the same file. */
struct RowsRead {
    const Stmt *stmt;
    const char *path;
    Csv *csv;
    size_t *csv_row;        /* table row -> line of the file */
};
typedef struct RowsRead RowsRead;

typedef struct Binder {
    Arena *arena;
    RatPool *pool;
    const Program *program;
    const OtherScenario *other;
    const Corrections *corrections;     /* or NULL */
    SourceList *sources;
    Diags *diags;
    VEC(FileRead) file;
    RowsRead *rows;         /* by table */
    Dataset *data;
    bool total_told;        /* by bind_note_total */
} Binder;

/* The file named beside the file that names it; NULL after faults. */
Csv *bind_file(Binder *b, const Word *path, const char *encoding,
               const char **full);
/* False, after a fault, for a cell that is no text to go by. */
bool bind_text(Binder *b, const Csv *csv, size_t row, size_t col);
/* Index of a column, or -1 and a fault naming the nearest. */
int bind_column(Binder *b, const Csv *csv, const Word *name);
/* The way out where a leading zero was lost from the code near; else NULL. */
const char *bind_lost_zero(Binder *b, const char *code, const char *near);
/* The code of a line: key cells joined by "/"; NULL and a fault if blank. */
const char *bind_code(Binder *b, const Csv *csv, size_t row, const int *key,
                      size_t n_key);
/* Indexes of key columns, or NULL after faults. */
int *bind_keys(Binder *b, const Csv *csv, const Word *key, size_t n);

/* --- bind_where.c --- */
/* keep[row] for a condition over the file's columns as text, or NULL after
 * faults. Rule 18. */
bool *where_rows(Binder *b, const Csv *csv, const Node *cond);

/* --- bind_rows.c --- */
bool bind_tables(Binder *b);

/* --- bind.c --- */
/* The column that a data statement gives for a data; NULL after faults. */
DataColumn *bind_data(Binder *b, const Def *def, const Stmt *s);

/* --- bind_column.c --- */
/* What one column clause gives for a table's rows. */
typedef struct Join {
    const Csv *csv;
    size_t col;
    NumberStyle style;
    const Rat *scale;       /* NUMBER: of a cell, in base units */
    bool percent;           /* the scale is already that of % */
    size_t *csv_row;        /* table row -> line + 1, 0 for none */
} Join;

bool join_column(Binder *b, int table, const AstColumn *column,
                 const Word *path, const Type *type, const Rat *scale,
                 Join *out);
/* The value of row's cell; false if there is none or it is blank (no fault)
 * or it is wrong (a fault, *bad set). */
bool join_value(Binder *b, const Join *join, size_t row, const Type *type,
                Datum *out, bool *bad);

/* --- bind_total.c --- */
/* A note, once, if one row of the column is the sum of all others. */
void bind_note_total(Binder *b, const Def *def, const DataColumn *column);

#endif
