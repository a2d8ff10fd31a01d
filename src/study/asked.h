/* asked.h - which result, data and row a question is about. */
#ifndef FORDELA_ASKED_H
#define FORDELA_ASKED_H

#include "check/bind.h"

/* The result that is asked about when none is named: of the main table the
 * last that is money and rounded, else the first. numbers: only results that
 * are numbers, with rows. NULL: there is none. */
const Def *study_main_result(const Program *program, bool numbers);

/* A result with a number for each row: the one so named, or (NULL) the main
 * one. NULL and a fault, with the nearest one, if there is none. */
const Def *study_find_amounts(Arena *arena, const Program *program,
                              const char *name, Diags *diags);
/* Is it data, a number for each row of the table? And the way out where a name
 * is of none: the nearest of those, or all. */
bool study_is_data(const Def *def, int table);
const char *study_data_way(Arena *arena, const Program *program, int table,
                           const char *name);

/* Sets *row to the row so called: by its code, else by a name that one row
 * alone has. False and a fault, with the nearest one, if there is none. */
bool study_find_row(Arena *arena, const Table *table, const char *code,
                    size_t *row, Diags *diags);

#endif
