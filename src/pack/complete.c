/* complete.c - what a shell may propose, read off from the tables. */
#include <string.h>

#include "pack/pack.h"

const char *const sub_words[SUBS] = {
#define X(name, word, words, least, most, line) word,
    SUBCOMMANDS(X)
#undef X
};

const char *const sub_operands[SUBS] = {
#define X(name, word, words, least, most, line) words,
    SUBCOMMANDS(X)
#undef X
};

const char *const sub_lines[SUBS] = {
#define X(name, word, words, least, most, line) line,
    SUBCOMMANDS(X)
#undef X
};

const char *const option_words[N_OPTIONS] = {
#define X(name, word, value, subs) word,
    OPTIONS(X)
#undef X
};

const char *const option_values[N_OPTIONS] = {
#define X(name, word, value, subs) value,
    OPTIONS(X)
#undef X
};

static const unsigned option_subs[N_OPTIONS] = {
#define X(name, word, value, subs) subs,
    OPTIONS(X)
#undef X
};

bool option_is_of(Option option, Sub sub)
{
    return (option_subs[option] >> sub & 1) != 0;
}

/* "table, csv or json": words of small letters and digits, and "or" before
 * the last. Adds them to out, which may be NULL. */
static bool is_choice(const char *text, Buf *out)
{
    bool last = false, begun = false;
    while (*text != '\0') {
        size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789");
        bool or = n == 2 && memcmp(text, "or", 2) == 0;
        bool comma = text[n] == ',';
        if (n == 0 || last || (text[n] != '\0' && !comma && text[n] != ' '))
            return false;
        if (!or && out != NULL) {
            buf_add(out, begun ? " " : "");
            buf_add_n(out, text, n);
            begun = true;
        }
        /* After a word without a comma only "or" can follow. */
        text += n + comma;
        text += *text == ' ';
        if (!or && !comma && *text != '\0' && strncmp(text, "or ", 3) != 0)
            return false;
        last = !or && !comma && *text == '\0';
    }
    return last;
}

/* How OPTIONS describes a value, and what that is. Whatever else names a file
 * is one. */
static const struct {
    const char *text;
    ValueKind kind;
} kinds[] = {
    {"the names of CSV files", VALUE_CSV},
    {"the name of a formula file", VALUE_FORMULA},
    {"NAME=VALUE", VALUE_SETTING},
    {"the name of a table", VALUE_TABLE},
    {"the name of a result", VALUE_RESULT},
    {"the name of data", VALUE_DATA},
    {"the name of a param that varies", VALUE_PARAM},
    {"NAME, or NAME from A to B", VALUE_PARAM},
    {"the code of a row", VALUE_CODE},
};

ValueKind option_kind(Option option)
{
    const char *value = option_values[option];
    if (value == NULL)
        return VALUE_NONE;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(value, kinds[i].text) == 0)
            return kinds[i].kind;
    if (is_choice(value, NULL))
        return VALUE_CHOICE;
    return strstr(value, "file") != NULL ? VALUE_FILE : VALUE_ANY;
}

void option_choices(Option option, Buf *out)
{
    is_choice(option_values[option], out);
}

/* ---- Operands ---- */

static bool has(const char *text, size_t n, const char *part)
{
    size_t len = strlen(part);
    for (size_t i = 0; i + len <= n; i++)
        if (memcmp(text + i, part, len) == 0)
            return true;
    return false;
}

static ValueKind kind_of(const char *word, size_t n)
{
    if (has(word, n, "="))
        return VALUE_ANY;
    if (has(word, n, "SCENARIO") || has(word, n, "DIRECTORY"))
        return VALUE_SCENARIO;
    if (has(word, n, ".csv"))
        return VALUE_CSV;
    if (has(word, n, "FILE"))
        return VALUE_SOURCE;
    if (has(word, n, "CODE"))
        return VALUE_CODE;
    return has(word, n, "RESULT") ? VALUE_RESULT : VALUE_ANY;
}

/* Operands are the words that are neither options nor follow one. */
ValueKind operand_kind(Sub sub, size_t number)
{
    const char *at = sub_operands[sub];
    bool value = false;
    while (*at != '\0') {
        size_t n = strcspn(at, " ");
        bool option = at[0] == '-' || (at[0] == '[' && at[1] == '-');
        if (!option && !value && (number-- == 0 || has(at, n, "...")))
            return kind_of(at, n);
        value = option && at[n - 1] != ']';
        at += n + (at[n] == ' ');
    }
    return VALUE_NONE;
}

bool operand_repeats(Sub sub, size_t number)
{
    return operand_kind(sub, SIZE_MAX) != VALUE_NONE
           && operand_kind(sub, number) == operand_kind(sub, SIZE_MAX);
}
