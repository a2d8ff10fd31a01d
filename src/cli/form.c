/* form.c - in which form an answer is written: one rule for all subcommands.
 */
#include "cli/cli_int.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/tr.h"

static const struct {
    const char *word, *ending;
} form_table[FORMS] = {
#define X(name, word, ending) [FORM_##name] = {word, ending},
    FORMS_LIST(X)
#undef X
};

#define AS(name) (1u << FORM_##name)
#define TEXTS (AS(TABLE) | AS(CSV) | AS(JSON))
#define ROWS (AS(CSV) | AS(NETCDF))

/* What each makes; the first in the order of the list unless asked. */
static const unsigned made[SUBS] = {
    [SUB_RUN] = TEXTS,          [SUB_MARGINAL] = TEXTS,
    [SUB_INFER] = TEXTS,        [SUB_DOCTOR] = TEXTS,
    [SUB_ERRATUM] = TEXTS,      [SUB_TIPPING] = TEXTS,
    [SUB_SEEK] = TEXTS,         [SUB_COMPARE] = TEXTS | AS(HTML),
    [SUB_SIMULATE] = TEXTS | AS(HTML),
    [SUB_SWEEP] = ROWS | AS(HTML),
    [SUB_REPORT] = AS(HTML) | AS(XLSX),
    [SUB_CERTIFY] = AS(JSON)};

Form form_word(const char *word)
{
    for (size_t i = 0; i < FORMS; i++)
        if (strcmp(word, form_table[i].word) == 0)
            return (Form)i;
    return FORMS;
}

bool form_is_made(Sub sub, Form form)
{
    return form < FORMS && (made[sub] >> form & 1) != 0;
}

static Form first_made(Sub sub)
{
    for (size_t i = 0; i < FORMS; i++)
        if (form_is_made(sub, (Form)i))
            return (Form)i;
    return FORM_TABLE;
}

static bool ends_in(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcasecmp(path + n - m, ending) == 0;
}

/* Kinds of file that nothing here writes. A text under such a name would open
 * as a broken file. */
static bool is_foreign(const char *path)
{
    static const char *const endings[] = {
        ".pdf", ".ods", ".xls", ".xlsb", ".xlsm", ".doc", ".docx", ".odt",
        ".ppt", ".pptx", ".odp", ".tsv", ".xml", ".parquet", ".feather",
        ".h5", ".sav", ".dta", ".zip", ".gz", ".png", ".svg", ".jpg"};
    for (size_t i = 0; path != NULL && i < sizeof endings / sizeof *endings;
         i++)
        if (ends_in(path, endings[i]))
            return true;
    return false;
}

/* FORMS: its ending asks for none. */
static Form form_named(const char *path)
{
    if (path == NULL)
        return FORMS;
    if (ends_in(path, ".htm"))
        return FORM_HTML;
    for (size_t i = 0; i < FORMS; i++)
        if (form_table[i].ending != NULL
            && ends_in(path, form_table[i].ending))
            return (Form)i;
    return FORMS;
}

/* What the subcommand's --format says of its values. */
static const char *forms_text(Sub sub)
{
    return option_table[option_fits(OPTION_FORMAT, sub) ? OPTION_FORMAT
                        : option_fits(OPTION_FORMAT_PAGE, sub)
                            ? OPTION_FORMAT_PAGE : OPTION_FORMAT_ROWS].value;
}

static int refuse(const Args *args, Form named)
{
    char hint[300];
    const char *way_out = hint;
    snprintf(hint, sizeof hint,
             tr("%s writes %s: choose with --format, or end the name "
                "otherwise"),
             sub_word(args->sub), tr(forms_text(args->sub)));
    if (args->sub == SUB_REPORT)
        way_out = N_("name a file that ends in .html or .xlsx, such as "
                     "report.html");
    else if (args->sub == SUB_CERTIFY)
        way_out = N_("a certificate is JSON: name a file that ends in .json");
    else if (args->sub == SUB_SIMULATE && args->amounts)
        way_out = N_("every draw is written as CSV or NetCDF: name a file "
                     "that ends in .csv or .nc");
    else if (args->sub == SUB_SIMULATE && named == FORM_NETCDF)
        way_out = N_("ask for every draw with --amounts, or name a .csv or "
                     ".json file");
    else if (args->sub == SUB_RUN && named != FORM_NETCDF)
        way_out = N_("fordela report writes pages and workbooks; run writes "
                     "table, csv or json");
    return say_error(FORDELA_USE, way_out,
                     "\"%s\" is not a kind of file that %s writes",
                     args->output, sub_word(args->sub));
}

static int refuse_draws(const Args *args)
{
    return say_error(FORDELA_USE,
                     N_("what is drawn is written as CSV: name a file that "
                        "ends in .csv"),
                     "\"%s\" is not a kind of file that %s writes",
                     args->draws_out, "--draws-out");
}

/* With --amounts the file of simulate has every draw, and --format is about
 * the summary on standard output. */
int form_settle(Args *args)
{
    bool draws = args->sub == SUB_SIMULATE && args->amounts;
    unsigned makes = draws ? ROWS : made[args->sub];
    Form named = form_named(args->output);
    bool heeded = draws || !args->form_given;
    if (heeded && named != FORMS && (makes >> named & 1) == 0)
        return refuse(args, named);
    if (heeded && is_foreign(args->output))
        return refuse(args, named);
    if (args->sub == SUB_REPORT && args->output != NULL && named == FORMS)
        return refuse(args, named);
    Form drawn = form_named(args->draws_out);
    if ((drawn != FORMS && drawn != FORM_CSV) || is_foreign(args->draws_out))
        return refuse_draws(args);
    if (!args->form_given)
        args->form = named == FORMS || draws ? first_made(args->sub) : named;
    args->row_form = !draws ? args->form
                     : named == FORM_NETCDF ? named : FORM_CSV;
    return FORDELA_OK;
}

fordela_form text_form(const Args *args)
{
    return args->form <= FORM_JSON ? (fordela_form)args->form : FORDELA_TABLE;
}
