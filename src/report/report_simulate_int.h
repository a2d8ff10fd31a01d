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
    CountForm form;
    int64_t reference;
    TallyRow row;
    int64_t quantile[N_QUANTILES];
} SimLine;

/* How many figures; then recipients. */
size_t sim_n_figures(const SimReport *in);
SimLine sim_figure(const SimReport *in, size_t i);
SimLine sim_recipient(const SimReport *in, size_t row);

/* A statistic in units of form as a decimal with so many places. */
const char *sim_decimal(const SimReport *in, const CountForm *form,
                        double value, int places);
/* The scenario's title, and what varies in this variant. */
void report_simulate_heading(const SimReport *in, Buf *out);
/* The values of what varies, a comma after each. */
void report_simulate_varied_csv(const SimReport *in, Buf *out);
/* Scenario, title, what varies, what is drawn, the seed. */
void report_simulate_json_head(const SimReport *in, Json *json);
/* What the variant's param is, in base units. */
const Rat *sim_varied(const SimReport *in, size_t axis);

#endif
