/* page_words.c - how a grant is divided, in sentences with its numbers.
 *
 * Read off the formula of the main result: what is added up, what each
 * allocate divides and by what, who is held at a floor or a ceiling, how it is
 * rounded, and what comes out. What has no words here stands as it is written.
 */
#include "report/page_int.h"

#include <stdlib.h>

typedef struct Words {
    const Page *page;
    Arena *arena;
    const Def *def;         /* the result */
    int table;
    const char *rows;       /* "recipients", as HTML */
    size_t n;               /* steps so far */
} Words;

static const char *bold(const Words *w, const Type *type, const Rat *num)
{
    return html_strong(w->arena, page_amount(w->page, type, num));
}

static const char *count(const Words *w, size_t n)
{
    return html_strong(w->arena, page_count(w->page, n));
}

static void step(Words *w, const char *html)
{
    buf_addf(w->page->out, "%s<li>%s", w->n == 0 ? "<ol class=\"steps\">\n"
                                                 : "</li>\n", html);
    w->n++;
}

/* More about the step before. */
static void also(const Words *w, const char *html)
{
    buf_addf(w->page->out, " %s", html);
}

/* ---- What each allocate does ---- */

typedef struct Stand {
    size_t part, floor, ceiling, dropped;
    const Rat *unallocated;
} Stand;

static Stand count_states(const Words *w, const AllocTrace *trace)
{
    Stand out = {.unallocated = rat_int(w->page->pool, 0)};
    for (size_t g = 0; g < trace->n_groups; g++) {
        const AllocGroup *group = &trace->group[g];
        out.unallocated = rat_add(w->page->pool, out.unallocated,
                                  group->unallocated);
        for (size_t i = 0; i < group->n; i++) {
            AllocState state = group->out.state[i];
            out.part += state != ALLOC_OUT;
            out.floor += state == ALLOC_FLOOR;
            out.ceiling += state == ALLOC_CEILING;
            out.dropped += state == ALLOC_DROPPED;
        }
    }
    return out;
}

static const char *dividing_sentence(const Alloc *al)
{
    if (al->rule != RULE_PROPORTIONAL)
        return al->per >= 0 ? tr("%1$s is divided within each %4$s, by the "
                                 "rule %3$s.")
                            : tr("%1$s is divided by the rule %3$s.");
    if (al->by == NULL)
        return al->per >= 0 ? tr("%1$s is divided equally within each %4$s.")
                            : tr("%s is divided equally.");
    return al->per >= 0 ? tr("%1$s is divided within each %4$s in proportion "
                             "to %2$s.")
                        : tr("%s is divided in proportion to %s.");
}

static void say_dividing(Words *w, const Alloc *al)
{
    const Program *program = w->page->program;
    const char *per = "";
    if (al->per >= 0)
        per = program->table[al->per].title != NULL
                  ? html_quoted(w->arena, program->table[al->per].title)
                  : html_plain(w->arena, program->table[al->per].name);
    step(w, html_say(w->arena, dividing_sentence(al),
                     page_expr_value(w->page, al->total),
                     al->by == NULL ? "" : page_expr_value(w->page, al->by),
                     html_code(w->arena, alloc_rule_words(al->rule)), per));
}

/* What a let stands for; inputs are explained by their titles alone. */
static void say_meaning(const Words *w, const Expr *e)
{
    const Expr *meant = page_meant(e);
    if (meant->kind == EXPR_DEF && meant->def->kind == DEF_LET)
        also(w, html_say(w->arena, tr("%s is %s."), page_expr(w->page, meant),
                         page_expr(w->page, meant->def->expr)));
}

/* One level for all rows, of a key that is people: so much for each. */
static void say_level(const Words *w, const Alloc *al,
                      const AllocTrace *trace)
{
    Type type = trace->expr->type;
    const Rat *level = NULL;
    if (trace->n_groups != 1 || al->by == NULL || al->order != NULL
        || al->rule != RULE_PROPORTIONAL)
        return;
    for (size_t i = 0; level == NULL && i < trace->group->n; i++)
        level = trace->group->out.state[i] == ALLOC_SHARE
                    ? trace->group->out.level[i]
                    : NULL;
    bool any = false;
    for (size_t i = 0; i < DIMS_MAX; i++) {
        type.dim[i] = (int8_t)(type.dim[i] - al->by->type.dim[i]);
        any = any || al->by->type.dim[i] != 0;
    }
    if (level != NULL && any)
        also(w, html_say(w->arena, tr("That is %s."), bold(w, &type, level)));
}

static void say_limits(const Words *w, const Alloc *al, const Stand *stand)
{
    if (al->where != NULL)
        also(w, html_say(w->arena, tr("%s take part: those for which "
                                      "%s holds."), count(w, stand->part),
                         page_expr(w->page, al->where)));
    if (al->order != NULL)
        also(w, html_say(w->arena, tr("Those who come first by %s are met in "
                                      "full before the next."),
                         page_expr(w->page, al->order)));
    if (al->at_least != NULL)
        also(w, html_say(w->arena, tr("Nobody gets less than %s; %s stand "
                                      "there."),
                         page_expr_value(w->page, al->at_least),
                         count(w, stand->floor)));
    if (al->at_most != NULL)
        also(w, html_say(w->arena, tr("Nobody gets more than %s; %s stand "
                                      "there."),
                         page_expr_value(w->page, al->at_most),
                         count(w, stand->ceiling)));
    if (al->or_nothing != NULL)
        also(w, html_say(w->arena, tr("Who would get less than %s gets "
                                      "nothing: %s."),
                         page_expr_value(w->page, al->or_nothing),
                         count(w, stand->dropped)));
}

static void say_allocate(Words *w, const Expr *e)
{
    const AllocTrace *trace = w->page->result->alloc[e->id];
    const Alloc *al = e->alloc;
    say_dividing(w, al);
    if (trace != NULL)
        say_level(w, al, trace);
    say_meaning(w, al->total);
    if (al->by != NULL)
        say_meaning(w, al->by);
    if (trace == NULL)
        return;
    Stand stand = count_states(w, trace);
    say_limits(w, al, &stand);
    if (rat_sign(stand.unallocated) > 0)
        also(w, html_say(w->arena, tr("%s of it could not be placed."),
                         bold(w, &e->type, stand.unallocated)));
}

/* ---- What is added up ---- */

/* Shares and rates have none. */
static const Rat *sum_of(const Words *w, const Expr *e)
{
    return report_has_sum(w->def) ? page_expr_sum(w->page, e, w->table)
                                  : NULL;
}

static void say_same(Words *w, const Expr *e)
{
    const Rat *sum = sum_of(w, e);
    bool one = page_meant(e)->table < 0;
    const char *what = page_expr_value(w->page, page_meant(e));
    if (sum == NULL)
        step(w, html_say(w->arena, tr("Each gets %s."), what));
    else
        step(w, html_say(w->arena,
                         one ? tr("Each gets the same: %s, together %s.")
                             : tr("Each gets its own %s, together %s."),
                         what, bold(w, &e->type, sum)));
}

static void say_computed(Words *w, const Expr *e)
{
    const Rat *sum = sum_of(w, e);
    const char *what = page_expr(w->page, e);
    if (sum == NULL)
        step(w, html_say(w->arena, tr("For each is computed: %s."), what));
    else
        step(w, html_say(w->arena,
                         tr("For each is computed: %s; together %s."), what,
                         bold(w, &e->type, sum)));
}

/* Terms of a sum one by one; the depth of expressions is bounded by the
 * language, that of lets by the program's order. */
static void say_term(Words *w, const Expr *given)
{
    const Expr *e = given;
    while (e->kind == EXPR_SPREAD
           || (e->kind == EXPR_DEF && e->def->kind == DEF_LET
               && e->def->table == w->table && e->def->expr != NULL
               && (e->def->expr->kind == EXPR_ALLOCATE
                   || e->def->expr->kind == EXPR_ADD
                   || e->def->expr->kind == EXPR_DEF)))
        e = e->kind == EXPR_SPREAD ? e->arg[0] : e->def->expr;
    if (e->kind == EXPR_ADD) {
        for (size_t i = 0; i < e->n_args; i++)
            say_term(w, e->arg[i]);
    } else if (e->kind == EXPR_ALLOCATE) {
        say_allocate(w, e);
    } else if (e->kind == EXPR_DEF) {
        say_same(w, given);
        say_meaning(w, given);
    } else {
        say_computed(w, given);
    }
}

/* ---- Rounding, and what comes out ---- */

static const char *signed_difference(const Words *w, const Rat *difference)
{
    const Rat *size = rat_abs(w->page->pool, difference);
    return html_say(w->arena,
                    rat_sign(difference) > 0 ? tr("%s more")
                                             : tr("%s less"),
                    bold(w, &w->def->type, size));
}

static void say_rounding(Words *w, const Totals *totals)
{
    const Rounding *round = w->def->expr->round;
    const char *unit = html_strong(w->arena, page_amount(w->page,
                                       &w->def->type, round->unit));
    const char *method = html_plain(w->arena,
                                    round_method_said(round->method));
    if (!round_method_keeps(round->method)) {
        step(w, html_say(w->arena, tr("Each amount is rounded by itself to "
                                      "%s (%s)."), unit, method));
    } else {
        step(w, html_say(w->arena, tr("Amounts are rounded together to %s "
                                      "(%s), so that they keep their "
                                      "total."), unit, method));
    }
    if (totals->sum == NULL || !report_has_sum(w->def))
        return;
    if (rat_sign(totals->difference) == 0)
        also(w, html_say(w->arena, tr("They add up to exactly %s."),
                         bold(w, &w->def->type, totals->sum)));
    else
        also(w, html_say(w->arena, tr("They add up to %s, %s than the %s "
                                      "before rounding."),
                         bold(w, &w->def->type, totals->sum),
                         signed_difference(w, totals->difference),
                         bold(w, &w->def->type, totals->budget)));
}

static void say_lead(const Words *w, const Totals *totals)
{
    const Page *page = w->page;
    size_t n = page->result->data->table[w->table]->n;
    const char *name = html_quoted(w->arena, page_def_title(page, w->def));
    buf_add(page->out, "<p class=\"lead\">");
    if (type_is_money(page->program, &w->def->type) && totals->sum != NULL
        && report_has_sum(w->def))
        buf_add(page->out, html_say(w->arena,
                                    tr("%s goes to %s %s."),
                                    bold(w, &w->def->type, totals->sum),
                                    count(w, n), w->rows));
    else
        buf_add(page->out, html_say(w->arena,
                                    tr("%s is computed for %s %s."), name,
                                    count(w, n), w->rows));
    buf_add(page->out, "</p>\n");
}

void page_decision(const Page *page, const Def *def)
{
    Words w = {page, page->arena, def, def == NULL ? -1 : def->table, "", 0};
    if (def == NULL || def->table < 0) {
        page_paragraph(page, html_plain(page->arena,
            program_main_table(page->program) < 0
                ? tr("The formula gives single figures; they stand below.")
                : tr("What the formula gives each row stands below.")));
        return;
    }
    Totals totals = {NULL, NULL, NULL};
    if (report_has_sum(def))
        totals = report_totals(page->pool, page->result, def);
    w.rows = html_plain(page->arena, page_rows_word(page, def->table));
    say_lead(&w, &totals);
    say_term(&w, def->exact != NULL ? def->exact : def->expr);
    if (def->expr->kind == EXPR_ROUND)
        say_rounding(&w, &totals);
    buf_add(page->out, "</li>\n</ol>\n");
}
