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
/* "a, b, c" of the definitions whose column passes. */
typedef bool ColumnTest(const Column *column, unsigned mark);
void report_list_marked(const ReportIn *in, const DefList *defs,
                        ColumnTest *test, unsigned mark, const char *words,
                        Buf *out);

/* ---- report_letters.c ---- */

/* Bits every row has in its own marks, and bits that every row has in one
 * way or the other. */
unsigned report_marks_all(const Column *column);
unsigned report_marks_reach(const Column *column);

/* Letters beside values whose marks differ from other rows': e, c of its own
 * input, E, C of a total behind it. Marks of every row are said once, above. */
typedef struct Letters {
    unsigned all, reach;    /* as above */
    size_t widest;          /* letters that one value has */
    unsigned used;          /* which letters there are */
} Letters;

Letters letters_of(const Column *column);
/* A blank and the letters, in the width of the widest; nothing if there are
 * none in the column. */
void letters_add(const Letters *letters, const Value *value, Buf *out);
/* A heading that is to stand over numbers, not over their letters. */
const char *letters_head(Arena *arena, const Letters *letters,
                         const char *head);
void letters_legend(unsigned used, size_t width, Buf *out);

/* ---- report_json.c, for the other reports in JSON ---- */

/* "2020-11-01", or NULL where there is none. */
const char *report_date(Arena *arena, bool has, Date date);

struct Json;
/* An array of the marks' words. */
void report_json_marks(struct Json *json, const char *name, unsigned marks);
/* Files read, with their hashes. */
void report_json_inputs(struct Json *json, const SourceList *sources);

#endif
