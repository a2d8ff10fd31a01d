/* tipping_words.c - what changes, in words. */
#include "study/tipping_int.h"
#include "base/tr.h"

const char *tip_text(Arena *arena, const Expr *e)
{
    const Place *p = &e->place;
    if (p->source == NULL)
        return "";
    const char *from = p->source->text + p->span.from;
    size_t n = p->span.to - p->span.from, k = 0;
    char *out = arena_copy(arena, from, n);
    for (size_t i = 0; i < n; i++) {
        bool blank = out[i] == ' ' || out[i] == '\n' || out[i] == '\t'
                     || out[i] == '\r';
        if (blank && k > 0 && out[k - 1] == ' ')
            continue;
        out[k++] = blank ? ' ' : out[i];
    }
    out[k] = '\0';
    return out;
}

/* Where rows have a ceiling and no floor, the ceiling is what was asked for. */
static const char *state_word(const Alloc *a, unsigned state)
{
    bool asked = a->at_most != NULL && a->at_least == NULL;
    switch (state) {
    case ALLOC_OUT: return tr("takes no part");
    case ALLOC_SHARE: return asked ? tr_as("state", "part")
                                   : tr_as("state", "share");
    case ALLOC_FLOOR: return tr("floor");
    case ALLOC_CEILING: return asked ? tr("full") : tr("ceiling");
    case ALLOC_DROPPED: return tr("too small");
    default: return tr("nothing");
    }
}

const char *tip_word(Arena *arena, const Expr *e, unsigned choice)
{
    if (e->kind == EXPR_ALLOCATE)
        return state_word(e->alloc, choice);
    if (e->kind == EXPR_IF)
        return choice == TRUTH_YES ? tr("yes") : tr("no");
    return tip_text(arena, e->arg[choice]);
}

const char *tip_reason(Arena *arena, const Program *program,
                       const Stop *fault)
{
    for (size_t i = 0; i < program->n_requires; i++)
        if (program->require[i].expr == fault->expr)
            return program->require[i].message != NULL
                       ? program->require[i].message
                       : arena_format(arena, tr("require %s"),
                                      tip_text(arena, fault->expr));
    return arena_format(arena, "%s: %s", fault->why,
                        tip_text(arena, fault->expr));
}
