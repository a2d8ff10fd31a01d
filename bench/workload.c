/* workload.c - the four workloads, their data and their scenarios. */
#include "workload.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Workload list[WORKLOADS] = {
    {.name = "g1", .kind = G1,
     .scenario = "bench/g1/g1.scenario",
     .csv = "bench/g1/mottagare.csv",
     .columns = {"folkmangd", "patienter"},
     .param = {{"budget", false, 20000000, 1, 40000001},
               {"minimum", false, 0, 1, 50001},
               {"weight", true, 0, 1, WHOLE + 1}}},
    {.name = "g1_ties", .kind = G1,
     .scenario = "bench/g1_ties/g1_ties.scenario",
     .csv = "bench/g1_ties/mottagare.csv",
     .columns = {"folkmangd", "patienter"},
     .param = {{"budget", false, 20000000, 1000000, 41},
               {"minimum", false, 0, 5000, 11},
               {"weight", true, 0, WHOLE / 10, 11}}},
    {.name = "g2", .kind = G2,
     .scenario = "bench/g2/g2.scenario",
     .csv = "bench/g2/ansokningar.csv",
     .columns = {"omrade", "ansokt", "behorig", "prioritet"},
     .param = {{"cap_hs", false, 20000000, 1, 760000001},
               {"cap_ao", false, 100000000, 1, 1400000001},
               {"cap_dt", false, 50000000, 1, 300000001}}},
    /* Floors at most 27 mnkr in all, ceilings at least 33: it always fits. */
    {.name = "g3", .kind = G3,
     .scenario = "bench/g3/g3.scenario",
     .csv = "bench/g3/mottagare.csv",
     .columns = {"folkmangd", "forra_aret"},
     .param = {{"budget", false, 28000000, 1, 5000000},
               {"floor_share", true, 7000, 1, 2001},
               {"growth", true, 1000, 1, 1501}}},
};

const Workload *workload_list(void)
{
    return list;
}

uint64_t workload_random(uint64_t number)
{
    uint64_t z = (number + 1) * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void workload_draw(const Workload *w, uint64_t first, size_t n, int64_t *out)
{
    for (size_t k = 0; k < n * PARAMS; k++) {
        const Param *p = &w->param[k % PARAMS];
        uint64_t drawn = workload_random(first * PARAMS + k) >> 32;
        __extension__ unsigned __int128 scaled = drawn;
        scaled *= (uint64_t)p->count;
        out[k] = p->low + p->step * (int64_t)(scaled >> 32);
    }
}

void workload_setting(const Param *param, int64_t value, char *text,
                      size_t size)
{
    snprintf(text, size,
             param->share ? "%s=%" PRId64 "/%d" : "%s=%" PRId64 " kr",
             param->name, value, WHOLE);
}

/* Cells of a line without quotes, cut in place; what lies beyond is "". */
static void split(char *line, const char **cell, size_t n)
{
    size_t filled = 0;
    for (char *at = line; at != NULL && filled < n; filled++) {
        cell[filled] = strsep(&at, ",\n");
    }
    for (; filled < n; filled++) {
        cell[filled] = "";
    }
}

enum { CELLS = 8, LINE = 512, AREA_NAME = 8 };

/* Numbers as they are; a name is the number of names met before it. */
static int64_t number(const char *cell, char (*names)[AREA_NAME])
{
    char *end;
    int64_t value = strtoll(cell, &end, 10);
    if (end != cell) {
        return value;
    }
    int64_t place = 0;
    while (place < AREAS - 1 && names[place][0] != '\0'
           && strcmp(names[place], cell) != 0) {
        place++;
    }
    snprintf(names[place], AREA_NAME, "%s", cell);
    return place;
}

bool workload_read(Workload *w)
{
    char line[LINE], names[AREAS][AREA_NAME] = {""};
    const char *cell[CELLS];
    size_t place[COLUMNS] = {0}, columns = 0;
    FILE *in = fopen(w->csv, "r");
    if (in == NULL || fgets(line, sizeof line, in) == NULL) {
        perror(w->csv);
        if (in != NULL) {
            fclose(in);
        }
        return false;
    }
    split(line, cell, CELLS);
    for (; columns < COLUMNS && w->columns[columns] != NULL; columns++) {
        while (place[columns] < CELLS - 1
               && strcmp(cell[place[columns]], w->columns[columns]) != 0) {
            place[columns]++;
        }
    }
    w->rows = 0;
    while (w->rows < ROWS_MAX && fgets(line, sizeof line, in) != NULL) {
        split(line, cell, CELLS);
        for (size_t c = 0; c < columns; c++) {
            w->column[c][w->rows] = number(cell[place[c]], names);
        }
        w->rows++;
    }
    fclose(in);
    return w->rows > 0;
}
