/* csv_names.h - what the columns of a CSV file are called, no two alike.
 *
 * Readers go by the name of a column, and of two with one name take either.
 */
#ifndef FORDELA_REPORT_CSV_NAMES_H
#define FORDELA_REPORT_CSV_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct CsvNames {
    Arena *arena;
    VEC(const char *) taken;
} CsvNames;

/* Takes n names that stay as they are. */
void csv_names_fixed(CsvNames *names, const char *const *fixed, size_t n);
bool csv_names_has(const CsvNames *names, const char *name);
/* The name, with _ behind it as often as it needs to be none of those taken,
 * which it then is, too; lives in the arena, or is the one given. */
const char *csv_names_own(CsvNames *names, const char *name);

#endif
