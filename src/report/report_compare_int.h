/* report_compare_int.h - between the files that report comparisons. */
#ifndef FORDELA_REPORT_COMPARE_INT_H
#define FORDELA_REPORT_COMPARE_INT_H

#include "report/report_compare.h"

/* "1 234", and with its sign "+1 234"; "0.00" has none. NULL: "". */
const char *cmp_number(Arena *arena, const Rat *num, int places);
const char *cmp_signed(Arena *arena, const Rat *num, int places);
/* A number of the result's unit as it is shown: shares in per cent. */
const Rat *cmp_shown(const CompareReport *in, const Rat *num);
/* Decimals to show such numbers with, before and after alike. */
int cmp_places(const CompareReport *in, const CompareReform *reform);
/* Do they need more than so many? */
bool cmp_is_rounded(const CompareReport *in, const CompareReform *reform,
                    int places);
/* Decimals for changes per inhabitant. */
int cmp_each_places(const CompareReport *in, const CompareReform *reform);
/* "kr", "kr / persons", "%", "". */
const char *cmp_unit(const CompareReport *in);
/* "inhabitant", or the name of the data. */
const char *cmp_per_word(const CompareReport *in);
/* "population as in the base" */
const char *cmp_per_rule(const CompareReport *in);
/* "county", "size class of population", or the parent table's name; how
 * groups are made, in words. */
const char *cmp_groups_word(const CompareReport *in,
                            const CompareGroups *groups);
const char *cmp_groups_rule(const CompareReport *in,
                            const CompareGroups *groups);
/* "01 Stockholm", "20 000 - 49 999". */
const char *cmp_group_name(const CompareReport *in,
                           const CompareGroups *groups, size_t g);
/* The title, or else the name, of a side's scenario. */
const char *cmp_title(const CompareReport *in, const CompareSide *side);
/* "set minimum = 40 000 kr, instead of 35 000 kr" */
const char *cmp_change(const CompareReport *in, const PartChange *change);

/* ---- One reform as text ---- */

/* A reform being written: how its numbers are shown. */
typedef struct Sheet {
    const CompareReport *in;
    const Compare *c;
    const CompareReform *reform;
    size_t number;          /* of the reform, from 0 */
    int places, each_places;
    Buf *out;
} Sheet;

/* Numbers of it; NULL: "". */
const char *sheet_amount(const Sheet *s, const Rat *num);
const char *sheet_change(const Sheet *s, const Rat *num);
const char *sheet_percent(const Sheet *s, const Rat *num);
const char *sheet_each(const Sheet *s, const Rat *num);
/* Two lines over a column; the same for changes per inhabitant. */
void sheet_head(Grid *grid, size_t col, const char *one, const char *two,
                bool right);
void sheet_head_each(const Sheet *s, Grid *grid, size_t col);

/* ---- report_compare_sums.c ---- */

/* How many gain and lose; sums and concentration; the same by groups. */
void sheet_counts(const Sheet *s);
void sheet_totals(const Sheet *s);
void sheet_groups(const Sheet *s, const CompareGroups *groups,
                  const CompareSum *sum);

/* ---- report_compare_parts.c ---- */

void cmp_parts_text(const CompareReport *in, size_t reform, Buf *out);

#endif
