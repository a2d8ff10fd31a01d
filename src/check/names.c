/* names.c - what a formula declares, and in which order it is worked out. */
#include <string.h>

#include "check/check_int.h"

static const char *const functions[] = {
    "min", "max", "clamp", "abs", "floor", "ceil", "sum", "mean", "count",
    "smallest", "largest", "share", "rank", "code", "name", "ln", "log10",
    "exp", "sqrt", "power", "round"};

const Symbol *symbol_find(const Checker *c, const char *name) {
    size_t at;
    return code_index_find(c->names, name, &at) ? &c->symbol.at[at] : NULL;
}

static Symbol *symbol_add(Checker *c, Symbol symbol) {
    size_t earlier;
    code_index_add(c->names, symbol.name, c->symbol.n, &earlier);
    Symbol *s = VEC_ADD(c->arena, &c->symbol);
    *s = symbol;
    return s;
}

/* Does the formula, not the scenario, hold this place? */
static bool in_formula(const Checker *c, Place place) {
    for (size_t i = 0; i < c->formula->n; i++) {
        if (c->formula->stmt[i]->place.source == place.source) {
            return true;
        }
    }
    return false;
}

static const char *symbol_nearest(Checker *c, const char *name) {
    const char **names =
        ARENA_ARRAY(c->arena, const char *, c->symbol.n + 1);
    for (size_t i = 0; i < c->symbol.n; i++) {
        names[i] = c->symbol.at[i].name;
    }
    return name_nearest(name, names, c->symbol.n);
}

void symbol_unknown(Checker *c, Place place, const char *name) {
    const char *near = check_told(c->diags) ? NULL
                                            : symbol_nearest(c, name);
    bool function = false;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        function = function || strcmp(functions[i], name) == 0;
    }
    const char *way =
        function ? arena_format(c->arena, tr("a function is written with "
                                             "parentheses: %s(...)"), name)
        : near   ? arena_format(c->arena, tr("did you mean \"%s\"?"), near)
        : in_formula(c, place)
            ? tr("declare it with table, param, data, let or result")
            : tr("a scenario uses the names its formula declares");
    diag_add(c->diags, DIAG_FAULT, place, way, "unknown name \"%s\"", name);
}

const Symbol *symbol_table(const Checker *c, const Node *node) {
    const Symbol *s =
        node && node->kind == NODE_NAME ? symbol_find(c, node->text) : NULL;
    return s && s->kind == SYM_TABLE ? s : NULL;
}

int table_named(Checker *c, const Word *word) {
    const Symbol *s = symbol_find(c, word->text);
    if (s && s->kind == SYM_TABLE) {
        return s->index;
    }
    if (s) {
        diag_add(c->diags, DIAG_FAULT, word->place, "name a table",
                 "\"%s\" is not a table", word->text);
    } else {
        symbol_unknown(c, word->place, word->text);
    }
    return -1;
}

/* Adds a name unless it is taken; NULL after a fault. */
static Symbol *declare(Checker *c, const Word *name, SymbolKind kind) {
    const Symbol *twin = symbol_find(c, name->text);
    if (twin) {
        LineCol at = {0};
        if (twin->place.source) {
            at = source_line_col(twin->place.source, twin->place.span.from);
        }
        diag_add(c->diags, DIAG_FAULT, name->place, "choose another name",
                 twin->place.source ? N_("\"%s\" is already declared, in line "
                                         "%zu")
                                    : N_("\"%s\" is already a unit"),
                 name->text, at.line);
        return NULL;
    }
    return symbol_add(c, (Symbol){.name = name->text, .kind = kind,
                                  .place = name->place});
}

static int table_declare(Checker *c, const Word *name, const char *title) {
    if (c->table.n == TABLES_MAX) {
        diag_add(c->diags, DIAG_FAULT, name->place,
                 "put tables together, or divide the formula in two",
                 "more than %d tables", TABLES_MAX);
        return -1;
    }
    Symbol *s = declare(c, name, SYM_TABLE);
    if (!s) {
        return -1;
    }
    s->index = (int)c->table.n;
    *VEC_ADD(c->arena, &c->table) =
        (TableDef){.name = name->text, .title = title, .place = name->place};
    return s->index;
}

static int table_find(const Checker *c, const char *name) {
    const Symbol *s = symbol_find(c, name);
    return s && s->kind == SYM_TABLE ? s->index : -1;
}

static void parents_declare(Checker *c, const Stmt *s) {
    int t = table_find(c, s->name.text);
    if (t < 0) {
        return;
    }
    int *parent = ARENA_ARRAY(c->arena, int, s->n_words + 1);
    size_t n = 0;
    for (size_t i = 0; i < s->n_words; i++) {
        const Word *w = &s->words[i];
        int p = table_find(c, w->text);
        if (p < 0) {
            diag_add(c->diags, DIAG_FAULT, w->place,
                     arena_format(c->arena, tr("declare it: table %s"),
                                  w->text),
                     "\"%s\" is not a table", w->text);
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            if (parent[k] == p) {
                diag_add(c->diags, DIAG_FAULT, w->place, "name it once",
                         "\"%s\" lies in \"%s\" twice", s->name.text, w->text);
            }
        }
        parent[n++] = p;
    }
    c->table.at[t].parent = parent;
    c->table.at[t].n_parents = n;
}

/* Can `goal` be reached upwards from t? seen[] keeps the walk linear. */
static bool reaches(const Checker *c, int t, int goal, bool *seen) {
    const TableDef *def = &c->table.at[t];
    for (size_t i = 0; i < def->n_parents; i++) {
        int p = def->parent[i];
        if (p == goal) {
            return true;
        }
        if (!seen[p]) {
            seen[p] = true;
            if (reaches(c, p, goal, seen)) {
                return true;
            }
        }
    }
    return false;
}

static void tables_declare(Checker *c) {
    const Ast *f = c->formula;
    for (size_t i = 0; i < f->n; i++) {
        if (f->stmt[i]->kind == STMT_TABLE) {
            table_declare(c, &f->stmt[i]->name, f->stmt[i]->title.text);
        }
    }
    for (size_t i = 0; i < f->n; i++) {
        const Stmt *s = f->stmt[i];
        if (s->kind != STMT_DATA || table_find(c, s->table.text) >= 0) {
            continue;
        }
        if (unit_find(c, s->table.text) ||
            strcmp(s->table.text, "person") == 0) {
            diag_add(c->diags, DIAG_FAULT, s->table.place,
                     "an amount for each person is written with \"/\": "
                     "kr / persons per TABLE",
                     "\"%s\" is not a table", s->table.text);
            continue;
        }
        table_declare(c, &s->table, NULL);
    }
    for (size_t i = 0; i < f->n; i++) {
        if (f->stmt[i]->kind == STMT_TABLE) {
            parents_declare(c, f->stmt[i]);
        }
    }
    for (size_t i = 0; i < c->table.n; i++) {
        bool seen[TABLES_MAX] = {false};
        if (reaches(c, (int)i, (int)i, seen)) {
            diag_add(c->diags, DIAG_FAULT, c->table.at[i].place,
                     "take one of the \"in\" away",
                     "the table \"%s\" lies in itself", c->table.at[i].name);
            c->table.at[i].n_parents = 0;
        }
    }
}

static void def_declare(Checker *c, const Stmt *s, DefKind kind) {
    Symbol *symbol = declare(c, &s->name, SYM_DEF);
    if (!symbol) {
        return;
    }
    Def *def = ARENA_NEW(c->arena, Def);
    def->kind = kind;
    def->id = c->draft.n;
    def->name = s->name.text;
    def->title = s->title.text;
    def->table = -1;
    def->place = s->name.place;
    def->unit_text = "";
    symbol->def = def;
    *VEC_ADD(c->arena, &c->draft) = (Draft){.def = def, .stmt = s};
    if (kind == DEF_DATA) {
        def->table = table_find(c, s->table.text);
        c->draft.at[def->id].broken = def->table < 0;
    }
    if (kind == DEF_PARAM || kind == DEF_DATA) {
        if (!unit_resolve(c, s->unit, &def->type, &def->scale)) {
            c->draft.at[def->id].broken = true;
        }
        if (s->unit->n == 1) {
            def->unit = unit_find(c, s->unit->part[0].name.text);
        }
        Buf buf = {0};
        for (size_t i = 0; i < s->unit->n; i++) {
            buf_add(&buf, i == 0 ? "" : s->unit->part[i].divide ? " / "
                                                                : " * ");
            buf_add(&buf, s->unit->part[i].name.text);
        }
        def->unit_text = arena_string(c->arena, buf.at);
        buf_free(&buf);
    }
}

static void rounds_attach(Checker *c, const Stmt *s) {
    const Symbol *symbol = symbol_find(c, s->name.text);
    if (!symbol) {
        symbol_unknown(c, s->name.place, s->name.text);
    } else if (symbol->kind != SYM_DEF || symbol->def->kind != DEF_RESULT) {
        diag_add(c->diags, DIAG_FAULT, s->name.place,
                 "make it a result, or write round(... to 1 kr by ...) in an "
                 "expression",
                 "\"%s\" is not a result: only results are rounded by a "
                 "statement", s->name.text);
    } else {
        c->draft.at[symbol->def->id].rounds = s;
    }
}

void names_declare(Checker *c) {
    const Ast *f = c->formula;
    for (size_t i = 0; i < c->unit.n; i++) {
        symbol_add(c, (Symbol){.name = c->unit.at[i].name, .kind = SYM_UNIT,
                               .index = (int)i,
                               .place = c->unit.at[i].place});
    }
    tables_declare(c);
    for (size_t i = 0; i < f->n; i++) {
        const Stmt *s = f->stmt[i];
        if (s->kind == STMT_PARAM) {
            def_declare(c, s, DEF_PARAM);
        } else if (s->kind == STMT_DATA) {
            def_declare(c, s, DEF_DATA);
        } else if (s->kind == STMT_LET) {
            def_declare(c, s, DEF_LET);
        } else if (s->kind == STMT_RESULT) {
            def_declare(c, s, DEF_RESULT);
        }
    }
    for (size_t i = 0; i < f->n; i++) {
        if (f->stmt[i]->kind == STMT_ROUNDS) {
            rounds_attach(c, f->stmt[i]);
        }
    }
}

/* --- order of use --- */

typedef VEC(Draft *) DraftList;

static void uses_of_node(Checker *c, const Node *node, DraftList *out);

static void uses_of_rounding(Checker *c, const AstRounding *r,
                             DraftList *out) {
    uses_of_node(c, r->unit, out);
    for (size_t i = 0; i < r->keeping.n; i++) {
        uses_of_node(c, r->keeping.at[i], out);
    }
    uses_of_node(c, r->at_least, out);
    uses_of_node(c, r->at_most, out);
    uses_of_node(c, r->ties, out);
}

static void uses_of_node(Checker *c, const Node *node, DraftList *out) {
    if (!node) {
        return;
    }
    if (node->kind == NODE_NAME) {
        const Symbol *s = symbol_find(c, node->text);
        if (s && s->kind == SYM_DEF) {
            *VEC_ADD(c->arena, out) = &c->draft.at[s->def->id];
        }
    }
    for (size_t i = 0; i < node->args.n; i++) {
        uses_of_node(c, node->args.at[i], out);
    }
    uses_of_node(c, node->where, out);
    uses_of_node(c, node->by, out);
    uses_of_node(c, node->ties, out);
    if (node->rounding) {
        uses_of_rounding(c, node->rounding, out);
    }
    const AstAllocate *a = node->allocate;
    if (a) {
        uses_of_node(c, a->total, out);
        uses_of_node(c, a->by, out);
        uses_of_node(c, a->where, out);
        uses_of_node(c, a->at_least, out);
        uses_of_node(c, a->also_at_least, out);
        uses_of_node(c, a->or_nothing, out);
        uses_of_node(c, a->at_most, out);
        uses_of_node(c, a->order, out);
    }
}

static void uses_of_draft(Checker *c, const Draft *d, DraftList *out) {
    if (d->setting) {
        uses_of_node(c, d->setting->value, out);
    } else if (d->set) {
        uses_of_node(c, d->set->value, out);
    } else {
        uses_of_node(c, d->stmt->value, out);
        for (size_t i = 0; i < d->stmt->n_dated; i++) {
            uses_of_node(c, d->stmt->dated[i].value, out);
        }
    }
    if (d->rounds) {
        uses_of_rounding(c, d->rounds->rounding, out);
    }
}

/* One definition on the walk's stack, with what it uses. */
typedef struct Visit {
    Draft *draft;
    DraftList uses;
    size_t next;
} Visit;

typedef VEC(Visit) VisitList;

enum { NEW, OPEN, DONE };

/* Names of a circle that are written out. */
enum { CIRCLE_SHOWN = 8 };

static void circle_report(Checker *c, const VisitList *stack,
                          const Draft *again) {
    size_t i = stack->n;
    while (stack->at[i - 1].draft != again) {
        i--;
    }
    Buf buf = {0};
    size_t long_by = stack->n - i + 1 > CIRCLE_SHOWN
                         ? stack->n - i + 1 - CIRCLE_SHOWN
                         : 0;
    for (size_t k = i - 1; k < stack->n; k++) {
        if (long_by > 0 && k == i - 1 + CIRCLE_SHOWN - 1) {
            buf_addf(&buf, tr("... (%zu more) uses "), long_by);
            k += long_by;
        }
        buf_addf(&buf, tr("%s uses "), stack->at[k].draft->def->name);
    }
    buf_add(&buf, again->def->name);
    diag_add(c->diags, DIAG_FAULT, again->def->place,
             "take one of these uses away",
             "\"%s\" is defined by itself: %s", again->def->name, buf.at);
    buf_free(&buf);
}

static void visit(Checker *c, VisitList *stack, Draft *draft) {
    draft->state = OPEN;
    Visit *v = VEC_ADD(c->arena, stack);
    *v = (Visit){.draft = draft};
    uses_of_draft(c, draft, &v->uses);
}

/* Depth first with a stack of its own: chains of definitions may be long. */
void names_order(Checker *c) {
    Program *p = c->program;
    p->order = ARENA_ARRAY(c->arena, Def *, c->draft.n + 1);
    VisitList stack = {0};
    for (size_t i = 0; i < c->draft.n; i++) {
        if (c->draft.at[i].state == NEW) {
            visit(c, &stack, &c->draft.at[i]);
        }
        while (stack.n > 0) {
            Visit *top = &stack.at[stack.n - 1];
            if (top->next == top->uses.n) {
                top->draft->state = DONE;
                p->order[p->n_order++] = top->draft->def;
                stack.n--;
                continue;
            }
            Draft *next = top->uses.at[top->next++];
            if (next->state == OPEN) {
                circle_report(c, &stack, next);
            } else if (next->state == NEW) {
                visit(c, &stack, next);
            }
        }
    }
}
