/* rules.h - the rules that are timed one by one. */
#ifndef BENCH_RULES_H
#define BENCH_RULES_H

#include <stddef.h>

typedef struct Rule {
    const char *name;
    size_t rows;            /* 0: RULE_ROWS */
    const char *text;       /* the formula's lines after RULE_HEAD */
} Rule;

enum { RULE_ROWS = 290 };

/* Params and data of all of them, see rules.c. */
extern const char rule_head[];

const Rule *rules_list(size_t *n);

#endif
