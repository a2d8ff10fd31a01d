/* report.h - results as text, CSV and JSON, as bytes in a buffer.
 *
 * Nothing here prints or computes amounts. Ownership: what is made lives in
 * the arena and pool of the ReportIn; buffers belong to the caller.
 */
#ifndef FORDELA_REPORT_H
#define FORDELA_REPORT_H

#include "exact/exact.h"

/* Columns on a terminal when nothing else is known; fewer than the least are
 * not tried. */
#define REPORT_WIDTH 80
#define REPORT_WIDTH_MIN 40

typedef struct ReportIn {
    Arena *arena;
    RatPool *pool;              /* with more bits than the result's numbers */
    const Result *result;
    int table;                  /* whose rows; -1: the main table */
    size_t width;               /* columns of the text */
    const SourceList *sources;  /* every file read */
    const char *version;
} ReportIn;

/* `run` as text: title, the table, and a summary under it. */
void report_text(const ReportIn *in, Buf *out);
/* Header code,name,RESULT...; one line per row of the table, amounts in base
 * units. Without any table: one line with empty code and name. */
void report_csv(const ReportIn *in, Buf *out);
/* Everything, amounts in base units. */
void report_json(const ReportIn *in, Buf *out);

/* Sum, budget (the kept total, else the exact sum before rounding) and sum
 * less budget of a numeric result. All NULL if one of them has more bits than
 * the pool allows; the pool is then as before. */
typedef struct Totals {
    const Rat *sum, *budget, *difference;
} Totals;

Totals report_totals(RatPool *pool, const Result *result, const Def *def);
/* Does a sum over rows mean anything? Amounts of money, persons and own units
 * do; so do rounded numbers (seats); rates, shares and other numbers do not. */
bool report_has_sum(const Def *def);

/* What one allocate could not place in one of its groups; only if > 0. */
typedef struct Leftover {
    const AllocTrace *trace;
    const char *code, *label;   /* of the group's row; NULL: one group */
    const Rat *amount;
} Leftover;
typedef VEC(Leftover) LeftoverList;

/* A tie at the cut of one rounding group. */
typedef struct TieFact {
    const RoundTrace *trace;
    const RoundGroup *group;
    const char *code, *label;   /* of the group's row; NULL: one group */
    const char *rule;           /* what decided: "the lower code" */
} TieFact;
typedef VEC(TieFact) TieList;

void report_leftovers(Arena *arena, const Result *result, LeftoverList *out);
void report_ties(Arena *arena, const Result *result, TieList *out);
/* The name of the definition a trace stands in, or its text. */
const char *report_where(Arena *arena, const Def *def, const Expr *expr);

/* ---- Shared by the reports ---- */

/* "-1 234 567.50": decimals as asked, halves away from zero, groups of three
 * parted by blanks. */
void report_grouped(Arena *arena, const Rat *num, int places, Buf *out);
/* "1234567.5": all decimals when there are at most 15, else 15. */
void report_plain(Arena *arena, const Rat *num, Buf *out);
/* Decimals to show numbers of which the largest absolute value is given:
 * 2, more when it is below 1. */
int report_decimals(RatPool *pool, const Rat *largest);
/* One value with its unit: "30 000 000 kr", "12.50 %", "true". A number that
 * has more decimals than are sensible is rounded and gets "about" before. */
void report_value(Arena *arena, RatPool *pool, const Program *program,
                  const Type *type, const Value *value, Buf *out);
/* The unit as a word: "kr", "kr / persons", "share", "number", "flag", "text",
 * "date". */
const char *report_unit(Arena *arena, const Program *program,
                        const Type *type);
/* "estimated", "calibrated", "estimated and calibrated", "" */
const char *report_marks(unsigned marks);
/* The text of a place on one line, blanks run together. */
char *report_place_text(Arena *arena, Place place);
/* The text, or a copy with blanks for its control characters, which could
 * steer a terminal, and U+FFFD for what turns the direction of writing or has
 * no place in XML. NULL stays NULL. */
const char *report_clean(Arena *arena, const char *text);
/* Words folded to width; later lines are indented. Ends with a newline. */
void report_wrap(const char *text, size_t indent, size_t width, Buf *out);

/* A table of text. Columns that do not fit the width go to a further block
 * below; the first `fixed` columns are repeated in each. */
#define GRID_HEADS 3
typedef struct GridCol {
    const char *head[GRID_HEADS];   /* lines of the header, or NULL */
    bool right;                     /* aligned right and never cut */
} GridCol;
typedef struct Grid {
    Arena *arena;
    size_t n_cols, n_rows, fixed;
    GridCol *col;
    const char **cell;              /* n_rows * n_cols; NULL: empty */
} Grid;

Grid *grid_new(Arena *arena, size_t n_cols, size_t n_rows, size_t fixed);
void grid_set(Grid *grid, size_t row, size_t col, const char *text);
void grid_print(const Grid *grid, size_t indent, size_t width, Buf *out);

#endif
