/* cmd_new.c - fordela new: a formula, a scenario and data to begin with. */
#include "cli/cli_int.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "cli/starter.h"

#define FILES 3

static const char *const ends[FILES] = {".formula", ".scenario", ".csv"};

static int put_summary(const char *path, Over over)
{
    char *text = NULL;
    const char *csv = over == OVER_REGIONS
        ? tr("%s.csv       %zu regions: your figures go into the column need\n")
        : tr("%s.csv       %zu municipalities: your figures go into the "
             "column need\n");
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    if (out != NULL) {
        fprintf(out, tr("%s.formula   how the grant is divided\n"), path);
        fprintf(out, tr("%s.scenario  over whom, with which figures\n"), path);
        fprintf(out, csv, path, starter_rows(over));
        fprintf(out, tr("now try: fordela run %s.scenario\n"), path);
    }
    if (out == NULL || fclose(out) != 0)
        return say_error(FORDELA_MACHINE, NULL, "out of memory");
    int status = put_out(text, size);
    free(text);
    return status;
}

static int write_files(const char *path, NewFile file[FILES])
{
    int status = FORDELA_OK;
    for (size_t i = 0; i < FILES && status == FORDELA_OK; i++)
        if (file[i].text == NULL
            || asprintf(&file[i].path, "%s%s", path, ends[i]) < 0) {
            file[i].path = NULL;
            status = say_error(FORDELA_MACHINE, NULL, "out of memory");
        }
    return status == FORDELA_OK ? put_new_files(file, FILES) : status;
}

/* GRANT may have a folder before it. */
int cmd_new(const Args *args)
{
    const char *path = args->word[0], *slash = strrchr(path, '/');
    const char *grant = slash == NULL ? path : slash + 1;
    NewFile file[FILES] = {{0}};
    if (!grant_is_good(grant))
        return say_error(FORDELA_USE, "a name has letters, digits, - and _; "
                         "new adds .formula, .scenario and .csv to it",
                         "\"%s\" cannot be the name of a grant", grant);
    Over over = args->regions ? OVER_REGIONS : OVER_MUNICIPALITIES;
    file[0].text = starter_formula(grant, &file[0].n);
    file[1].text = starter_scenario(grant, &file[1].n);
    file[2].text = starter_data(over, &file[2].n);
    int status = write_files(path, file);
    for (size_t i = 0; i < FILES; i++) {
        free(file[i].text);
        free(file[i].path);
    }
    return status == FORDELA_OK ? put_summary(path, over) : status;
}
