/* check_int.h - what the files of the check room share. */
#ifndef FORDELA_CHECK_INT_H
#define FORDELA_CHECK_INT_H

#include "base/tr.h"
#include "check/check.h"
#include "table/table.h"

typedef enum SymbolKind { SYM_UNIT, SYM_TABLE, SYM_DEF } SymbolKind;

typedef struct Symbol {
    const char *name;
    SymbolKind kind;
    int index;              /* of unit or table */
    Def *def;
    Place place;
} Symbol;

/* What a definition is made of, until it is checked. */
typedef struct Draft {
    Def *def;
    const Stmt *stmt;
    const Stmt *rounds;     /* RESULT: its round statement, or NULL */
    const Stmt *set;        /* PARAM: the scenario's set, or NULL */
    const Setting *setting; /* PARAM: from the command line, or NULL */
    int state;              /* of the ordering walk */
    bool broken;            /* has a fault: uses of it give no further ones */
} Draft;

typedef struct Checker {
    Arena *arena;
    RatPool *pool;
    Diags *diags;
    Program *program;
    const Ast *formula, *scenario;
    VEC(Symbol) symbol;
    VEC(UnitDef) unit;
    VEC(TableDef) table;
    VEC(Draft) draft;       /* by Def.id */
    VEC(const char *) dim;
    CodeIndex *names;       /* symbol by name */
    CodeIndex *unit_names;  /* unit by name */
    VEC(const Stmt *) unit_stmt;   /* by unit: what declares it, or NULL */
    int home;               /* table of the expression being checked, or -1 */
} Checker;

/* So many faults that further ones are only counted: looking for what was
 * meant is not worth while any more. */
bool check_told(const Diags *diags);

/* --- units.c: types and units --- */
Type type_number(void);
bool type_same(const Type *a, const Type *b);
/* Both NUMBER and of one unit, or the literal 0; *out is the unit. */
bool type_unify(const Type *a, const Type *b, Type *out);
/* a * b, or a / b when sign is -1; false if an exponent grows too large. */
bool type_product(const Type *a, const Type *b, int sign, Type *out);
const char *type_text(Checker *c, const Type *type);
/* A unit as written in a declaration; scale may be NULL. */
bool unit_resolve(Checker *c, const AstUnit *unit, Type *out,
                  const Rat **scale);
const UnitDef *unit_find(const Checker *c, const char *name);
/* The unit, or with types also the type, that was probably meant, or NULL. */
const char *unit_nearest(Checker *c, const char *name, bool types);
void units_declare(Checker *c);

/* --- names.c: what is declared --- */
const Symbol *symbol_find(const Checker *c, const char *name);
/* Reports an unknown name; the nearest of all known ones is the way out. */
void symbol_unknown(Checker *c, Place place, const char *name);
/* The table a node is the name of; NULL, also of no node, if of none. */
const Symbol *symbol_table(const Checker *c, const Node *node);
/* The table of that name; -1 and a fault if there is none. */
int table_named(Checker *c, const Word *word);
void names_declare(Checker *c);
/* Puts definitions in order of use; cycles are faults. */
void names_order(Checker *c);

/* --- shape.c: tables and ways up --- */
/* 0, 1, or 2 for several ways up from `from` to `to`; 1 way: *out. */
int shape_path(Checker *c, int from, int to, Path *out);
/* The path from rows up to table; false and a fault at place if table does
 * not lie above rows, or in several ways. */
bool shape_above(Checker *c, int rows, int table, Place place, Path *out);
const char *shape_text(const Checker *c, int table);
/* e as a column of table: e itself if it is one or a single value, else
 * spread down. NULL and a fault if there is no one way. */
Expr *shape_bring(Checker *c, Expr *e, int table);
/* The table all of e (n, some NULL are skipped) meet in; each is brought
 * there. False and a fault if there is none. */
bool shape_join(Checker *c, Expr **e, size_t n, Place place, int *table);

/* --- expr.c: making expressions, and saying what they must be --- */
Expr *expr_new(Checker *c, ExprKind kind, Place place);
/* Gives e a copy of the n arguments. */
void expr_args(Checker *c, Expr *e, Expr *const *arg, size_t n);
/* An expression of type over n arguments, which are joined to one shape; NULL
 * and a fault if they have none. */
Expr *expr_finish(Checker *c, ExprKind kind, Place place, Type type,
                  Expr **arg, size_t n);
/* The one unit of n arguments, n > 0; else a fault naming `what`. */
bool expr_unify(Checker *c, Expr **arg, size_t n, const char *what,
                Type *type);
/* Each of these is true, or false and a fault; `what` names the expression,
 * of expr_is_number what needs it. */
bool expr_is_flag(Checker *c, const Expr *e);
bool expr_is_number(Checker *c, const Expr *e, const char *what);
bool expr_is_single(Checker *c, const Expr *e, const char *what);
bool expr_has_type(Checker *c, const Expr *e, const Type *type,
                   const char *what);
/* The value of an expression of numbers alone, or NULL. */
const Rat *expr_constant(Checker *c, const Expr *e);
/* What stands there in the file; "x" if it is long. */
const char *place_text(Checker *c, Place place);

/* --- build.c: expressions --- */
/* Checks one expression, whose home it finds; NULL after faults. */
Expr *expr_build(Checker *c, const Node *node);
/* A clause's expression as a column of rows, or one value; without a node
 * *out stays as it is. False after faults. */
bool expr_clause(Checker *c, const Node *node, int rows, Expr **out);
/* The arguments of a node into arg, all of them whatever fails. */
bool expr_build_args(Checker *c, const Node *node, Expr **arg);

/* --- build_*.c: one kind of node each; NULL after faults --- */
/* The arguments a are built already. */
Expr *expr_build_operator(Checker *c, const Node *node, Expr **a);
Expr *expr_build_call(Checker *c, const Node *node);
/* Is that an aggregate's name? Then *kind is which. */
bool aggregate_named(const char *name, AggKind *kind);
Expr *expr_build_aggregate(Checker *c, const Node *node, AggKind kind);
Expr *expr_build_allocate(Checker *c, const Node *node);
Expr *expr_build_round(Checker *c, Expr *arg, const AstRounding *rounding,
                       Place place);

/* --- check.c --- */
/* What a param is set to may use params, never rows or results; else a
 * fault. */
bool only_params(Checker *c, const Expr *e);

/* --- variation.c: what varies and is drawn --- */
void variation_check(Checker *c);

/* --- scenario.c: what the scenario says of the formula --- */
void scenario_check(Checker *c);
/* The definition a statement names, of the kinds it may name (a bit each);
 * else NULL and a fault. */
Def *def_named(Checker *c, const Word *name, unsigned kinds,
               const char *what);
/* The scenario's statement of that kind and name, or NULL. */
const Stmt *stmt_find(const Ast *ast, StmtKind kind, const char *name);

#endif
