/* print.c - a program as text, for --dump program. */
#include <string.h>

#include "check/check.h"

static const char *const kind_text[] = {
#define X(name, words) [EXPR_##name] = words,
    EXPRS(X)
#undef X
};

static const char *const agg_text[] = {
#define X(name, words) [AGG_##name] = words,
    AGGREGATES(X)
#undef X
};

typedef struct Printer {
    const Program *program;
    Buf *out;
    Arena *arena;
} Printer;

static void print_expr(Printer *p, const Expr *e, const char *role,
                       size_t depth);

static void print_part(Printer *p, const Expr *e, const char *role,
                       size_t depth) {
    if (e) {
        print_expr(p, e, role, depth);
    }
}

static void print_head(Printer *p, const Expr *e) {
    Buf *out = p->out;
    char day[11];
    buf_add(out, e->kind == EXPR_AGG ? agg_text[e->agg->kind]
                                     : kind_text[e->kind]);
    switch (e->kind) {
    case EXPR_NUMBER:
        buf_addf(out, " %s", rat_text(p->arena, e->num));
        break;
    case EXPR_TEXT: buf_addf(out, " \"%s\"", e->text); break;
    case EXPR_FLAG: buf_add(out, e->flag ? " true" : " false"); break;
    case EXPR_DATE:
        date_write(e->date, day);
        buf_addf(out, " %s", day);
        break;
    case EXPR_DEF: buf_addf(out, " %s", e->def->name); break;
    case EXPR_ROUND:
        buf_addf(out, " to %s by %s", rat_text(p->arena, e->round->unit),
                 round_method_words(e->round->method));
        break;
    case EXPR_CODE: case EXPR_LABEL: case EXPR_SPREAD: case EXPR_NEG:
    case EXPR_NOT: case EXPR_ABS: case EXPR_FLOOR: case EXPR_CEIL:
    case EXPR_LN: case EXPR_LOG10: case EXPR_EXP: case EXPR_SQRT:
    case EXPR_POWER: case EXPR_ADD: case EXPR_SUB: case EXPR_MUL:
    case EXPR_DIV: case EXPR_MIN: case EXPR_MAX: case EXPR_CLAMP:
    case EXPR_EQ: case EXPR_NE: case EXPR_LT: case EXPR_LE: case EXPR_GT:
    case EXPR_GE: case EXPR_AND: case EXPR_OR: case EXPR_IN: case EXPR_IF:
    case EXPR_AGG: case EXPR_ALLOCATE: case EXPR_KINDS: break;
    }
    buf_add(out, " : ");
    size_t before = out->n;
    type_print(p->program, &e->type, out);
    if (out->n == before) {
        buf_add(out, "number");
    }
    if (e->table >= 0) {
        buf_addf(out, " per %s", p->program->table[e->table].name);
    }
    buf_add_char(out, '\n');
}

static void print_expr(Printer *p, const Expr *e, const char *role,
                       size_t depth) {
    buf_add_repeat(p->out, ' ', 2 * depth);
    if (role) {
        buf_addf(p->out, "%s: ", role);
    }
    print_head(p, e);
    for (size_t i = 0; i < e->n_args; i++) {
        print_expr(p, e->arg[i], NULL, depth + 1);
    }
    if (e->agg) {
        print_part(p, e->agg->arg, NULL, depth + 1);
        print_part(p, e->agg->where, "where", depth + 1);
        if (e->agg->by_table >= 0) {
            buf_add_repeat(p->out, ' ', 2 * depth + 2);
            buf_addf(p->out, "by: %s\n",
                     p->program->table[e->agg->by_table].name);
        }
        print_part(p, e->agg->by, "by", depth + 1);
        print_part(p, e->agg->ties, "ties to", depth + 1);
    }
    if (e->alloc) {
        print_part(p, e->alloc->total, "total", depth + 1);
        if (e->alloc->per >= 0) {
            buf_add_repeat(p->out, ' ', 2 * depth + 2);
            buf_addf(p->out, "per: %s\n",
                     p->program->table[e->alloc->per].name);
        }
        print_part(p, e->alloc->by, "by", depth + 1);
        print_part(p, e->alloc->where, "where", depth + 1);
        print_part(p, e->alloc->at_least, "at least", depth + 1);
        print_part(p, e->alloc->or_nothing, "or nothing", depth + 1);
        print_part(p, e->alloc->at_most, "at most", depth + 1);
        print_part(p, e->alloc->order, "in order of", depth + 1);
        if (e->alloc->summed >= 0) {
            buf_add_repeat(p->out, ' ', 2 * depth + 2);
            buf_addf(p->out, "summed by: %s\n",
                     p->program->table[e->alloc->summed].name);
        }
        print_part(p, e->alloc->group_least, "together at least", depth + 1);
        print_part(p, e->alloc->group_most, "together at most", depth + 1);
        if (e->alloc->rule != RULE_PROPORTIONAL) {
            buf_add_repeat(p->out, ' ', 2 * depth + 2);
            buf_addf(p->out, "using: %s\n", alloc_rule_words(e->alloc->rule));
        }
    }
    if (e->round) {
        if (e->round->per >= 0) {
            buf_add_repeat(p->out, ' ', 2 * depth + 2);
            buf_addf(p->out, "per: %s\n",
                     p->program->table[e->round->per].name);
        }
        for (size_t i = 0; i < e->round->n_keeping; i++) {
            print_part(p, e->round->keeping[i], "keeping", depth + 1);
        }
        print_part(p, e->round->at_least, "at least", depth + 1);
        print_part(p, e->round->at_most, "at most", depth + 1);
        print_part(p, e->round->ties, "ties to", depth + 1);
    }
}

static void print_def(Printer *p, const Def *def) {
    static const char *const word[] = {"param", "data", "let", "result"};
    buf_addf(p->out, "%s %s : %s", word[def->kind], def->name,
             def->unit_text[0] ? def->unit_text : "number");
    if (def->table >= 0) {
        buf_addf(p->out, " per %s", p->program->table[def->table].name);
    }
    buf_add_char(p->out, '\n');
    if (def->expr) {
        print_expr(p, def->expr, NULL, 1);
    }
}

void program_print(const Program *program, Buf *out) {
    Printer p = {.program = program, .out = out, .arena = arena_new()};
    buf_addf(out, "formula %s\n", program->name ? program->name : "");
    for (size_t i = 0; i < program->n_tables; i++) {
        const TableDef *t = &program->table[i];
        buf_addf(out, "table %s", t->name);
        for (size_t k = 0; k < t->n_parents; k++) {
            buf_addf(out, "%s %s", k ? "," : " in",
                     program->table[t->parent[k]].name);
        }
        buf_add_char(out, '\n');
    }
    for (size_t i = 0; i < program->n_order; i++) {
        print_def(&p, program->order[i]);
    }
    for (size_t i = 0; i < program->n_requires; i++) {
        print_expr(&p, program->require[i].expr, "require", 0);
    }
    for (size_t i = 0; i < program->n_reports; i++) {
        print_expr(&p, program->report[i].expr, "report", 0);
    }
    arena_free(p.arena);
}
