/* csv_names.h - what the columns of a CSV file are called, no two alike.
 *
 * Readers go by the name of a column, and of two with one name take either.
 */
#ifndef FORDELA_REPORT_CSV_NAMES_H
#define FORDELA_REPORT_CSV_NAMES_H

#include "table/table.h"

typedef struct CsvNames {
    Arena *arena;
    CodeIndex *taken;
} CsvNames;

/* With n names that stay as they are. */
CsvNames csv_names_new(Arena *arena, const char *const *fixed, size_t n);
/* The name, with _ behind it as often as it needs to be none of those taken,
 * which it then is, too; lives in the arena, or is the one given. */
const char *csv_names_own(CsvNames *names, const char *name);

#endif
