/* program.h - a formula and its scenario as meant: every name resolved, every
 * unit and shape known, every spread written out.
 *
 * A Program and everything in it is immutable after check() and lives in the
 * arena and pool of the load. Amounts of money are in kronor, whatever unit
 * they were written in: a value is always in the base units of its type.
 */
#ifndef FORDELA_PROGRAM_H
#define FORDELA_PROGRAM_H

#include "base/tr.h"
#include "lang/lang.h"
#include "money/rat.h"

/* Base units one program may have: kr, persons and its own. */
#define DIMS_MAX 16
/* Tables, and parents of one table. */
#define TABLES_MAX 32

typedef enum TypeKind { TYPE_NUMBER, TYPE_FLAG, TYPE_TEXT, TYPE_DATE } TypeKind;

typedef struct Type {
    TypeKind kind;
    int8_t dim[DIMS_MAX];   /* exponent of each base unit; 0: a plain number */
    bool any;               /* the literal 0: fits every unit */
    bool percent;           /* plain number, shown as a percentage */
} Type;

/* A unit by name: kr tkr mnkr mdkr persons and the formula's own. */
typedef struct UnitDef {
    const char *name;
    Type type;
    const Rat *scale;       /* value in base units = number * scale */
    Place place;
} UnitDef;

typedef struct TableDef {
    const char *name;
    const char *title;      /* or NULL */
    size_t n_parents;
    int *parent;            /* indexes of tables */
    Place place;
} TableDef;

/* One way up: links to follow from a table to an ancestor. */
typedef struct Path {
    size_t n;
    int *link;              /* index into Table.link at each step */
} Path;

typedef struct Expr Expr;
typedef struct Def Def;

/* name in C, printed by --dump program */
#define EXPRS(X)                                                            \
    X(NUMBER, "number")     /* num */                                       \
    X(FLAG, "flag")         /* flag */                                      \
    X(TEXT, "text")         /* text */                                      \
    X(DATE, "date")         /* date */                                      \
    X(DEF, "def")           /* def */                                       \
    X(CODE, "code")         /* of the rows of table */                      \
    X(LABEL, "name")        /* of the rows of table */                      \
    X(SPREAD, "spread")     /* arg[0] to table, path; single values: n 0 */ \
    X(NEG, "neg") X(NOT, "not") X(ABS, "abs")                               \
    X(FLOOR, "floor") X(CEIL, "ceil")   /* to a whole number of the unit */ \
    X(LN, "ln") X(LOG10, "log10") X(EXP, "exp") X(SQRT, "sqrt")             \
    X(POWER, "power")                                                       \
    X(ADD, "+") X(SUB, "-") X(MUL, "*") X(DIV, "/")                         \
    X(MIN, "min") X(MAX, "max")         /* any number of args */            \
    X(CLAMP, "clamp")                   /* value, least, most */            \
    X(EQ, "=") X(NE, "<>") X(LT, "<") X(LE, "<=") X(GT, ">") X(GE, ">=")    \
    X(AND, "and") X(OR, "or")                                               \
    X(IN, "in")             /* arg[0] among arg[1..]; flag: not in */       \
    X(IF, "if")             /* condition, then, else */                     \
    X(AGG, "aggregate")     /* agg */                                       \
    X(ALLOCATE, "allocate") /* alloc */                                     \
    X(ROUND, "round")       /* arg[0], round */

typedef enum ExprKind {
#define X(name, text) EXPR_##name,
    EXPRS(X)
#undef X
    EXPR_KINDS
} ExprKind;

#define AGGREGATES(X)                                                    \
    X(SUM, "sum") X(MEAN, "mean") X(COUNT, "count")                      \
    X(SMALLEST, "smallest") X(LARGEST, "largest")                        \
    X(SHARE, "share") X(RANK, "rank")

typedef enum AggKind {
#define X(name, text) AGG_##name,
    AGGREGATES(X)
#undef X
} AggKind;

/* All columns named here are of table `rows` (spread there if need be). */
typedef struct Agg {
    AggKind kind;
    int rows;               /* the table whose rows are gone through */
    Expr *arg;              /* NULL for count */
    Expr *where;            /* flag, or NULL */
    int by_table;           /* groups are the rows of this ancestor, or -1 */
    Path path;              /* by_table >= 0: rows up to it */
    Expr *by;               /* by an expression: the result is of `rows` */
    Expr *ties;             /* RANK, or NULL */
} Agg;

/* Columns are of table `rows`; per >= 0: one division within each row of it. */
typedef struct Alloc {
    int rows;
    int per;                /* table, or -1 */
    Path path;              /* rows up to per */
    Expr *total;            /* of per's table when per >= 0, else single */
    Expr *by;               /* NULL: equally */
    Expr *where, *at_least, *or_nothing, *at_most, *order;  /* or NULL */
    int summed;             /* `summed by`: the table of groups, or -1 */
    Path summed_path;       /* rows up to it */
    Path summed_up;         /* per >= 0: from it up to per */
    Expr *group_least, *group_most;  /* of that table, or NULL */
    AllocRule rule;
} Alloc;

typedef struct Rounding {
    RoundMethod method;
    const Rat *unit;        /* in base units, > 0 */
    const Rat *first;       /* or NULL */
    int per;                /* table, or -1: one group */
    Path path;
    size_t n_keeping;       /* 0 or 1; 2: biproportional */
    Expr *keeping[2];       /* single, or of per's table; two: of the tables
                               of the table's rows and columns */
    Path side[2];           /* n_keeping 2: rows up to those tables */
    Expr *at_least, *at_most, *ties;   /* of the rounded table, or NULL */
    Place place;
} Rounding;

/* Arguments of an operator are of the expression's table or single values; a
 * column of an ancestor is brought down by a SPREAD. */
struct Expr {
    ExprKind kind;
    size_t id;              /* from 0, unique in the program */
    Type type;
    int table;              /* shape: index of a table, or -1: one value */
    Place place;            /* the text it was written as */
    size_t n_args;
    Expr **arg;
    const Rat *num;
    const char *text;
    Date date;
    bool flag;
    Def *def;
    Path path;
    Agg *agg;
    Alloc *alloc;
    Rounding *round;
};

typedef enum DefKind { DEF_PARAM, DEF_DATA, DEF_LET, DEF_RESULT } DefKind;

struct Def {
    DefKind kind;
    size_t id;              /* from 0, in the order written */
    const char *name;
    const char *title;      /* or NULL */
    Type type;
    int table;
    Place place;
    const UnitDef *unit;    /* how it was declared and is shown best; NULL:
                               base units */
    const char *unit_text;  /* "kr", "kr / persons", "%", "" for a number */
    Expr *expr;             /* LET, RESULT: the value, rounding included;
                               PARAM: the chosen value, NULL if not set */
    Expr *exact;            /* RESULT with a round statement: before it */
    Mark mark;              /* PARAM: written at `set` */
    const char *source;     /* PARAM: origin, or NULL */
    bool has_dated;
    Date dated;             /* PARAM: date of the origin */
    Place set_place;        /* PARAM: where its value was written */
    bool changed;           /* PARAM: by --set */
    const Rat *scale;       /* PARAM, DATA: base units in one of its unit */
    const Stmt *fill;       /* DATA: the scenario's statement, or NULL */
};

typedef struct Require {
    Expr *expr;             /* flag; of a table: each row must hold */
    const char *message;    /* or NULL */
    Place place;
} Require;

/* An expectation of the scenario. */
typedef struct Expect {
    Def *result;            /* rows from a file; NULL: the comparison */
    const Stmt *stmt;       /* path and column of the file */
    ExprKind compare;       /* EQ .. GE */
    Expr *left, *right;     /* single values */
    Expr *within;           /* single value, or NULL */
    const char *because;    /* or NULL */
    Place place;
} Expect;

typedef struct Report {
    Expr *expr;             /* one value */
    const char *title;      /* or NULL: its text */
    Place place;
} Report;

/* A param that varies, and the values it takes: from, to and step, or a list. */
typedef struct Vary {
    const Def *def;
    bool range;             /* value[0 .. 2]: from, to, step */
    size_t n;
    Expr **value;           /* single, of the param's unit, from params alone */
    Place place;
} Vary;

/* name in C, word, how many arguments at least and at most (rule 23), which */
#define DISTRIBUTIONS(X)                                                 \
    X(NORMAL, "normal", 2, 2, N_("normal(mean, spread)"))                \
    X(UNIFORM, "uniform", 2, 2,                                          \
      N_("uniform(least, most), or uniform(middle, share)"))             \
    X(TRIANGULAR, "triangular", 3, 3,                                    \
      N_("triangular(least, likeliest, most), or triangular(likeliest, " \
         "share below, share above)"))                                   \
    X(LOGNORMAL, "lognormal", 2, 2, N_("lognormal(middle, spread)"))     \
    X(POISSON, "poisson", 1, 1, N_("poisson(mean)"))                     \
    X(BINOMIAL, "binomial", 2, 2, N_("binomial(trials, chance)"))        \
    X(RESAMPLE, "resample", 1, 1000, N_("resample(value, value, ...)"))

typedef enum DrawKind {
#define X(name, word, least, most, form) DRAW_##name,
    DISTRIBUTIONS(X)
#undef X
    DRAW_KINDS
} DrawKind;

/* A param, or data row by row, that is drawn. */
typedef struct Draw {
    const Def *def;         /* PARAM or DATA, numeric */
    DrawKind kind;
    size_t n;
    Expr **value;           /* single, or of the data's table; of its unit or
                               plain numbers */
    Place place;
} Draw;

typedef struct Program {
    const char *name;       /* of the formula */
    const char *title;      /* or NULL */
    const Ast *formula;
    const Ast *scenario;    /* or NULL: checked without one */
    const char *scenario_name, *scenario_title;   /* or NULL */
    const char **source;    /* texts of `source`: the scenario's, then the
                               formula's */
    size_t n_sources;
    bool has_date;
    Date date;
    const char **dim_name;  /* names of base units */
    size_t n_dims;
    UnitDef *unit;
    size_t n_units;
    TableDef *table;
    size_t n_tables;
    Def **def;              /* params, data, lets, results as written */
    size_t n_defs;
    Def **order;            /* params, lets and results, what is used first */
    size_t n_order;
    Require *require;
    size_t n_requires;
    Expect *expect;
    size_t n_expects;
    Report *report;
    size_t n_reports;
    Vary *vary;             /* each of another param */
    size_t n_varies;
    Draw *draw;             /* each of another param or data */
    size_t n_draws;
    bool has_draws;         /* `draws` is written: */
    uint64_t draws;         /* how many; at least 1 */
    uint64_t seed;
    size_t n_exprs;
} Program;

const Def *program_find(const Program *program, const char *name);
/* The table of the first result that has one, or -1 (rule 24). */
int program_main_table(const Program *program);

/* Kronor, once. */
bool type_is_money(const Program *program, const Type *type);
/* Of no unit: a number or a share. */
bool type_is_plain(const Type *type);
/* Kronor in one kr, tkr, mnkr or mdkr; 0: it is none of these. */
int64_t unit_kronor(const char *name);

#endif
