/* report_int.h - between the files of src/report that show a run. */
#ifndef FORDELA_REPORT_INT_H
#define FORDELA_REPORT_INT_H

#include "report/report.h"

/* Definitions in the order written. */
typedef VEC(const Def *) DefList;

/* Results of a table; -1: single values. */
void report_results(const ReportIn *in, int table, DefList *out);
/* The table asked for, else the main one, else -1. */
int report_table(const ReportIn *in);
/* The parts under the table of `run`. */
void report_summary(const ReportIn *in, Buf *out);
/* Bits every row has in its own marks, and bits that every row has in one
 * way or the other. */
unsigned report_marks_all(const Column *column);
unsigned report_marks_reach(const Column *column);
/* "a, b, c" of the definitions whose column passes. */
typedef bool ColumnTest(const Column *column, unsigned mark);
void report_list_marked(const ReportIn *in, const DefList *defs,
                        ColumnTest *test, unsigned mark, const char *words,
                        Buf *out);

#endif
