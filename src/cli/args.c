/* args.c - the command line, taken apart. */
#include "cli/cli_int.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

const SubShape sub_table[SUBS] = {
#define X(name, word, words, least, most, line) \
    [SUB_##name] = {word, words, least, most},
    SUBCOMMANDS(X)
#undef X
};

const OptionShape option_table[N_OPTIONS] = {
#define X(name, word, value, subs) [OPTION_##name] = {word, value, subs},
    OPTIONS(X)
#undef X
};

const char *sub_word(Sub sub)
{
    return sub_table[sub].word;
}

bool option_fits(Option option, Sub sub)
{
    return (option_table[option].subs >> sub & 1) != 0;
}

/* More than that is a slip of the hand; each takes memory. */
#define THREADS_MAX 1000

/* ---- Options ---- */

static int choose(const char *value, const char *const *words, size_t n,
                  Option option, size_t *out)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(value, words[i]) == 0) {
            *out = i;
            return FORDELA_OK;
        }
    return bad_value(option, value);
}

static int take_dump(Args *args, const char *value)
{
    static const char *const words[] = {
        [FORDELA_TOKENS] = "tokens", [FORDELA_TREE] = "tree",
        [FORDELA_PROGRAM] = "program", [FORDELA_PLAN] = "plan"};
    size_t which = 0;
    int status = choose(value, words, sizeof words / sizeof *words,
                        OPTION_DUMP, &which);
    args->dumps = true;
    args->dump = (fordela_stage)which;
    return status;
}

static int take_format(Args *args, Option option, const char *value)
{
    args->form = form_word(value);
    args->form_given = true;
    return form_is_made(args->sub, args->form) ? FORDELA_OK
                                               : bad_value(option, value);
}

/* Digits, with blanks or "_" between them as in the language. */
static int take_number(const char *value, Option option, uint64_t least,
                       uint64_t most, uint64_t *out)
{
    assert(value != NULL);
    uint64_t n = 0;
    const char *at = value;
    for (; (*at >= '0' && *at <= '9')
           || ((*at == ' ' || *at == '_') && at > value); at++)
        if (*at != ' ' && *at != '_') {
            uint64_t digit = (uint64_t)(*at - '0');
            if (n > (most - digit) / 10)
                return bad_value(option, value);
            n = 10 * n + digit;
        }
    if (*at != '\0' || n < least)
        return bad_value(option, value);
    *out = n;
    return FORDELA_OK;
}

/* It was heeded by language_choose. */
static int take_lang(const char *value)
{
    static const char *const words[] = {"en", "sv"};
    size_t which = 0;
    return choose(value, words, 2, OPTION_LANG, &which);
}

static int take_over(Args *args, const char *value)
{
    static const char *const words[] = {"municipalities", "regions"};
    size_t which = 0;
    int status = choose(value, words, 2, OPTION_OVER, &which);
    args->regions = which == 1;
    return status;
}

static int take(Args *args, Option option, const char *value)
{
    switch (option) {
    case OPTION_SET:
        args->set[args->n_sets++] = value;
        break;
    case OPTION_FORMAT:
    case OPTION_FORMAT_PAGE:
    case OPTION_FORMAT_ROWS:
        return take_format(args, option, value);
    case OPTION_TABLE:
        args->table = value;
        break;
    case OPTION_OUTPUT:
        args->output = value;
        break;
    case OPTION_FILE:
        args->file = value;
        break;
    case OPTION_COLUMN:
        args->column = value;
        break;
    case OPTION_DUMP:
        return take_dump(args, value);
    case OPTION_LANG:
        return take_lang(value);
    case OPTION_VARY:
    case OPTION_VARIED:
        args->vary[args->n_vary++] = value;
        break;
    case OPTION_FROM:
        args->from = value;
        break;
    case OPTION_TO:
        args->to = value;
        break;
    case OPTION_STEP:
        args->step = value;
        break;
    case OPTION_UNTIL:
        args->until = value;
        break;
    case OPTION_LARGEST:
        args->largest = value;
        break;
    case OPTION_SMALLEST:
        args->smallest = value;
        break;
    case OPTION_MAXIMISE:
        args->maximise = value;
        break;
    case OPTION_MINIMISE:
        args->minimise = value;
        break;
    case OPTION_REFERENCE:
        args->reference[args->n_reference++] = value;
        break;
    case OPTION_UNROUNDED:
        args->unrounded = true;
        break;
    case OPTION_RECIPIENT:
        args->recipient = value;
        break;
    case OPTION_FIGURE:
        args->report[args->n_report++] = value;
        break;
    case OPTION_AMOUNTS:
        args->amounts = true;
        break;
    case OPTION_LIMIT:
        return take_number(value, option, 1, INT64_MAX, &args->limit);
    case OPTION_THREADS:
        return take_number(value, option, 1, THREADS_MAX, &args->threads);
    case OPTION_DRAWS:
        return take_number(value, option, 1, INT64_MAX, &args->draws);
    case OPTION_SEED:
        args->seed_given = true;
        return take_number(value, option, 0, INT64_MAX, &args->seed);
    case OPTION_DRAWS_OUT:
        args->draws_out = value;
        break;
    case OPTION_SENSITIVITY:
        args->sensitivity = true;
        break;
    case OPTION_LANES:
        args->lanes = value;
        break;
    case OPTION_FORCE:
        args->force = true;
        break;
    case OPTION_RESUME:
        args->resume = true;
        break;
    case OPTION_AMOUNT:
        args->amount = value;
        break;
    case OPTION_KEY:
        args->key = value;
        break;
    case OPTION_UNIT:
        args->unit = value;
        break;
    case OPTION_IN:
        args->in = value;
        break;
    case OPTION_TOTAL:
        return take_number(value, option, 1, INT64_MAX, &args->total);
    case OPTION_AT_MOST:
        return take_number(value, option, 1, 1000000000, &args->at_most);
    case OPTION_CANDIDATES:
        args->candidates[args->n_candidates++] = value;
        break;
    case OPTION_STATED:
        args->stated = value;
        break;
    case OPTION_FORMULA:
        args->formula[args->n_formulas++] = value;
        break;
    case OPTION_FREE:
        args->free_name[args->n_free++] = value;
        break;
    case OPTION_FILL:
        args->fill[args->n_fills++] = value;
        break;
    case OPTION_BASE:
        args->base = value;
        break;
    case OPTION_PARTS:
        return take_number(value, option, 2, 12, &args->parts);
    case OPTION_ROWS:
        args->rows = true;
        break;
    case OPTION_MAP:
        args->map = value;
        break;
    case OPTION_RESULT:
        args->result = value;
        break;
    case OPTION_PER:
        args->per = value;
        break;
    case OPTION_TOP:
        return take_number(value, option, 1, SIZE_MAX, &args->top);
    case OPTION_DECOMPOSE:
        args->decompose = true;
        break;
    case OPTION_DATA:
        args->data = value;
        break;
    case OPTION_BY:
        args->by = value;
        break;
    case OPTION_OVER:
        return take_over(args, value);
    case OPTION_ONLY_CHECK:
        args->only_check = true;
        break;
    case OPTION_HELP:
        args->help = true;
        break;
    case OPTION_VERSION:
        args->version = true;
        break;
    case N_OPTIONS:
        break;
    }
    return FORDELA_OK;
}

/* The option that arg is, where two have the word that of sub; or N_OPTIONS.
 * *value: after "=", or NULL. */
static Option find_option(Sub sub, const char *arg, const char **value)
{
    Option found = N_OPTIONS;
    const char *equals = strncmp(arg, "--", 2) == 0 ? strchr(arg, '=') : NULL;
    size_t n = equals == NULL ? strlen(arg) : (size_t)(equals - arg);
    *value = equals == NULL ? NULL : equals + 1;
    if (strcmp(arg, "-h") == 0)
        return OPTION_HELP;
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (strlen(option_table[i].word) == n
            && strncmp(option_table[i].word, arg, n) == 0
            && (found == N_OPTIONS || option_fits((Option)i, sub)))
            found = (Option)i;
    return found;
}

/* No value is called like an option; such a one would swallow it unseen. */
static bool is_option(Sub sub, const char *arg)
{
    const char *value;
    Option option = find_option(sub, arg, &value);
    return option != N_OPTIONS && option_fits(option, sub);
}

/* Those that take as many words as follow them, once the file is named. */
static bool takes_more(Option option)
{
    return option == OPTION_CANDIDATES || option == OPTION_FREE
           || option == OPTION_FORMULA;
}

/* Those that may stand several times. */
static bool repeats(Option option)
{
    return takes_more(option) || option == OPTION_SET || option == OPTION_VARY
           || option == OPTION_VARIED || option == OPTION_FIGURE
           || option == OPTION_REFERENCE || option == OPTION_FILL;
}

/* Which of two values counts is nothing to guess; a flag given twice says the
 * same. */
static int take_once(Args *args, Option option, const char *value)
{
    if (args->given[option] && option_table[option].value != NULL
        && !repeats(option))
        return given_twice(option);
    args->given[option] = true;
    return take(args, option, value);
}

/* Reads the option at argv[*at] and moves *at to its last word. */
static int read_option(Args *args, int argc, char **argv, int *at)
{
    const char *value;
    Option option = find_option(args->sub, argv[*at], &value);
    args->last = (size_t)option;
    if (option == N_OPTIONS || !option_fits(option, args->sub))
        return unknown_option(args->sub, argv[*at]);
    if (option_table[option].value == NULL && value != NULL)
        return say_error(FORDELA_USE, "leave \"=\" and what follows out",
                         "%s takes no value",
                         option_table[option].word);
    if (option_table[option].value != NULL) {
        if (value == NULL && *at + 1 < argc
            && !is_option(args->sub, argv[*at + 1]))
            value = argv[++*at];
        if (value == NULL || *value == '\0')
            return bad_value(option, NULL);
    }
    return take_once(args, option, value);
}

static int read_rest(Args *args, int argc, char **argv, int at)
{
    bool plain = false;     /* after "--" */
    for (; at < argc; at++) {
        const char *arg = argv[at];
        if (!plain && strcmp(arg, "--") == 0) {
            plain = true;
        } else if (!plain && arg[0] != '-' && args->n_words > 0
                   && takes_more((Option)args->last)) {
            take(args, (Option)args->last, arg);
        } else if (plain || arg[0] != '-' || arg[1] == '\0') {
            args->word[args->n_words++] = arg;
        } else {
            int status = read_option(args, argc, argv, &at);
            if (status != FORDELA_OK)
                return status;
        }
        if (args->help || args->version)
            return FORDELA_OK;
    }
    if (args->output != NULL && strcmp(args->output, "-") == 0)
        args->output = NULL;    /* standard output, as elsewhere */
    size_t most = sub_table[args->sub].most;
    size_t least = args->dumps ? 1 : sub_table[args->sub].least;
    if (args->n_words < least
        || (most > 0 && args->n_words > most))
        return wrong_count(args);
    int status = names_differ(args->set, args->n_sets);
    if (status == FORDELA_OK)
        status = names_differ(args->fill, args->n_fills);
    return status == FORDELA_OK ? form_settle(args) : status;
}

/* What may be given several times: room for all of argv in each. */
#define ARG_LISTS(a)                                                         \
    &(a)->word, &(a)->set, &(a)->vary, &(a)->report, &(a)->candidates,       \
    &(a)->formula, &(a)->free_name, &(a)->fill, &(a)->reference

static Sub find_sub(const char *word)
{
    for (size_t i = 0; i < SUBS; i++)
        if (strcmp(word, sub_table[i].word) == 0)
            return (Sub)i;
    return SUBS;
}

/* The language may be chosen ahead of the subcommand, too. */
static int read_first(Args *args, int argc, char **argv, int *at)
{
    const char *value;
    int status = FORDELA_OK;
    for (; status == FORDELA_OK && *at < argc
           && find_option(SUBS, argv[*at], &value) == OPTION_LANG; ++*at)
        status = read_option(args, argc, argv, at);
    return status;
}

int args_read(Args *args, int argc, char **argv)
{
    *args = (Args){.argc = argc, .argv = argv, .sub = SUBS,
                   .last = N_OPTIONS};
    const char ***list[] = {ARG_LISTS(args)};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        *list[i] = calloc((size_t)argc + 1, sizeof **list[i]);
        if (*list[i] == NULL)
            return say_error(FORDELA_MACHINE, NULL, "out of memory");
    }
    int at = 1;
    int status = read_first(args, argc, argv, &at);
    if (status != FORDELA_OK)
        return status;
    if (at >= argc)
        return say_error(FORDELA_USE, "fordela --help",
                         "no subcommand is given");
    const char *word = argv[at++];
    args->help = strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0
                 || strcmp(word, "help") == 0;
    args->version = strcmp(word, "--version") == 0;
    if (args->help || args->version) {
        bool named = args->help && at < argc && argv[at][0] != '-';
        args->sub = named ? find_sub(argv[at]) : SUBS;
        return named && args->sub == SUBS ? unknown_sub(argv[at]) : FORDELA_OK;
    }
    args->sub = find_sub(word);
    return args->sub == SUBS ? unknown_sub(word)
                             : read_rest(args, argc, argv, at);
}

void args_free(Args *args)
{
    const char ***list[] = {ARG_LISTS(args)};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        free(*list[i]);
}
