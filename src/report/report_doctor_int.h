/* report_doctor_int.h - between the files that show a diagnosis. */
#ifndef FORDELA_REPORT_DOCTOR_INT_H
#define FORDELA_REPORT_DOCTOR_INT_H

#include "report/report_doctor.h"
#include "study/show.h"

typedef struct DoctorSheet {
    Show show;
    const Diagnosis *diagnosis;
    bool all_rows;
    Buf *out;
} DoctorSheet;

/* "0114 Upplands Väsby" */
const char *doctor_row_name(const DoctorSheet *sheet, int table, size_t row);
/* An expect line: `grant from "belopp.csv" column belopp`. */
const char *doctor_line(const DoctorSheet *sheet, const Expect *expect);
/* "2 rows", "1 row"; one and many as for trn. */
const char *doctor_counted(const DoctorSheet *sheet, size_t n,
                           const char *one, const char *many);
/* "answers 266 / base 299 = 88.9632… %", or NULL where the figure is no plain
 * quotient. e: as computed; row of its table. */
const char *doctor_quotient(const DoctorSheet *sheet, const Expr *e,
                            size_t row);

/* report_doctor_rows.c: the rows of a file that do not agree, by what accounts
 * for them. */
void doctor_add_rows(const DoctorSheet *sheet, const Examined *e);
/* report_doctor_single.c: one figure that does not agree. */
void doctor_add_single(const DoctorSheet *sheet, const Examined *e);
/* The table of the column whose sum it is, or -1. */
int doctor_summed_table(const Examined *e);

#endif
