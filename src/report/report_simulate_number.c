/* report_simulate_number.c - numbers of a simulation, for reading. */
#include <string.h>

#include "base/tr.h"
#include "report/report_simulate_int.h"

const char *sim_text(const SimReport *in, Buf *text)
{
    const char *copy = arena_string(in->arena, text->at);
    buf_free(text);
    return copy;
}

const char *sim_grouped(const SimReport *in, uint64_t n)
{
    Buf out = {0};
    report_grouped(in->arena, rat_int(in->pool, (int64_t)n), 0, &out);
    return sim_text(in, &out);
}

/* As it is shown: shares in hundredths where they are written so. */
static const Rat *scaled(const SimReport *in, const SimLine *line,
                         const Rat *num)
{
    return line->type->percent ? rat_mul(in->pool, num,
                                         rat_int(in->pool, 100))
                               : num;
}

/* Decimals for all numbers of a line: enough for the largest of them. */
static int decimals(const SimReport *in, const SimLine *line)
{
    const TallyRow *row = &line->row;
    int64_t most = line->reference < 0 ? -line->reference : line->reference;
    most = row->n > 0 && row->most > most ? row->most : most;
    most = row->n > 0 && -row->least > most ? -row->least : most;
    return report_decimals(in->pool, scaled(in, line,
                                            count_value(in->pool, &line->form,
                                                        most)));
}

static void add_number(const SimReport *in, const SimLine *line,
                       const Rat *num, int places, Buf *out)
{
    report_grouped(in->arena, num, places, out);
    if (line->type->percent)
        buf_add(out, " %");
}

void sim_count(const SimReport *in, const SimLine *line, int64_t count,
               Buf *out)
{
    const Rat *value = scaled(in, line, count_value(in->pool, &line->form,
                                                    count));
    int most = decimals(in, line), places = rat_places(value, most);
    if (line->type->kind == TYPE_FLAG)
        buf_add(out, count != 0 ? tr("true") : tr("false"));
    else
        add_number(in, line, value, places < 0 ? most : places, out);
}

const char *sim_count_text(const SimReport *in, const SimLine *line,
                           int64_t count)
{
    Buf out = {0};
    sim_count(in, line, count, &out);
    return sim_text(in, &out);
}

/* To the krona from a thousand on. */
const char *sim_statistic(const SimReport *in, const SimLine *line,
                          double value)
{
    const char *decimal = sim_decimal(in, &line->form, value, 15);
    const Rat *num = scaled(in, line, rat_read(in->pool, decimal,
                                               strlen(decimal)));
    bool large = rat_cmp(rat_abs(in->pool, num),
                         rat_int(in->pool, 1000)) >= 0;
    Buf out = {0};
    add_number(in, line, num, large ? 0 : decimals(in, line), &out);
    return sim_text(in, &out);
}

const char *sim_chance(const SimReport *in, const SimLine *line, double n)
{
    return tr_decimal(arena_format(in->arena, "%.2f %%",
                                   100 * n / (double)line->row.n));
}
