/* csv_names.c - what the columns of a CSV file are called, no two alike. */
#include "report/csv_names.h"

#include <string.h>

void csv_names_fixed(CsvNames *names, const char *const *fixed, size_t n)
{
    for (size_t i = 0; i < n; i++)
        *VEC_ADD(names->arena, &names->taken) = fixed[i];
}

bool csv_names_has(const CsvNames *names, const char *name)
{
    for (size_t i = 0; i < names->taken.n; i++)
        if (strcmp(names->taken.at[i], name) == 0)
            return true;
    return false;
}

const char *csv_names_own(CsvNames *names, const char *name)
{
    while (csv_names_has(names, name))
        name = arena_format(names->arena, "%s_", name);
    *VEC_ADD(names->arena, &names->taken) = name;
    return name;
}
