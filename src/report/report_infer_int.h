/* report_infer_int.h - between the files that report on inferences. */
#ifndef FORDELA_REPORT_INFER_INT_H
#define FORDELA_REPORT_INFER_INT_H

#include "report/json.h"
#include "report/report_infer.h"

/* "10 378 483"; no-break spaces between the groups. */
const char *infer_count(const InferReport *in, int64_t n);
/* The same of units of the table: "937 000 000", "0.01". */
const char *infer_units(const InferReport *in, const InferTable *table,
                        int64_t n);
/* An exact number: in full, or cut off after some digits with "…". */
const char *infer_number(const InferReport *in, const Rat *num);
/* The text with blanks for its no-break spaces, as a grid needs it. */
const char *infer_plain(const InferReport *in, const char *text);
/* 10^log as "1.9e-33". */
const char *infer_power(const InferReport *in, double log);
/* "0305 Håbo". */
const char *infer_row(const InferReport *in, const InferTable *table,
                      size_t row);
/* "0114 A, 0115 B and 0117 C": at most five. */
const char *infer_rows(const InferReport *in, const InferTable *table,
                       const size_t *row, size_t n);
/* The last part of a path. */
const char *infer_file(const char *path);

/* The two lines above everything. */
void infer_heading(const InferReport *in, const InferTable *table, Buf *out);
/* A paragraph, folded; later lines are indented by two. */
void infer_say(const InferReport *in, Buf *out, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
GridCol infer_column_head(const char *head, bool right);
/* Columns code, name (where there is one) and amount; how many. */
size_t infer_row_columns(const InferTable *table);
void infer_row_heads(const InferTable *table, Grid *grid);
/* Of the table's row, in line `at` of the grid. */
void infer_row_cells(const InferReport *in, const InferTable *table,
                     Grid *grid, size_t at, size_t row);
/* "code,name,amount" and the row's. */
void infer_csv_head(Buf *out);
void infer_csv_row(const InferReport *in, const InferTable *table, size_t row,
                   Buf *out);

/* The object's head: what was asked, of which table and files. */
Json *infer_json_open(const InferReport *in, const InferTable *table,
                      const char *question);
void infer_json_units(const InferReport *in, Json *json, const char *name,
                      const InferTable *table, int64_t n);
void infer_json_row(const InferReport *in, Json *json,
                    const InferTable *table, size_t row);
/* Closes it: calibrated, as everything here. */
void infer_json_close(Json *json, Buf *out);

/* ---- report_infer_free.c, for its data ---- */

/* What a row's part lies between: free data are not below 0. */
const Rat *const *infer_low_ends(const InferFree *f);
const Rat *const *infer_high_ends(const InferFree *f);
/* Of what these are the ends: "key", "share(patients)". */
const char *infer_ends_name(const InferReport *in, const InferFree *f);
/* "budget - 9 * minimum" */
const char *infer_combo_text(const InferReport *in, const InferFree *f,
                             size_t i);

#endif
