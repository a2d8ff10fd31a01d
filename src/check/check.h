/* check.h - tree to program: names, units, shapes and order of use. */
#ifndef FORDELA_CHECK_H
#define FORDELA_CHECK_H

#include "base/buf.h"
#include "base/diag.h"
#include "check/program.h"

/* NAME=VALUE from the command line: stands in for the scenario's `set`. */
typedef struct Setting {
    const char *name;
    Node *value;            /* parsed */
} Setting;

/* Checks a merged formula, and a merged scenario with it (or NULL). All faults
 * go to diags; NULL if there were any. The trees must outlive the program. */
Program *check(Arena *arena, RatPool *pool, const Ast *formula,
               const Ast *scenario, const Setting *setting, size_t n_settings,
               Diags *diags);

/* What --dump program prints. */
void program_print(const Program *program, Buf *out);
/* "kr / persons", "%", "" for a plain number. */
void type_print(const Program *program, const Type *type, Buf *out);
/* The same for people: units of the language in theirs. */
void type_say(const Program *program, const Type *type, Buf *out);

#endif
