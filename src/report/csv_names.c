/* csv_names.c - what the columns of a CSV file are called, no two alike. */
#include "report/csv_names.h"

CsvNames csv_names_new(Arena *arena, const char *const *fixed, size_t n)
{
    CsvNames names = {arena, code_index_new(arena, n)};
    size_t earlier;
    for (size_t i = 0; i < n; i++)
        code_index_add(names.taken, fixed[i], i, &earlier);
    return names;
}

const char *csv_names_own(CsvNames *names, const char *name)
{
    size_t earlier;
    while (!code_index_add(names->taken, name, 0, &earlier))
        name = arena_format(names->arena, "%s_", name);
    return name;
}
