/* report_seek_runs.c - the runs beside an answer, as a table. */
#include "report/report_lines.h"
#include "report/report_seek_int.h"
#include "base/tr.h"

static bool is_constant(const SeekReport *in, size_t demand, bool left)
{
    const Seeking *k = in->seeking;
    const Rat *first = NULL;
    const Expr *e = k->demand[demand];
    if (e->n_args < 2 || e->arg[left ? 0 : 1]->kind == EXPR_NUMBER)
        return true;
    for (size_t i = 0; i < k->run.n; i++) {
        const Rat *v = left ? k->run.at[i].left[demand]
                            : k->run.at[i].right[demand];
        if (v == NULL)
            continue;
        if (first != NULL && !rat_equal(first, v))
            return false;
        first = v;
    }
    return first == NULL || !left;
}

static const char *number_text(const SeekReport *in, const Expr *e,
                               const Rat *value)
{
    Show show = seek_show(in);
    return value == NULL ? "" : show_amount(&show, &e->type, value);
}

static const char *holds_word(const SeekRun *run)
{
    if (run->why != NULL)
        return "-";
    return run->holds ? tr("yes") : tr("no");
}

static const char *run_word(const SeekRun *run)
{
    return run->is_answer   ? tr("answer")
           : run->is_bend   ? tr("bend")
           : run->is_steady ? tr("for good")
                            : "";
}

static void set_column(const SeekReport *in, Grid *grid, size_t *col,
                       size_t demand, bool left)
{
    const Seeking *k = in->seeking;
    const Expr *e = k->demand[demand];
    if (is_constant(in, demand, left))
        return;
    const Expr *side = e->arg[left ? 0 : 1];
    grid->col[*col] = (GridCol){{seek_text(in, side), NULL, NULL}, true};
    for (size_t i = 0; i < k->run.n; i++)
        grid_set(grid, i, *col,
                 number_text(in, side, left ? k->run.at[i].left[demand]
                                            : k->run.at[i].right[demand]));
    ++*col;
}

static const char *short_value(const SeekReport *in, const SeekParam *p,
                               const Rat *value)
{
    Show show = seek_show(in);
    return show_amount(&show, &p->def->type, value);
}

static size_t set_params(const SeekReport *in, Grid *grid)
{
    const Seeking *k = in->seeking;
    size_t col = 0;
    grid->col[col++] = (GridCol){{"", NULL, NULL}, false};
    for (size_t i = 0; i < k->run.n; i++)
        grid_set(grid, i, 0, run_word(&k->run.at[i]));
    for (size_t p = 0; p < k->ask->n_params; p++, col++) {
        const SeekParam *q = &k->ask->param[p];
        grid->col[col] = (GridCol){{q->def->name, NULL, NULL}, true};
        for (size_t i = 0; i < k->run.n; i++)
            grid_set(grid, i, col,
                     short_value(in, q, k->run.at[i].value[p]));
    }
    grid->col[col] = (GridCol){{tr("holds"), NULL, NULL}, false};
    for (size_t i = 0; i < k->run.n; i++)
        grid_set(grid, i, col, holds_word(&k->run.at[i]));
    return col + 1;
}

static void set_figure(const SeekReport *in, Grid *grid, size_t *col)
{
    const Seeking *k = in->seeking;
    if (k->ask->goal < SEEK_MAXIMISE)
        return;
    const Expr *e = k->figure;
    grid->col[*col] = (GridCol){{seek_text(in, e), NULL, NULL}, true};
    for (size_t i = 0; i < k->run.n; i++)
        grid_set(grid, i, *col, number_text(in, e, k->run.at[i].figure));
    ++*col;
}

void seek_runs(const SeekReport *in, Buf *out)
{
    const Seeking *k = in->seeking;
    size_t most = 3 + k->ask->n_params + 2 * k->n_demands;
    Grid *grid = grid_new(in->arena, most, k->run.n, 1 + k->ask->n_params);
    size_t col = set_params(in, grid);
    set_figure(in, grid, &col);
    for (size_t i = 0; i < k->n_demands; i++) {
        set_column(in, grid, &col, i, true);
        set_column(in, grid, &col, i, false);
    }
    /* Columns left over are not there. */
    Grid *shown = grid_new(in->arena, col, k->run.n, grid->fixed);
    for (size_t c = 0; c < col; c++) {
        shown->col[c] = grid->col[c];
        for (size_t i = 0; i < k->run.n; i++)
            grid_set(shown, i, c, grid->cell[i * most + c]);
    }
    buf_add(out, tr("\nConfirmed by exact runs\n"));
    grid_print(shown, 2, in->width, out);
    for (size_t i = 0; i < k->run.n; i++)
        if (k->run.at[i].why != NULL) {
            line_wrap(out, "  ", "      ",
                      report_clean(in->arena,
                                   arena_format(
                                       in->arena,
                                       tr("-: cannot be computed: %s"),
                                       k->run.at[i].why)));
            break;
        }
}
