/* report_explain.c - a derivation as a tree of text. */

#include "report/report_study.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "report/report_lines.h"

/* Under the steps of a tree, in characters of one column each. */
#define BRANCH "\xE2\x94\x9C\xE2\x94\x80 "   /* a step, more to come */
#define LAST "\xE2\x94\x94\xE2\x94\x80 "     /* the last step */
#define TRUNK "\xE2\x94\x82  "               /* beside what is under a step */
#define EMPTY "   "
/* Deeper steps are not indented further: the text needs room. */
#define LEVELS_MAX 12

/* prefix: what stands to the left of everything under this step; its own
 * head has `first` there. The depth of steps is bounded by the study. */
static void add_step(const Step *step, const char *first, const char *prefix,
                     size_t level, Buf *out)
{
    Buf inner = {0};
    buf_add(&inner, prefix);
    buf_add(&inner, step->steps.n ? TRUNK : EMPTY);
    line_wrap(out, first, inner.at, step->head);
    for (size_t i = 0; i < step->lines.n; i++) {
        Buf rest = {0};
        buf_addf(&rest, "%s  ", inner.at);
        line_wrap(out, inner.at, rest.at, step->lines.at[i]);
        buf_free(&rest);
    }
    for (size_t i = 0; i < step->steps.n; i++) {
        bool last = i + 1 == step->steps.n;
        Buf head = {0}, below = {0};
        buf_addf(&head, "%s%s", prefix, last ? LAST : BRANCH);
        buf_addf(&below, "%s%s", prefix,
                 level >= LEVELS_MAX ? "" : last ? EMPTY : TRUNK);
        add_step(step->steps.at[i], head.at, below.at, level + 1, out);
        buf_free(&head);
        buf_free(&below);
    }
    buf_free(&inner);
}

static void add_heading(const Explanation *e, Buf *out)
{
    Buf text = {0};
    if (e->code) {
        buf_add(&text, e->code);
        if (e->label && strcmp(e->label, e->code) != 0)
            buf_addf(&text, " %s", e->label);
        buf_add(&text, ": ");
    }
    buf_addf(&text, "%s = %s", e->def->name, e->value);
    line_wrap(out, "", "  ", text.at);
    buf_free(&text);
    if (e->program->scenario_title)
        line_wrap(out, "", "", e->program->scenario_title);
    buf_add_char(out, '\n');
}

void report_explain(const Explanation *e, Buf *out)
{
    add_heading(e, out);
    for (size_t i = 0; i < e->steps.n; i++) {
        if (i > 0)
            buf_add_char(out, '\n');
        add_step(e->steps.at[i], "", "", 0, out);
    }
    if (e->others) {
        buf_add_char(out, '\n');
        line_wrap(out, tr("other results to explain: "), "  ", e->others);
    }
}

/* ---- statistics ---- */

/* Four decimals, without the locale's decimal mark; the largest doubles have
 * no decimals to show. */
static void add_double(Buf *out, double x)
{
    if (!(fabs(x) < 9e14)) {
        buf_addf(out, "%.0f", x);
        return;
    }
    long long parts = llround(fabs(x) * 10000);
    buf_addf(out, "%s%lld%c%04lld", x < 0 && parts ? "-" : "", parts / 10000,
             tr_decimal_mark(), parts % 10000);
}

void report_spread(const Spread *spread, const char *name, const char *unit,
                   Buf *out)
{
    const struct {
        const char *word;
        double value;
    } part[] = {{tr("smallest"), spread->smallest},
                {tr("median"), spread->median},
                {tr("mean"), spread->mean}, {tr("largest"), spread->largest}};
    Buf text = {0};
    buf_addf(&text, tr("%s%s%s over %zu rows, statistics (floating point):"),
             name, *unit ? tr(" in ") : "", unit, spread->n);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        buf_addf(&text, "%s %s\xC2\xA0", i ? "," : "", part[i].word);
        add_double(&text, part[i].value);
    }
    buf_add(&text, tr(", Gini\xC2\xA0"));
    if (spread->has_gini)
        add_double(&text, spread->gini);
    else
        buf_add(&text, tr("undefined"));
    line_wrap(out, "", "  ", text.at);
    buf_free(&text);
}
