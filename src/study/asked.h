/* asked.h - which result and which row a question is about. */
#ifndef FORDELA_ASKED_H
#define FORDELA_ASKED_H

#include "check/bind.h"

/* The result that is asked about when none is named: of the main table the
 * last that is money and rounded, else the first. numbers: only results that
 * are numbers, with rows. NULL: there is none. */
const Def *study_main_result(const Program *program, bool numbers);

/* Sets *row to the row so called: by its code, else by a name that one row
 * alone has. False and a fault, with the nearest one, if there is none. */
bool study_find_row(Arena *arena, const Table *table, const char *code,
                    size_t *row, Diags *diags);

#endif
