/* erratum.c - two runs of a scenario, before and after a correction. */

#include "study/erratum.h"

#include <string.h>

/* ---- what it reads ---- */

static bool same_texts(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_datum(const Datum *a, const Datum *b)
{
    return (a->num == b->num || (a->num && b->num && rat_equal(a->num, b->num)))
           && same_texts(a->text, b->text) && a->date == b->date
           && a->flag == b->flag;
}

static bool same_table(const Table *a, const Table *b)
{
    bool same = a->n == b->n && a->n_links == b->n_links;
    for (size_t i = 0; same && i < a->n; i++) {
        same = strcmp(a->code[i], b->code[i]) == 0;
        for (size_t k = 0; same && k < a->n_links; k++)
            same = a->link[k].row[i] == b->link[k].row[i];
    }
    return same;
}

/* Data are compared only over equal tables. */
static bool same_data(const Program *program, const Dataset *a,
                      const Dataset *b)
{
    for (size_t i = 0; i < program->n_tables; i++)
        if (!same_table(a->table[i], b->table[i]))
            return false;
    for (size_t i = 0; i < program->n_defs; i++) {
        const DataColumn *x = a->column[i], *y = b->column[i];
        for (size_t row = 0; x && row < x->n; row++)
            if (!same_datum(&x->at[row], &y->at[row]))
                return false;
    }
    return true;
}

/* ---- what it gives ---- */

static bool same_value(const Value *a, const Value *b)
{
    if (a->undefined || b->undefined)
        return a->undefined && b->undefined;
    return (a->num == b->num || (a->num && b->num && rat_equal(a->num, b->num)))
           && same_texts(a->text, b->text) && a->date == b->date
           && a->flag == b->flag;
}

/* Both runs of one result. */
typedef struct Pair {
    const Def *def;
    const Column *before, *after;
    const Table *was, *is;  /* NULL: a single value */
} Pair;

static void add_row(ErratumResult *out, const Table *table, size_t row,
                    const Value *before, const Value *after)
{
    out->row[out->n++] = (ErratumRow){table ? table->code[row] : NULL,
                                      table ? table->label[row] : NULL,
                                      before, after};
}

/* Rows are the same by their code: a correction may let a row in or out. */
static void compare_rows(const Pair *p, ErratumResult *out)
{
    for (size_t i = 0; i < p->before->n; i++) {
        size_t at = i;
        bool there = !p->is
                     || code_index_find(p->is->index, p->was->code[i], &at);
        const Value *before = &p->before->at[i];
        const Value *after = there ? &p->after->at[at] : NULL;
        if (!after || !same_value(before, after))
            add_row(out, p->was, i, before, after);
    }
    for (size_t i = 0; p->is && i < p->after->n; i++) {
        size_t at;
        if (!code_index_find(p->was->index, p->is->code[i], &at))
            add_row(out, p->is, i, NULL, &p->after->at[i]);
    }
}

static Pair pair_of(const Result *before, const Result *after, size_t i)
{
    const Def *def = before->program->def[i];
    const Def *there = after->program->def[i];
    Pair p = {def, result_column(before, def), result_column(after, there),
              NULL, NULL};
    if (def->table >= 0) {
        p.was = before->data->table[def->table];
        p.is = after->data->table[def->table];
    }
    return p;
}

static ErratumResult compare(Arena *arena, RatPool *pool, const Pair *p)
{
    size_t most = p->before->n + p->after->n + 1;
    ErratumResult out = {.def = p->def, .n_all = p->before->n,
                         .row = ARENA_ARRAY(arena, ErratumRow, most)};
    compare_rows(p, &out);
    if (p->def->type.kind == TYPE_NUMBER && out.n > 0) {
        out.sum_before = result_sum(pool, p->before);
        out.sum_after = result_sum(pool, p->after);
    }
    return out;
}

/* ---- what was published ---- */

static bool has_code(const ErratumResult *r, const char *code)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->row[i].before && strcmp(r->row[i].code, code) == 0)
            return true;
    return false;
}

static void count_otherwise(const Result *before, const Verdict *verdict,
                            size_t n, ErratumResult *out)
{
    if (out->def->table < 0)
        return;
    const Table *table = before->data->table[out->def->table];
    for (size_t i = 0; i < n; i++) {
        const Verdict *v = &verdict[i];
        if (v->expect->result != out->def)
            continue;
        for (size_t k = 0; k < v->n_compared; k++)
            if (!v->row[k].equal)
                out->n_otherwise += has_code(out, table->code[v->row[k].row]);
    }
}

Erratum study_erratum(Arena *arena, RatPool *pool, const Result *before,
                      const Result *after, Diags *diags)
{
    const Program *program = before->program;
    Diags *unsaid = diags_new(arena);
    Erratum out = {0};
    size_t n = 0;
    out.uses = !same_data(program, before->data, after->data);
    if (!out.uses)
        return out;
    /* A file that cannot be compared with says nothing here, unless it is the
     * machine that keeps it. */
    const Verdict *verdict = study_verify(arena, pool, before, NULL, &n,
                                          unsaid);
    diags_add_machine(diags, unsaid);
    out.result = ARENA_ARRAY(arena, ErratumResult, program->n_defs + 1);
    for (size_t i = 0; i < program->n_defs; i++) {
        if (program->def[i]->kind != DEF_RESULT)
            continue;
        Pair p = pair_of(before, after, i);
        ErratumResult *to = &out.result[out.n];
        *to = compare(arena, pool, &p);
        if (verdict)
            count_otherwise(before, verdict, n, to);
        out.n += to->n > 0;
    }
    return out;
}

const Rat *erratum_difference(RatPool *pool, const Type *type,
                              const ErratumRow *row)
{
    bool numbers = type->kind == TYPE_NUMBER && row->before && row->after
                   && !row->before->undefined && !row->after->undefined;
    return numbers ? rat_sub(pool, row->after->num, row->before->num) : NULL;
}
