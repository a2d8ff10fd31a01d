/* args_fault.c - what is wrong with a command line, and the nearest word. */
#include "cli/cli_int.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"

/* Planned subcommands: known, so that nobody looks for a typing error. */
static const char *const later[] = {
    "serve"};

/* ---- Nearest words ---- */

#define WORD_MOST 24

static size_t least3(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Levenshtein's distance; 99 for words too long to be one of ours. */
static size_t distance(const char *a, const char *b)
{
    size_t row[WORD_MOST + 1];
    size_t n = strlen(a), m = strlen(b);
    if (n > WORD_MOST || m > WORD_MOST)
        return 99;
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t above = row[j];
            row[j] = least3(above + 1, row[j - 1] + 1,
                            corner + (a[i - 1] != b[j - 1]));
            corner = above;
        }
    }
    return row[m];
}

static const char *nearest(const char *word, const char *const *words,
                           size_t n)
{
    const char *best = NULL;
    size_t least = 3;
    for (size_t i = 0; i < n; i++) {
        size_t d = distance(word, words[i]);
        if (d < least && d < strlen(words[i])) {
            least = d;
            best = words[i];
        }
    }
    return best;
}

/* ---- Faults of the command line ---- */

int unknown_sub(const char *word)
{
    const char *words[SUBS];
    char hint[200];
    for (size_t i = 0; i < SUBS; i++)
        words[i] = sub_table[i].word;
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (strcmp(word, later[i]) == 0)
            return say_error(FORDELA_USE,
                             "it has check, run, verify, explain, certify, "
                             "compare, report, marginal, sweep, simulate, "
                             "tipping, seek, infer, doctor, erratum, new and "
                             "fmt",
                             "%s is not in this version", word);
    if (word[0] == '-')
        return say_error(FORDELA_USE,
                         "write it after the subcommand; fordela --help lists "
                         "those",
                         "%s cannot stand before the subcommand", word);
    const char *near = nearest(word, words, SUBS);
    if (near != NULL)
        snprintf(hint, sizeof hint, tr("did you mean \"%s\"?"), near);
    else
        snprintf(hint, sizeof hint,
                 tr("fordela --help lists the subcommands"));
    return say_error(FORDELA_USE, hint, "there is no subcommand \"%s\"", word);
}

int unknown_option(Sub sub, const char *word)
{
    const char *words[N_OPTIONS];
    size_t n = 0;
    char hint[200];
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (option_fits((Option)i, sub))
            words[n++] = option_table[i].word;
    const char *near = nearest(word, words, n);
    if (near != NULL)
        snprintf(hint, sizeof hint, tr("did you mean %s?"), near);
    else
        snprintf(hint, sizeof hint, tr("fordela %s --help lists its options"),
                 sub_word(sub));
    return say_error(FORDELA_USE, hint, "%s has no option %s", sub_word(sub),
                     word);
}

int bad_value(Option option, const char *value)
{
    char hint[200];
    snprintf(hint, sizeof hint, tr("%s takes %s"), option_table[option].word,
             tr(option_table[option].value));
    if (value == NULL)
        return say_error(FORDELA_USE, hint, "nothing follows %s",
                         option_table[option].word);
    return say_error(FORDELA_USE, hint, "%s cannot be \"%s\"",
                     option_table[option].word, value);
}

int wrong_count(const Args *args)
{
    char hint[200];
    snprintf(hint, sizeof hint, tr("fordela %s %s"), sub_word(args->sub),
             sub_table[args->sub].words);
    if (args->n_words < sub_table[args->sub].least)
        return say_error(FORDELA_USE, hint, "%s needs %s", sub_word(args->sub),
                         args->sub == SUB_NEW ? tr("the name of a grant")
                         : args->n_words == 0 ? tr("a file")
                         : args->sub == SUB_COMPARE
                             ? tr("another scenario to compare with")
                             : tr("the code of a row"));
    return say_error(FORDELA_USE, hint, "%s does not know what to do with "
                     "\"%s\"", sub_word(args->sub),
                     args->word[sub_table[args->sub].most]);
}

int given_twice(Option option)
{
    return say_error(FORDELA_USE,
                     option == OPTION_UNTIL
                         ? N_("join both conditions by \"and\"")
                         : N_("leave one of them out"),
                     "%s is given twice", option_table[option].word);
}

/* The bytes of NAME in "NAME = VALUE", without the blanks after it. */
static size_t name_length(const char *text)
{
    size_t n = strcspn(text, "=");
    while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
        n--;
    return n;
}

int names_differ(const char *const *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            size_t len = name_length(text[i]);
            if (len != name_length(text[k])
                || strncmp(text[i], text[k], len) != 0)
                continue;
            return say_error(FORDELA_USE, "leave one of them out",
                             "\"%.*s\" is given a value twice", (int)len,
                             text[i]);
        }
    return FORDELA_OK;
}
