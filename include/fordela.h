/* fordela.h - the public face of libfordela: how grants are divided, exactly.
 *
 *     fordela *f = fordela_open("grant.scenario");
 *     if (fordela_run(f) != FORDELA_OK)
 *         fputs(fordela_messages(f), stderr);
 *     for (size_t i = 0; i < fordela_rows(f, 0); i++)
 *         printf("%s %s\n", fordela_code(f, 0, i), fordela_amount(f, 0, i));
 *     fordela_close(f);
 *
 * Nothing here prints, exits or keeps state outside the handle. Out of memory
 * is the one exception: the arithmetic offers no way back, so the process ends
 * with one message and status 4. One handle belongs to one thread at a time;
 * several may be at work at once, but one fordela_workbook and one NetCDF file
 * at a time in a process, whose libraries keep state of their own.
 *
 * Texts are UTF-8 and end with a zero. A `const char *` belongs to the handle
 * and is valid until the next fordela_set, _check, _run or _close; a `char *`
 * belongs to the caller, who gives it back with fordela_free. An index that
 * is out of range, or asking before fordela_run succeeded, gives 0 or NULL,
 * never a crash.
 *
 * Amounts are in base units: money in kronor whatever unit it was written in,
 * shares as plain numbers (12.5 % is 0.125).
 */
#ifndef FORDELA_H
#define FORDELA_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FORDELA_VERSION "0.1.0"

/* The same numbers are the exit statuses of the command. */
typedef enum fordela_status {
    FORDELA_OK = 0,        /* as asked */
    FORDELA_DEVIATES = 1,  /* an expectation does not hold */
    FORDELA_USE = 2,       /* wrong use */
    FORDELA_FAULT = 3,     /* a fault in a formula, scenario or data file */
    FORDELA_MACHINE = 4    /* file, memory, network */
} fordela_status;

/* One formula or scenario file and what was made of it. */
typedef struct fordela fordela;

/* The version of the library: "0.1.0". */
const char *fordela_version(void);

/* Gives back any char * that a function here returned. NULL is allowed. */
void fordela_free(char *text);

/* The language in which the whole process gets messages and texts for people:
 * "en" (also if this is never called) or "sv"; NULL: as the environment says
 * (LANGUAGE, LC_ALL, LC_MESSAGES, LANG). The Swedish texts are the catalogue
 * FOLDER/sv/LC_MESSAGES/fordela.mo; folder NULL: beside the program or under
 * share/locale where it or the library is installed. Of the locale only
 * LC_MESSAGES is set, and the variable LANGUAGE; so not while another thread
 * runs. CSV, JSON, NetCDF and certificates are the same in every language.
 *
 * FORDELA_USE: no such language; FORDELA_MACHINE: no catalogue, or no locale
 * of UTF-8 on this system. It is English then. */
fordela_status fordela_set_language(const char *language, const char *folder);

/* ---- Opening, setting, running ---- */

/* A handle for the file at path. Nothing is read yet. Never NULL. */
fordela *fordela_open(const char *path);

/* Frees the handle and every const char * it gave. NULL is allowed. */
void fordela_close(fordela *f);

/* Sets a parameter in place of what the scenario sets, for the next check or
 * run: "budget=40 mnkr". The value is an expression of the language. A later
 * setting of the same name replaces. FORDELA_USE if the text has no name or no
 * "="; an unknown name or a bad value is found by fordela_check. */
fordela_status fordela_set(fordela *f, const char *name_is_value);

/* Reads and checks the file, its formula and all that they are `like`: names,
 * units, shapes; a scenario's data is read and bound too. Nothing is
 * evaluated. Faults are in fordela_messages. */
fordela_status fordela_check(fordela *f);

/* Checks and evaluates: afterwards results can be read. A formula without a
 * scenario cannot be run: FORDELA_USE. */
fordela_status fordela_run(fordela *f);

/* Faults and notes of the last call, as lines of text with places, "" if
 * there are none:
 *     file:3:7: error: unknown name "budgt"
 *         3 | set budgt = 30 mnkr
 *           |     ^~~~~
 *       way out: did you mean "budget"?
 */
const char *fordela_messages(const fordela *f);

/* ---- What was run ---- */

/* Names and titles; the title is NULL where none was written. */
const char *fordela_formula_name(const fordela *f);
const char *fordela_formula_title(const fordela *f);
const char *fordela_scenario_name(const fordela *f);
const char *fordela_scenario_title(const fordela *f);
/* "2020-11-01", or NULL without a date. */
const char *fordela_date(const fordela *f);

/* Files read, in the order of reading, with the SHA-256 of their bytes in
 * hexadecimal. */
size_t fordela_inputs(const fordela *f);
const char *fordela_input_path(const fordela *f, size_t input);
const char *fordela_input_sha256(const fordela *f, size_t input);
/* 1 if the file at path, whatever it is called there, was read by the last
 * call, or is named by an expect line: an answer written to it would replace
 * what it came from. -1 if the machine could not tell. Asked of a scenario that
 * was checked or run. */
int fordela_reads(const fordela *f, const char *path);
/* The same of scenarios that have no handle, and folders of them as for
 * fordela_verify: each is checked for it, unless there is no such file. */
int fordela_any_reads(const char *const *scenario, size_t n,
                      const char *path);

/* ---- Results, in the order written ---- */

size_t fordela_results(const fordela *f);
/* The index of the result so named, or fordela_results() if there is none. */
size_t fordela_result_find(const fordela *f, const char *name);
const char *fordela_result_name(const fordela *f, size_t result);
const char *fordela_result_title(const fordela *f, size_t result); /* NULL */
/* "kr", "kr / persons", "share", "number", "flag", "text" or "date". */
const char *fordela_result_unit(const fordela *f, size_t result);
/* The table whose rows it has; NULL: a single value (of one row, without code
 * and label). */
const char *fordela_result_table(const fordela *f, size_t result);
size_t fordela_rows(const fordela *f, size_t result);
const char *fordela_code(const fordela *f, size_t result, size_t row);
const char *fordela_label(const fordela *f, size_t result, size_t row);

/* The value as text: a number exactly, "388572" or "7/3"; text as it is;
 * "true" or "false"; "2020-11-01". */
const char *fordela_amount(const fordela *f, size_t result, size_t row);
/* The same before the result's rounding (equal if it has none). */
const char *fordela_exact(const fordela *f, size_t result, size_t row);
/* 1 and *out if the value is a whole number that fits, else 0. */
int fordela_amount_int(const fordela *f, size_t result, size_t row,
                       int64_t *out);

/* What an amount was computed from. The plain bits: its own row's input; the
 * pooled bits: input of other rows that came in through a total. */
enum {
    FORDELA_ESTIMATED = 1,
    FORDELA_CALIBRATED = 2,
    FORDELA_POOLED_ESTIMATED = 4,
    FORDELA_POOLED_CALIBRATED = 8
};
unsigned fordela_marks(const fordela *f, size_t result, size_t row);

/* Exact numbers as text, in the result's unit. The budget is the kept total,
 * else the exact sum before rounding; the difference is sum less budget. NULL
 * where a sum means nothing (single values, texts, flags, dates, shares,
 * rates such as kr / persons), or is beyond the supported digits. */
const char *fordela_sum(const fordela *f, size_t result);
const char *fordela_budget(const fordela *f, size_t result);
const char *fordela_difference(const fordela *f, size_t result);
/* What the allocates written in this result could not place, in all; "0" if
 * all was placed; NULL unless it is numeric. */
const char *fordela_unallocated(const fordela *f, size_t result);

/* Figures of `report` statements. */
size_t fordela_reports(const fordela *f);
const char *fordela_report_title(const fordela *f, size_t report);
const char *fordela_report_unit(const fordela *f, size_t report);
const char *fordela_report_value(const fordela *f, size_t report);

/* ---- Rendered ---- */

typedef enum fordela_form {
    FORDELA_TABLE,   /* text for people */
    FORDELA_CSV,     /* code,name,RESULT...: one table's rows */
    FORDELA_JSON     /* everything */
} fordela_form;

/* The last run as bytes; *size (may be NULL) is their number without the
 * closing zero. table: whose rows, NULL for the table of the first result that
 * has one (JSON carries all anyway). width: columns of text, 0 for 80. NULL if
 * there is no such table or nothing was run: see fordela_messages. */
char *fordela_render(fordela *f, fordela_form form, const char *table,
                     size_t width, size_t *size);

/* What a page says of itself. All zero is enough. */
typedef struct fordela_page {
    const char *command;    /* the command that makes it; NULL: not told */
    const char *map;        /* a file of boundaries, GeoJSON or TopoJSON with
                               codes; NULL: tiles. Of sweep and simulate not
                               looked at. */
    const char *result;     /* of fordela_report: the result it is about; NULL:
                               as fordela_explain chooses */
} fordela_page;

/* The last run as a page to hand over: one HTML file that needs no network and
 * prints. The decision in words with its figures, distributions, a table that
 * can be sorted and searched, how each amount came about, agreement with what
 * was published, sources, marks and hashes. page may be NULL. NULL after a
 * fault in a file of an expect line or in the map, or if nothing was run: see
 * fordela_messages. */
char *fordela_report(fordela *f, const fordela_page *page, size_t *size);

/* How one amount came about, step by step, as text. code: the row's, or its
 * name where only one row has it; not looked at for a single value. result:
 * the name of a result, let, param or data; NULL: the single value that code
 * names, where no row is called so, else of the main table the last result
 * that is money and rounded, else the first result. NULL if there is no such
 * row or name, or nothing was run: see fordela_messages. */
char *fordela_explain(fordela *f, const char *code, const char *result,
                      size_t *size);

/* The last run as a certificate: JSON from which fordela-check, or anybody,
 * can recompute every division and rounding without this library (the format
 * stands in src/checker/README.md). The same inputs give the same bytes. NULL
 * if something cannot be certified, by name, or nothing was run: see
 * fordela_messages. */
char *fordela_certify(fordela *f, size_t *size);

/* The last run as an Excel workbook (.xlsx), not text but bytes: parameters
 * and inputs in cells, and the formulas that recompute every amount from them,
 * to the krona. The same run gives the same bytes. NULL if it does not fit on
 * a sheet, or nothing was run: see fordela_messages. */
char *fordela_workbook(fordela *f, size_t *size);

/* ---- Comparing with published tables ---- */

typedef struct fordela_counts {
    size_t scenarios;    /* files verified */
    size_t broken;       /* files that could not be run */
    size_t expectations;
    size_t reproduced;
    size_t calibrated;   /* equal, but fitted to the table compared with */
    size_t as_stated;    /* deviates as the scenario says it does */
    size_t deviates;
} fordela_counts;

/* Compares every `expect` of the scenarios named; a directory stands for all
 * *.scenario files in it and below, in the order of their names. setting: as
 * for fordela_set, for each of them. all_rows: 1 to list every row that
 * deviates, 0 for the first ten. *text (the caller's) has one line per
 * scenario and expectation and a closing count; *messages (the caller's)
 * faults and notes; counts may be NULL. FORDELA_DEVIATES if an expectation
 * does not hold unstated; FORDELA_FAULT if no scenario has an expectation, for
 * then nothing was verified; the worst fault's status if a file could not be
 * run. */
fordela_status fordela_verify(const char *const *path, size_t n_paths,
                              const char *const *setting, size_t n_settings,
                              int all_rows, char **text, char **messages,
                              fordela_counts *counts);

/* ---- Many variants ---- */

/* How far a long call is. */
typedef struct fordela_progress {
    uint64_t done, total;   /* rows; done counts what an earlier call did */
    double seconds;         /* since this call began its first row */
    double rate;            /* rows a second in this call */
} fordela_progress;

typedef enum fordela_bulk {
    FORDELA_BULK_CSV,
    FORDELA_BULK_NETCDF     /* classic 64-bit data, for R, Python, Julia */
} fordela_bulk;

/* All zero: every row of the scenario's vary lines, its report figures, as
 * CSV, on all cores. */
typedef struct fordela_sweep_options {
    /* Lines as in a scenario, without their first word: "minimum from 0 kr to
     * 50 000 kr step 1 000 kr" in place of the scenario's line for that param,
     * or besides; "smallest(grant)" in place of all its report lines. */
    const char *const *vary;
    size_t n_vary;
    const char *const *report;
    size_t n_report;
    int amounts;            /* 1: every numeric result, row by row, too */
    uint64_t limit;         /* the first so many rows; 0: all */
    unsigned threads;       /* 0: as many as there are cores */
    const char *lanes;      /* NULL: the best of this processor; "avx512",
                               "avx2", "plain": those loops; "exact": by
                               rational arithmetic only. Same bytes by all. */
    fordela_bulk form;
    /* Where it goes: a file, which is there only when complete; or, with
     * output NULL, bytes by bytes to `write`, which returns other than 0 to
     * say that it cannot (only CSV). */
    const char *output;
    int force;              /* 1: the file may replace another */
    int resume;             /* 1: go on where an interrupted call was */
    int (*write)(void *context, const char *bytes, size_t n);
    /* Not NULL: a page in place of the rows, or of simulate's summary. It is
     * made in one go and cannot be resumed. */
    const fordela_page *page;
    /* Called several times a second by the calling thread, or NULL. Other
     * than 0: stop, and keep what is done for resume. */
    int (*progress)(void *context, const fordela_progress *progress);
    void *context;
} fordela_sweep_options;

typedef struct fordela_sweep_counts {
    uint64_t rows;          /* all of them */
    uint64_t done;          /* written, by this call and those it resumes */
    /* Of this call: */
    uint64_t infeasible;    /* rows that cannot be computed: their reason is
                               written */
    uint64_t on_grid;       /* ties decided in place */
    uint64_t exactly;       /* left to rational arithmetic */
    double seconds;
} fordela_sweep_counts;

/* Computes every variant of a scenario: all combinations of its vary lines,
 * the last varying fastest, numbered from 0. One row each: the number, the
 * varied params, the figures of report, with `amounts` every amount, and the
 * reason where a variant cannot be computed. The bytes depend neither on the
 * number of threads, nor on the processor, nor on having been interrupted.
 *
 * While a file is written it is called OUTPUT.partial, with its state in
 * OUTPUT.partial-state; these stay after an interruption of any kind, for
 * resume; one call at a time writes them. FORDELA_USE: the file exists or is
 * being written, there is nothing to vary or to write;
 * FORDELA_FAULT: faults in the scenario or its lines; FORDELA_MACHINE: a file
 * cannot be written, or the call was stopped. *counts may be NULL. */
fordela_status fordela_sweep(fordela *f, const fordela_sweep_options *options,
                             fordela_sweep_counts *counts);

/* All zero: the scenario's own draws and seed, a table for people. */
typedef struct fordela_simulate_options {
    /* As for fordela_sweep, but: `amounts` writes every draw as a row to
     * output, in `form`; the summary then goes to `write`. Without it the
     * summary goes to output, or to `write`. limit is not looked at. */
    fordela_sweep_options many;
    uint64_t draws;         /* of each variant, at most 2^32; 0: as written */
    int has_seed;
    uint64_t seed;          /* else as written, else 1 */
    const char *draws_out;  /* a CSV file for what is drawn, or NULL */
    /* 1: in place of the summary Sobol's indices of each figure over the draw
     * lines: how much of its variance each brings, by itself and in all.
     * draws are then the points of Sobol's sequence, best a power of two. */
    int sensitivity;
    fordela_form summary;
    size_t width;           /* columns of text, 0 for 80 */
    const char *result;     /* whose amounts are summed up; NULL: as
                               fordela_explain chooses */
} fordela_simulate_options;

/* Draws what the scenario's draw lines say, computes each draw, and sums up:
 * of each figure of report and each recipient of the result the mean, the
 * standard deviation, quantiles, the chance of standing at the floor and at
 * the ceiling, and the chance of less than in the scenario as it stands. With
 * vary lines all draws for each variant, a summary each (in JSON an array of
 * them). Draw k of a seed is the same whatever the number of threads, and for
 * every variant. What the draws could not compute, and values that became 0,
 * are said in the summary; beside CSV, in fordela_messages. FORDELA_FAULT,
 * with all of it written, if no draw at all could be computed.
 *
 * What is said of fordela_sweep's bytes, files and statuses holds here, too;
 * one C library and processor family draw the same numbers (draws_out keeps
 * them). */
fordela_status fordela_simulate(fordela *f,
                                const fordela_simulate_options *options,
                                fordela_sweep_counts *counts);

/* ---- What if: one variant after the other, kept ready ---- */

/* Some params of a scenario, to be set again and again: a parameter set and
 * all amounts recomputed takes microseconds. It lives on its own, but no
 * longer than the scenario as the handle holds it: until the next call on f
 * that reads files (set, check, run, sweep, simulate) or closes it. One thread
 * at a time. */
typedef struct fordela_whatif fordela_whatif;

/* For the params named, which begin as the scenario sets them. Checks the file
 * if that was not done. NULL after faults, which are in fordela_messages. */
fordela_whatif *fordela_whatif_new(fordela *f, const char *const *param,
                                   size_t n_params);
void fordela_whatif_free(fordela_whatif *w);

/* Sets param i (an index of those named) to numerator / denominator in base
 * units: 30 mnkr is 30000000 / 1, 12.5 % is 125 / 1000. denominator > 0. A
 * first value of a finer denominator, or of another order of magnitude, costs
 * a new plan. FORDELA_USE, and the value as before, if there is no such param
 * or the number is beyond 2^53 / denominator. */
fordela_status fordela_whatif_set(fordela_whatif *w, size_t i,
                                  int64_t numerator, int64_t denominator);
/* Reads "40 mnkr", "12.5 %", "0.125" once; base units as above, lowest terms.
 * FORDELA_USE if it is no number, or not of the param's unit. */
fordela_status fordela_whatif_read(const fordela_whatif *w, size_t i,
                                   const char *text, int64_t *numerator,
                                   int64_t *denominator);

/* Computes. NULL, or why this variant cannot be computed, until the next call:
 * amounts are then 0. */
const char *fordela_whatif_run(fordela_whatif *w);

/* The results that are numbers or flags, in the order written: amounts as
 * whole counts of fordela_whatif_unit ("1", "1/100"; "1/1000000" for a result
 * that is not rounded: taken to it, halves away from zero), in the order of
 * the table's rows; their codes are those of fordela_code for the result of
 * that name, if f was run before this handle was made. They stay where they
 * are until the handle is freed. */
size_t fordela_whatif_results(const fordela_whatif *w);
const char *fordela_whatif_name(const fordela_whatif *w, size_t result);
const char *fordela_whatif_unit(const fordela_whatif *w, size_t result);
const int64_t *fordela_whatif_amounts(const fordela_whatif *w, size_t result,
                                      size_t *n);

/* The figures of the report statements that are numbers or flags: as decimals
 * in base units, until the next call; NULL out of range. */
size_t fordela_whatif_figures(const fordela_whatif *w);
const char *fordela_whatif_figure(fordela_whatif *w, size_t figure);

/* ---- What lies behind a published table ---- */

/* table and amount are needed; all else may be zero. */
typedef struct fordela_infer_options {
    const char *table;          /* a CSV file, */
    const char *amount;         /* its column of printed amounts, */
    const char *key;            /* and that of codes; NULL: the first */
    const char *unit;           /* "500": amounts were rounded to it; NULL: the
                                   power of ten that goes into all of them */
    const char *in;             /* "tkr": amounts are printed in it; NULL: in
                                   kronor, as unit, total and answers */
    uint64_t total;             /* what was divided; 0: the column's sum, and
                                   the roundest number near it */
    uint64_t at_most;           /* totals of whole numbers; 0: 20 000 000 */
    const char *const *candidates;  /* CSV files */
    size_t n_candidates;
    const char *stated;         /* the column that the document names */
    const char *const *formula;     /* formula files */
    size_t n_formulas;
    const char *const *setting;     /* "budget=40 mnkr" */
    size_t n_settings;
    const char *const *data;        /* "population=2019-12-31": a column of
                                       the candidates, or of the table */
    size_t n_data;
    const char *const *free;        /* params and data to be found */
    size_t n_free;
    const char *base;           /* another column of the table */
    unsigned parts;             /* instalments, at most 12; 0: 4 */
    fordela_form form;
    size_t width;               /* columns of text, 0 for 80 */
    /* As for fordela_sweep_options; done counts totals. */
    int (*progress)(void *context, const fordela_progress *progress);
    void *context;
} fordela_infer_options;

/* What lies behind a published column: with `free` the values of a formula's
 * params and data that give it; with `base` or `parts` instalments that may be
 * its sum, by the base of another column or by the best candidate; else with
 * candidates or formulas those that give it, ranked; else the whole numbers
 * that it may be a division by. All of it is calibrated to that very column.
 *
 * NULL after faults, and after `progress` said to stop: then, and for notes,
 * *messages (the caller's) says what. *status (may be NULL) gets the status:
 * FORDELA_USE for what cannot be asked so, FORDELA_FAULT for files. */
char *fordela_infer(const fordela_infer_options *options, size_t *size,
                    char **messages, fordela_status *status);

/* ---- What a reform changes ---- */

/* All zero: the main results, five gains and losses, a table for people. */
typedef struct fordela_compare_options {
    const char *const *setting;     /* as for fordela_set, for each scenario */
    size_t n_settings;
    const char *result;     /* NULL: as fordela_explain chooses, of those with
                               an amount per row */
    const char *per;        /* changes are held against this data, too, and
                               summed up by its size; NULL: against data named
                               population, if there is any */
    size_t top;             /* largest gains and losses that a table lists; 0:
                               five of each */
    int decompose;          /* 1: each recipient's change is split over the
                               parts of the reform, as written and order-free
                               (Shapley); parts add up to the change */
    fordela_form form;
    size_t width;           /* columns of a table, 0 for 80 */
    const fordela_page *page;   /* not NULL: as a page, whatever form says */
} fordela_compare_options;

/* Compares scenarios, at least two, over the same recipients: the first is the
 * base, the others are reforms. *text (the caller's, *size bytes; NULL after a
 * fault) is the comparison, *messages (the caller's) faults and notes.
 * FORDELA_USE: too few scenarios, no such result or data; FORDELA_FAULT: a
 * scenario has faults, or they cannot be compared. size may be NULL. */
fordela_status fordela_compare(const char *const *path, size_t n_paths,
                               const fordela_compare_options *options,
                               char **text, size_t *size, char **messages);

/* ---- One more resident, patient, krona ---- */

typedef struct fordela_marginal_options {
    const char *data;       /* what there is more of: a number for each row */
    const char *code;       /* in whom, by code or name; NULL: in each row in
                               turn, up to 1000 */
    const char *by;         /* so much more: "10", "-1", "1 tkr"; NULL: 1 in
                               base units, of shares 1 % */
    const char *result;     /* NULL: as fordela_compare chooses */
    fordela_form form;      /* of a matrix a table has one line per row, CSV
                               and JSON every change */
    size_t width;           /* columns of a table, 0 for 80 */
} fordela_marginal_options;

/* What one more in a recipient gives it and takes from each other, exactly,
 * with the result's rounding and without it. Run the scenario first. The
 * caller's; NULL after wrong use or a fault (the scenario cannot be computed
 * so), which is in fordela_messages. */
char *fordela_marginal(fordela *f, const fordela_marginal_options *options,
                       size_t *size);

/* ---- Why figures differ ---- */

typedef struct fordela_doctor_counts {
    size_t scenarios;    /* files looked at */
    size_t broken;       /* files that could not be run */
    size_t without;      /* files without an expect line */
    size_t figures;      /* printed ones compared */
    size_t agree;
    size_t explained;
    size_t unexplained;  /* of those that differ */
    size_t stated;       /* of the unexplained: the scenario says why */
    size_t missing;      /* rows that a published file should have */
    size_t empty;        /* expect lines without one printed figure */
} fordela_doctor_counts;

/* Asks why published and computed figures differ: for each scenario (paths
 * and settings as for fordela_verify) another rounding, another column of the
 * data's file, floors and ceilings, inputs exchanged, inputs and params
 * mistyped; rows exchanged or shifted, digits, thousands, sums, percentages.
 * An explanation counts only where it agrees to the last digit. *text (the
 * caller's) says what accounts for which figures and what remains, in CSV and
 * JSON for every figure that differs, in the table for ten of a kind unless
 * all_rows is 1; *messages (the caller's) faults and notes; text, messages and
 * counts may be NULL. FORDELA_DEVIATES if a figure remains that neither this
 * nor the scenario (`within ... because`) explains, or of an expect line nothing
 * could be compared; a named scenario without an expect line is a
 * FORDELA_FAULT, in a folder it is counted. */
fordela_status fordela_doctor(const char *const *path, size_t n_paths,
                              const char *const *setting, size_t n_settings,
                              int all_rows, fordela_form form, char **text,
                              char **messages, fordela_doctor_counts *counts);

/* ---- A corrected input ---- */

typedef struct fordela_erratum_options {
    const char *data;               /* the name of a data */
    const char *const *correction;  /* "0114=45534": code and value, written
                                       as in the file */
    size_t n_corrections;
    const char *file, *column;      /* NULL, or where the data comes from if
                                       scenarios differ in that */
    fordela_form form;
} fordela_erratum_options;

typedef struct fordela_erratum_counts {
    size_t scenarios;   /* that could be run */
    size_t broken;      /* that could not, before or with the correction */
    size_t reading;     /* read what is corrected */
    size_t changed;     /* and give something else */
} fordela_erratum_counts;

/* Runs every scenario at path (a directory as for fordela_verify) as it stands
 * and with cells of a data file corrected, in memory only. The data named says
 * which cell; whoever reads that cell, under whatever name or through another
 * scenario's result, is affected. *text (the caller's, *size bytes) is the
 * annex: what is corrected, with its source and hash; of each scenario that
 * reads it the rows that change, decided, corrected and difference, sums
 * before and after, and the hashes of all files it was decided from. *messages
 * (the caller's) faults and notes; text, size, messages and counts may be
 * NULL. FORDELA_USE if the data, a code or a value is not found or does not
 * fit (*text is ""); the worst fault's status if a scenario cannot be run, or
 * not with the correction. */
fordela_status fordela_erratum(const char *path,
                               const fordela_erratum_options *options,
                               char **text, size_t *size, char **messages,
                               fordela_erratum_counts *counts);
/* ---- Tipping points ---- */

/* Only vary must be given. */
typedef struct fordela_tipping_options {
    /* The param: "minimum", or "minimum from 0 kr to 50 000 kr". */
    const char *vary;
    /* Its first and last value, "0 kr" and "50 000 kr", where vary does not say
     * them; NULL: those of the scenario's vary line for it. */
    const char *from, *to;
    const char *result;     /* whose amounts are ranked; NULL: the main one */
    /* The code or name of a row: every value at which its rounded amount
     * changes, too. NULL: these changes are only counted. */
    const char *recipient;
    /* 1: roundings are left out, also those another amount is computed from;
     * with 0 such an amount cannot be followed. */
    int unrounded;
    uint64_t limit;         /* points shown; 0: all, of a table the first 40 */
    fordela_form form;
} fordela_tipping_options;

/* Every value of a param in a range at which something changes, exactly and
 * completely, of the amounts before rounding: how an allocate treats a row
 * (nothing, floor, share, ceiling), which of two rows has more, rows that have
 * the same amount, the branch of an `if` or what min, max or clamp takes, a
 * text, whether the scenario can be computed. Between two neighbouring values
 * nothing of this kind changes.
 *
 * NULL, and the status: FORDELA_FAULT if something on the way cannot be
 * followed (ln, a rounding that another amount is computed from), by name;
 * FORDELA_USE if the question is incomplete. */
char *fordela_tipping(fordela *f, const fordela_tipping_options *options,
                      size_t *size);

/* ---- Seeking ---- */

/* vary and until must be given. */
typedef struct fordela_seek_options {
    /* Params: "minimum", or "minimum from 0 kr to 50 000 kr step 100 kr". Of
     * several that named by `largest` or `smallest`, else the first, is sought
     * exactly, and the others are tried. */
    const char *const *vary;
    size_t n_vary;
    /* For one param whose text does not say them; NULL: those of the
     * scenario's vary line, and a step of 1 of the base unit, of 0.01 % or of
     * 0.01. The answer is a whole number of steps. */
    const char *from, *to, *step;
    /* A condition of one value: "smallest(grant) >= 50 000 kr". Results that
     * are rounded are meant as rounded. */
    const char *until;
    /* At most one of: the param sought at its largest, at its smallest (so by
     * default), a figure to be made large, or small. */
    const char *largest, *smallest, *maximise, *minimise;
    /* "before = today.scenario result grant": a name for the result of another
     * scenario, or of this one as it stands, to be used in the condition. */
    const char *const *reference;
    size_t n_reference;
    fordela_form form;
    size_t width;           /* columns of text, 0 for 80 */
} fordela_seek_options;

/* The value of a param for which a condition holds, as a whole number of
 * steps, with the bend next to it before rounding as a fraction, and runs at
 * the answer and a step to either side. For one param the answer is proven to
 * be the first (or last) where everything on the way can be followed, and
 * bracketed among values tried where not; which of the two is said.
 *
 * NULL, and FORDELA_FAULT: the condition is always true, or never (then with
 * the demands that cannot hold together, and where each holds by itself), or
 * is none; FORDELA_USE: the question is incomplete. */
char *fordela_seek(fordela *f, const fordela_seek_options *options,
                   size_t *size);

/* ---- Files as written ---- */

/* The formula or scenario file at path in its one canonical layout, comments
 * kept. NULL if it cannot be read or has faults; then, and for notes,
 * *messages (the caller's) says what. *status (may be NULL) gets the status. */
char *fordela_layout(const char *path, size_t *size, char **messages,
                     fordela_status *status);

typedef enum fordela_stage {
    FORDELA_TOKENS,
    FORDELA_TREE,
    FORDELA_PROGRAM,
    FORDELA_PLAN        /* what is done again for every variant */
} fordela_stage;

/* What a stage made of the handle's file, as text; NULL after faults, which
 * are in fordela_messages. Checks the file if that was not done. */
char *fordela_dump(fordela *f, fordela_stage stage, size_t *size);

/* The status of the last call on this handle. */
fordela_status fordela_last_status(const fordela *f);

#ifdef __cplusplus
}
#endif

#endif
