/* ast.h - formula and scenario files as written.
 *
 * Nothing is resolved here: names are names, units too. Everything lives in
 * the arena of the parse. A NULL Node or an empty Word means "not written".
 */
#ifndef FORDELA_AST_H
#define FORDELA_AST_H

#include "base/date.h"
#include "base/source.h"
#include "money/apportion.h"
#include "money/claims.h"

/* A name, title or path with its place. text NULL: absent. */
typedef struct Word {
    const char *text;
    Place place;
} Word;

typedef struct Node Node;

typedef struct NodeList {
    Node **at;
    size_t n, cap;
} NodeList;

/* name in C, printed by --dump tree */
#define NODES(X)                                                          \
    X(NUMBER, "number")     /* text, word: the unit or "%", or absent */  \
    X(DATE, "date")         /* date */                                    \
    X(STRING, "string")     /* text */                                    \
    X(TRUE, "true") X(FALSE, "false")                                     \
    X(NAME, "name")         /* text: a name or a unit */                  \
    X(NEG, "neg") X(NOT, "not")                       /* args[0] */       \
    X(ADD, "+") X(SUB, "-") X(MUL, "*") X(DIV, "/")   /* args[0..1] */    \
    X(EQ, "=") X(NE, "<>") X(LT, "<") X(LE, "<=") X(GT, ">") X(GE, ">=")  \
    X(AND, "and") X(OR, "or")                                             \
    X(IN, "in") X(NOT_IN, "not in") /* args[0] in args[1..] */            \
    X(IF, "if")             /* args: condition, then, else */             \
    X(PER, "per")           /* args[0], word: the table */                \
    X(CALL, "call")         /* text; args; where, by, ties */             \
    X(ROUND, "round")       /* args[0], rounding */                       \
    X(ALLOCATE, "allocate") /* allocate */

typedef enum NodeKind {
#define X(name, text) NODE_##name,
    NODES(X)
#undef X
} NodeKind;

typedef struct AstRounding {
    Place place;        /* from "to" to the end of the last option */
    Node *unit;
    RoundMethod method;
    Place method_place;
    Node *first;        /* webster first NUMBER: a NODE_NUMBER */
    NodeList keeping;   /* 0 to 2 */
    Word per;
    Node *at_least, *at_most, *ties;
} AstRounding;

typedef struct AstAllocate {
    Node *total;
    Word per;
    bool equally;
    Node *by;
    Node *where;
    Node *at_least;  Word at_least_summed;  /* summed by NAME */
    /* Where both a plain and a summed floor are written: the summed one. */
    Node *also_at_least;  Word also_summed;
    Node *or_nothing;                       /* at least X or nothing */
    Node *at_most;   Word at_most_summed;
    Node *order;
    AllocRule rule;  Place rule_place;      /* source NULL: not written */
} AstAllocate;

struct Node {
    NodeKind kind;
    Place place;
    const char *text;
    Date date;
    Word word;
    NodeList args;
    Node *where, *by, *ties;    /* CALL with select */
    AstRounding *rounding;
    AstAllocate *allocate;
    unsigned depth;             /* 1 for a leaf; at most NESTING_MAX */
};

/* A unit as written in a type: kr / persons. */
typedef struct AstUnitPart {
    Word name;          /* number share % flag text date, or a unit's name */
    bool divide;        /* a "/" stands before it */
} AstUnitPart;

typedef struct AstUnit {
    Place place;
    AstUnitPart *part;
    size_t n;
} AstUnit;

/* One value of a dated parameter. */
typedef struct AstDated {
    Node *value;
    bool has_from;
    Date from;
    Place place;
} AstDated;

typedef enum Mark { MARK_NONE = 0, MARK_ESTIMATED = 1, MARK_CALIBRATED = 2 }
    Mark;

typedef struct AstOrigin {
    Word source;        /* absent: no origin written */
    bool has_date;
    Date dated;
} AstOrigin;

/* column COL [key ...] [in unit] [decimal ...] [encoding ...] [where ...] */
typedef struct AstColumn {
    Word name;          /* absent: no column (a constant or a result) */
    Word *key;
    size_t n_key;
    AstUnit *unit;      /* or NULL */
    Word decimal, encoding;
    Node *where;
} AstColumn;

/* One alternative of a scenario's data statement. */
typedef struct AstAlt {
    Place place;
    Word from;          /* file; absent: the previous alternative's */
    AstColumn column;
    Word result;        /* from FILE result NAME */
    Node *constant;
    Mark mark;
} AstAlt;

/* name in C, first word; F: formula files, S: scenario files */
#define STATEMENTS(X)                                                      \
    X(FORMULA, "formula", F)   /* name, title */                           \
    X(LIKE, "like", FS)        /* path */                                  \
    X(SOURCE, "source", FS)    /* path: the text */                        \
    X(UNIT, "unit", F)         /* name; value: NUMBER with unit; title */  \
    X(TABLE, "table", F)       /* name; words: parents; title */           \
    X(PARAM, "param", F)       /* name, unit, dated, title */              \
    X(DATA, "data", F)         /* name, unit, table, title */              \
    X(LET, "let", F)           /* name, value, title */                    \
    X(RESULT, "result", F)     /* name, value, title */                    \
    X(REQUIRE, "require", F)   /* value, title */                          \
    X(ROUNDS, "round", F)      /* name, rounding, title */                 \
    X(SCENARIO, "scenario", S) /* name, title */                           \
    X(USES, "formula", S)      /* path */                                  \
    X(DATE, "date", S)         /* date */                                  \
    X(ROWS, "table", S)        /* name, path, words: keys, label, parents, \
                                  value: where, origin */                  \
    X(FILL, "data", S)         /* name, alt, origin */                     \
    X(SET, "set", S)           /* name, value, mark, origin */             \
    X(EXPECT, "expect", S)     /* name, path, column | value; within,      \
                                  title: because */                        \
    X(VARY, "vary", S)         /* name; values: from, to, step | list */   \
    X(DRAW, "draw", S)         /* name, label: distribution, values */     \
    X(DRAWS, "draws", S)       /* values: NUMBER draws, NUMBER seed */     \
    X(REPORT, "report", S)     /* values with titles in words; label: what \
                                  faults call them, if no report figure */

typedef enum StmtKind {
#define X(name, text, where) STMT_##name,
    STATEMENTS(X)
#undef X
} StmtKind;

/* in NAME by COL of a scenario's table statement */
typedef struct AstParent {
    Word table, column;
} AstParent;

typedef struct Stmt {
    StmtKind kind;
    Place place;        /* the whole statement */
    Word name, title, path, table, label;
    AstUnit *unit;
    Node *value, *within;
    NodeList values;
    bool range;         /* VARY: values are from, to, step */
    Word *words;
    size_t n_words;
    AstDated *dated;
    size_t n_dated;
    AstRounding *rounding;
    AstParent *parent;
    size_t n_parents;
    AstColumn column;
    AstAlt *alt;
    size_t n_alts;
    Mark mark;
    AstOrigin origin;
    Date date;
} Stmt;

typedef struct AstFile {
    const Source *source;
    const char *real;   /* its path without links */
} AstFile;

/* One file, or one with what it is `like`. */
typedef struct Ast {
    const Source *source;
    bool scenario;      /* else a formula */
    Stmt **stmt;
    size_t n, cap;
    const AstFile *file;    /* lang_load: the file, then what it is like,
                               nearest first */
    size_t n_files;
} Ast;

#endif
