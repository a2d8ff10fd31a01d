/* functions.c - which function an address of a program lies in, by nm. */
#include "functions.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Function {
    uint64_t from;
    char *name;
} Function;

static struct {
    Function *at;               /* by address */
    size_t n;
} known[2];

bool functions_read(unsigned program, const char *path)
{
    char command[PATH_MAX + 64], name[256];
    uint64_t from;
    char type;
    snprintf(command, sizeof command, "nm -n --defined-only '%s'", path);
    FILE *in = popen(command, "r");
    if (in == NULL)
        return false;
    while (fscanf(in, "%" SCNx64 " %c %255s", &from, &type, name) == 3) {
        if (type != 't' && type != 'T')
            continue;
        known[program].at = reallocarray(known[program].at,
                                         known[program].n + 1,
                                         sizeof(Function));
        known[program].at[known[program].n++] =
            (Function){from, strdup(name)};
    }
    return pclose(in) == 0 && known[program].n > 0;
}

const char *function_at(unsigned program, uint64_t at)
{
    const Function *f = known[program].at;
    size_t low = 0, high = known[program].n;
    if (high == 0 || at < f[0].from)
        return "?";
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (f[middle].from <= at)
            low = middle;
        else
            high = middle;
    }
    return f[low].name;
}
