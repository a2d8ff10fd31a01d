/* workbook_int.h - between the files that make a workbook.
 *
 * First the columns are made, each with one formula for all its rows, in which
 * other columns are named and not yet placed (workbook_col.c). Then they get
 * their places, and the sheets are written.
 */
#ifndef FORDELA_WORKBOOK_INT_H
#define FORDELA_WORKBOOK_INT_H

#include "base/tr.h"
#include "report/workbook.h"

/* Lines above the rows of a table: titles, names and units below them. */
#define WB_TITLES 3
#define WB_NAMES 4
#define WB_UNITS 5
#define WB_FIRST 6

typedef enum WbPlace {
    WB_PARAM,   /* a line of the sheet of parameters */
    WB_INPUT,   /* a column of the inputs */
    WB_STEP     /* a column of the calculation; one value: a line of totals */
} WbPlace;

typedef struct WbSheet {
    const char *name;
} WbSheet;

/* One column of a table, or one value. */
typedef struct WbCol WbCol;
struct WbCol {
    WbPlace place;
    int table;              /* -1: one value */
    size_t n;
    const char *name;       /* of the definition; NULL: a helper */
    const char *title;
    const Type *type;       /* NULL: a plain number of the workbook's own */
    const Def *def;         /* or NULL */
    const char *text;       /* the formula; NULL: the values known */
    const WbCol **arg;      /* what it names */
    size_t n_args;
    bool array;             /* goes through a range by itself */
    bool figure;            /* of `report` */
    int places;             /* decimals shown; -1: by the values */
    const Column *known;    /* the engine's values, or NULL */
    const char *fixed;      /* why the values stand in place of a formula */
    bool stiff;             /* it, or something its formula leads to, is so */
    const WbCol *budget;    /* what a rounding keeps, or was before it */
    WbCol *engine;          /* the same as it was when this was written */
    bool is_engine;
    const WbSheet *sheet;   /* where it stands, once placed */
    uint32_t row, col;      /* the first cell */
    const char *defined;    /* params: the cell's name */
};
typedef VEC(WbCol *) WbList;

/* The gap at the cut of a rounding, for each of its groups. */
typedef struct WbCut {
    const WbCol *rounded;
    const WbCol *gap;
} WbCut;

/* What a division could not place: total less amounts. */
typedef struct WbPlaced {
    const Expr *expr;
    const WbCol *total, *amount;
} WbPlaced;

typedef struct WbUp {
    int table;
    const Path *path;
    WbCol *col;
} WbUp;

typedef struct Wb {
    const ReportIn *in;
    Arena *arena;
    RatPool *pool;
    const Program *program;
    const Result *result;
    WbList cols;            /* in the order made */
    WbCol **by_expr;        /* by Expr.id */
    WbCol **by_def;         /* by Def.id */
    WbCol **code, **label, **order;   /* by table */
    VEC(WbUp) ups;
    VEC(WbCut) cuts;
    VEC(WbPlaced) placed;
    WbCol **require;        /* of the program's */
    WbSheet params, totals, checks, sources;
    WbSheet *inputs, *steps, *amounts;   /* by table */
} Wb;

/* A formula being written. */
typedef struct WbText {
    Wb *wb;
    Buf text;
    VEC(const WbCol *) arg;
} WbText;

/* ---- workbook_col.c: columns and formulas ---- */

WbCol *wb_col(Wb *wb, WbPlace place, int table);
/* Adds to a formula. {0} is the cell of the first column given, in the row at
 * hand; {0:} all its rows; {#} the number of the row at hand, from 1. */
void wb_add(WbText *text, const char *pattern, ...);
void wb_add_list(WbText *text, const char *pattern, const WbCol *const *arg);
/* Ends the formula and gives it to the column. False if Excel takes none so
 * long or so deep: the column is then without. */
bool wb_end(WbText *text, WbCol *col);
/* A helper of a table with a formula; title is a text for people. */
WbCol *wb_step(Wb *wb, int table, const char *title, const char *pattern,
               ...);
/* The formula as it stands in a row of the placed column. */
void wb_formula(const WbCol *col, size_t row, Buf *out);
/* "Calculation!$D$7:$D$296"; one cell of a single value. */
void wb_range(const WbSheet *from, const WbCol *col, Buf *out);
/* "D7", in column and row counted from 0. */
void wb_cell_name(uint32_t row, uint32_t col, bool fixed, Buf *out);
/* Does any value carry a mark, its own or through a total? known may be
 * NULL. */
bool wb_marked(const Column *known);
/* Gives every column its place. */
void wb_layout(Wb *wb);
/* A constant number as a formula has it. */
void wb_number(Wb *wb, const Rat *num, Buf *out);

/* ---- workbook_expr.c ---- */

/* Adds an expression; false if a formula cannot hold it. */
bool wb_expr(WbText *text, const Expr *e);

/* ---- workbook_make.c: what the program means ---- */

/* Makes the column of a definition; those it uses were made before. NULL: a
 * param without a value. */
WbCol *wb_define(Wb *wb, const Def *def);
/* The column of an expression, made if need be. */
WbCol *wb_of(Wb *wb, const Expr *e);
/* The same, standing as the engine's values; why is a text for people. */
WbCol *wb_fixed(Wb *wb, const Expr *e, const char *why);
/* Row numbers in the ancestor that path leads to; lower codes first. */
WbCol *wb_up(Wb *wb, int table, const Path *path);
WbCol *wb_order(Wb *wb, int table);
/* May the rows of a table be compared with each other? */
bool wb_pairs(const Wb *wb, int table);
/* Why not. */
const char *wb_many(const Wb *wb);
/* e where `where` holds, else `otherwise`, as a column of table; where may be
 * NULL. */
WbCol *wb_where(Wb *wb, const Expr *e, const Expr *where,
                const char *otherwise);

/* ---- one file each ---- */

WbCol *wb_aggregate(Wb *wb, const Expr *e);
WbCol *wb_allocate(Wb *wb, const Expr *e);
WbCol *wb_round(Wb *wb, const Expr *e);

/* What one division is over, as columns of its table. */
typedef struct WbDivide {
    int table;
    const WbCol *key, *floor, *ceiling;   /* floor, ceiling: or NULL */
    const WbCol *total;     /* of the row's group and tier; or one value */
    const WbCol *of, *tier; /* which these are, or NULL: all rows */
} WbDivide;

/* Amounts by the water level, by equal losses, by the Talmud's rule. */
WbCol *wb_level(Wb *wb, const WbDivide *d);
WbCol *wb_losses(Wb *wb, const WbDivide *d);
WbCol *wb_talmud(Wb *wb, const WbDivide *d);

#endif
