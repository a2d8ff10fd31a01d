/* report_simulate_int.h - what text, CSV and JSON of a simulation share. */
#ifndef FORDELA_REPORT_SIMULATE_INT_H
#define FORDELA_REPORT_SIMULATE_INT_H

#include "report/json.h"
#include "report/report_count.h"
#include "report/report_simulate.h"

/* The quantiles shown: 5, 25, 50, 75 and 95 %. */
enum { N_QUANTILES = 5 };

/* One figure or one recipient: amounts in units of `form`. */
typedef struct SimLine {
    const char *what;       /* "figure", or the result's name */
    const char *code, *name;
    const Type *type;
    const Value *value;     /* as the scenario stands, with its marks */
    CountForm form;
    int64_t reference;
    TallyRow row;
    int64_t quantile[N_QUANTILES];
} SimLine;

/* How many figures; then recipients. */
size_t sim_n_figures(const SimReport *in);
SimLine sim_figure(const SimReport *in, size_t i);
/* The same without what the draws gave. */
SimLine sim_figure_head(const SimReport *in, size_t i);
SimLine sim_recipient(const SimReport *in, size_t row);

/* A statistic in units of form as a decimal with so many places. */
const char *sim_decimal(const SimReport *in, const CountForm *form,
                        double value, int places);
/* The scenario's title, and what varies in this variant. */
void report_simulate_heading(const SimReport *in, Buf *out);
/* The values of what varies, a comma after each. */
void report_simulate_varied_csv(const SimReport *in, Buf *out);
/* The lines that say what is drawn. */
void report_simulate_drawn(const SimReport *in, Buf *out);
/* "7 drawn values were negative and became 0", unless n is 0. */
void report_simulate_cut(const SimReport *in, uint64_t n, Buf *out);
/* Scenario, title, inputs, what varies, what is drawn, the seed. */
Json *report_simulate_json_open(const SimReport *in, Buf *out);
void report_simulate_json_close(const SimReport *in, Json *json, Buf *out);
/* Code, name, unit and marks of a line, inside its object. */
void report_simulate_json_line(const SimReport *in, Json *json,
                               const SimLine *line);
/* A statistic given as a decimal. */
void report_simulate_json_decimal(const SimReport *in, Json *json,
                                  const char *name, const char *decimal);
/* Which figures are estimated, calibrated or both. */
void report_simulate_marks(const SimReport *in, Buf *out);
/* Bits of a line's marks, totals behind it counted in. */
unsigned sim_marks(const SimLine *line);
const char *sim_unit(const SimReport *in, const Type *type);
/* What the variant's param is, in base units. */
const Rat *sim_varied(const SimReport *in, size_t axis);
/* The first line: what varies, and n columns that keep their names. */
void sim_csv_head(const SimReport *in, const char *const *column, size_t n,
                  Buf *out);

/* ---- report_simulate_number.c: for reading ---- */

/* A copy in the report's arena; frees text. */
const char *sim_text(const SimReport *in, Buf *text);
/* "1 234 567" */
const char *sim_grouped(const SimReport *in, uint64_t n);
/* A count of the line's unit: "1 234.50", "12.50 %", "true". */
void sim_count(const SimReport *in, const SimLine *line, int64_t count,
               Buf *out);
const char *sim_count_text(const SimReport *in, const SimLine *line,
                           int64_t count);
/* The same of a statistic, in units of the line. */
const char *sim_statistic(const SimReport *in, const SimLine *line,
                          double value);
/* n of the line's draws, as a share. */
const char *sim_chance(const SimReport *in, const SimLine *line, double n);

#endif
