/* infer_int.h - between the files that infer. */
#ifndef FORDELA_INFER_INT_H
#define FORDELA_INFER_INT_H

#include "study/infer.h"

__extension__ typedef __int128 InferWide;

/* Where the exact share of a row may lie, by itself, so that it is rounded to
 * the amount: between (2 amount + from) / 2 and (2 amount + to) / 2. */
typedef struct InferWindow {
    int from, to;
    bool from_in, to_in;        /* the ends belong to it */
} InferWindow;

/* For largest remainder from one unit below to one above: what else it takes
 * concerns all rows together. Not for divisor methods. */
InferWindow infer_window(RoundMethod method, int64_t amount);

/* ---- infer_whole.c ---- */

/* Can the column be the total of money divided by whole numbers that add up to
 * persons? Exactly. If so, *several says whether in more than one way, and
 * least and most (n, or NULL) get what each row has in them. */
typedef struct InferWhole InferWhole;

InferWhole *infer_whole_new(Arena *arena, const InferTable *table);
bool infer_whole(InferWhole *w, RoundMethod method, int64_t total,
                 int64_t persons, bool *several, int64_t *least,
                 int64_t *most);
/* How many rows can be a share of whole numbers each by itself. */
size_t infer_whole_rows(const InferTable *table, RoundMethod method,
                        int64_t total, int64_t persons);

/* ---- infer_search.c ---- */

typedef struct InferSearch {
    const InferTable *table;
    int64_t total;
    int from, to;               /* the window, ends included */
    bool cut;                   /* largest remainder: one cut for all rows */
    int64_t first, last;        /* totals of persons */
    const InferWatch *watch;
    uint64_t before, all;       /* of the watch: done before, and in the end */
    void *context;
    /* Called for each total whose rows may all fit (and some that do not), in
     * ascending order; false: enough. */
    bool (*found)(void *context, int64_t persons);
} InferSearch;

/* True unless the watch stopped it. */
bool infer_search(const InferSearch *search);
/* Calls found for each total of which more than *rows rows may fit each by
 * itself; found raises *rows. For at most UINT16_MAX rows, and totals at which
 * no window is as wide as the step from one whole number to the next. */
bool infer_search_rows(const InferSearch *search, const size_t *rows);

/* ---- infer_formula.c, infer_fill.c ---- */

/* A formula being made ready. */
typedef struct InferMaker {
    Arena *arena;
    RatPool *pool;
    const InferTable *table;
    const InferColumns *columns;
    const InferFormulaAsk *ask;
    SourceList *sources;
    bool *use;
    Diags *diags;
    const Ast *tree;
    InferFormula *out;
} InferMaker;

/* A fault of the question. */
void infer_refuse(InferMaker *m, Place place, const char *way_out,
                  const char *what);
/* Finds what is free in the formula. */
bool infer_check_free(InferMaker *m, const Program *program);
/* One line of data: from a column, free, open, or a fault. */
bool infer_fill_data(InferMaker *m, const Def *def);
/* A param without a value: free, the total that is tried, or a fault. Writes
 * the scenario's line for it. */
bool infer_fill_param(InferMaker *m, const Program *program, const Def *def,
                      Buf *text);

#endif
