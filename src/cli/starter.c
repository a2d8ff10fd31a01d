/* starter.c - a formula, a scenario and data to begin with, with comments that
 * say what is whose.
 *
 * The data has SCB's population and a column for one's own figures, which are
 * marked estimated until somebody strikes out that word.
 */
#include "cli/starter.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

#define LAST_DAY "2024-12-31"   /* of the population in starter_places.inc */

static const struct {
    const char *code, *name;
    unsigned persons;
} municipality[] = {
#define MUNICIPALITY(code, name, persons) {code, name, persons},
#define REGION(code, name)
#include "cli/starter_places.inc"
#undef MUNICIPALITY
#undef REGION
};

static const struct {
    const char *code, *name;
} region[] = {
#define MUNICIPALITY(code, name, persons)
#define REGION(code, name) {code, name},
#include "cli/starter_places.inc"
#undef MUNICIPALITY
#undef REGION
};

#define MUNICIPALITIES (sizeof municipality / sizeof *municipality)
#define REGIONS (sizeof region / sizeof *region)

/* ---- Names ---- */

/* Bytes of the letter at text: one of ASCII, or one of U+00C0 to U+024F,
 * which are letters all but two and take two bytes. 0: neither. */
static size_t letter(const unsigned char *text)
{
    if (text[0] < 0x80)
        return isalnum(text[0]) ? 1 : 0;
    bool sign = text[0] == 0xC3 && (text[1] == 0x97 || text[1] == 0xB7);
    return text[0] >= 0xC3 && text[0] <= 0xC8 && text[1] >= 0x80
           && text[1] < 0xC0 && !sign ? 2 : 0;
}

bool grant_is_good(const char *grant)
{
    const unsigned char *at = (const unsigned char *)grant;
    if (strlen(grant) > GRANT_MAX || letter(at) == 0)
        return false;
    for (size_t n; *at != '\0'; at += n) {
        n = *at == '-' || *at == '_' ? 1 : letter(at);
        if (n == 0)
            return false;
    }
    return true;
}

/* å and the like without what makes them special; others become "_". */
static char plain(const unsigned char *text)
{
    static const char *const pairs[] = {"\xA4" "a", "\xA5" "a", "\xB6" "o",
                                        "\xA9" "e", "\xBC" "u", "\x84" "A",
                                        "\x85" "A", "\x96" "O", "\x89" "E",
                                        "\x9C" "U"};
    for (size_t i = 0; text[0] == 0xC3 && i < sizeof pairs / sizeof *pairs;
         i++)
        if ((unsigned char)pairs[i][0] == text[1])
            return pairs[i][1];
    return '_';
}

/* Words that name nothing else: the reserved ones, and units. */
static bool is_taken(const char *name)
{
    static const char words[] =
        " allocate and by else equally false if in not or per round then "
        "true where kr tkr mnkr mdkr persons ";
    char word[GRANT_MAX + 18];
    snprintf(word, sizeof word, " %s ", name);
    return strstr(words, word) != NULL;
}

void grant_name(const char *grant, char out[GRANT_MAX + 16])
{
    const unsigned char *at = (const unsigned char *)grant;
    size_t n = 0;
    /* A name begins with a letter. */
    if (isdigit(*at) || (*at >= 0x80 && plain(at) == '_'))
        n = (size_t)sprintf(out, "grant_");
    for (size_t size; *at != '\0'; at += size) {
        size = *at < 0x80 ? 1 : 2;
        out[n++] = isalnum(*at) && *at < 0x80 ? (char)*at
                   : *at < 0x80 ? '_' : plain(at);
    }
    out[n] = '\0';
    if (is_taken(out))
        strcpy(out + n, "_grant");
}

/* ---- Texts ---- */

static void formula_head(FILE *out, const char *grant, const char *name)
{
    fputs(tr("# How the grant is divided. Over whom, and with which figures, "
             "stands in the\n"
             "# scenario of the same name. Rules of your own go into this "
             "file: `man 5 fordela`\n"
             "# lists the words, formulas/README.md is the manual.\n"), out);
    fprintf(out, "\nformula %s \"%s\"\n\n", name, grant);
}

static void formula_inputs(FILE *out)
{
    fputs(tr("# What the decision sets; the scenario gives each its value.\n"),
          out);
    fprintf(out, "param budget  : kr           \"%s\"\n", tr("To divide"));
    fprintf(out, "param minimum : kr           \"%s\"\n", tr("To each, first"));
    fprintf(out, "param weight  : share = 50 %% \"%s\"\n\n",
            tr("What need counts, against population"));
    fputs(tr("# What is known of each recipient: columns of the CSV file.\n"),
          out);
    fprintf(out, "data population : persons per recipient \"%s\"\n",
            tr("Population"));
    fprintf(out, "data need       : number per recipient  \"%s\"\n\n",
            tr("Need"));
}

static void formula_rule(FILE *out)
{
    fputs(tr("# Each gets the minimum; what is left is divided by need and "
             "population, and\n"
             "# rounded to kronor so that it adds up. Simpler: "
             "`allocate budget by population`.\n"), out);
    fprintf(out, "let rest = budget - sum(minimum per recipient) \"%s\"\n",
            tr("Left after the minimum"));
    fprintf(out, "let key  = weight * share(need) + (1 - weight) * "
                 "share(population) \"%s\"\n", tr("Key"));
    fprintf(out, "require rest >= 0 kr \"%s\"\n\n",
            tr("the minimums come to more than the budget"));
    fprintf(out, "result grant = minimum + allocate rest by key \"%s\"\n",
            tr("Grant"));
    fputs("round grant to 1 kr by largest remainder\n", out);
}

static void scenario_head(FILE *out, const char *grant, const char *name)
{
    fprintf(out, tr("# Over whom the grant is divided, and with which "
                    "figures. Try:\n"
                    "#     fordela run %s.scenario\n"
                    "#     fordela sweep %s.scenario -o %s-variants.csv\n"),
            grant, grant, grant);
    fprintf(out, "\nscenario %s \"%s\"\n", name, grant);
    fprintf(out, "formula \"%s.formula\"\n\n", grant);
}

static void scenario_data(FILE *out, const char *grant)
{
    fputs(tr("# The recipients. Whoever gets nothing is struck out of the "
             "file.\n"), out);
    fprintf(out, "table recipient from \"%s.csv\" key code name name\n", grant);
    fprintf(out, "data population column population\n"
                 "  source \"%s\" dated " LAST_DAY "\n\n",
            tr("SCB, population"));
    fputs(tr("# YOUR FIGURES: the column need has 1 in every row. Put yours "
             "there, say where\n"
             "# they come from and of which day, and strike out `estimated`: "
             "until then every\n"
             "# amount carries that mark.\n"), out);
    fprintf(out, "data need column need estimated\n"
                 "  source \"%s\" dated " LAST_DAY "\n\n",
            tr("not filled in yet"));
    fputs(tr("# YOUR DECISION.\n"), out);
    fputs("set budget  = 30 mnkr\nset minimum = 35 000 kr\n"
          "set weight  = 50 %\n\n", out);
}

static void scenario_questions(FILE *out)
{
    fputs(tr("# What must hold: `fordela verify` says whether it does. With "
             "a published table:\n"
             "# expect grant from \"published.csv\" column amount\n"), out);
    fputs("expect sum(grant) = budget\nexpect smallest(grant) >= minimum\n\n",
          out);
    fputs(tr("# What `fordela sweep` varies, and what it tells of each "
             "variant.\n"), out);
    fprintf(out, "vary minimum from 0 kr to 50 000 kr step 10 000 kr\n"
                 "report smallest(grant) \"%s\", largest(grant) \"%s\"\n",
            tr("smallest"), tr("largest"));
}

/* A stream into memory; NULL if there is none. */
static char *close_text(FILE *out, char **text)
{
    if (out == NULL)
        return NULL;
    bool good = ferror(out) == 0;
    if (fclose(out) != 0 || !good) {
        free(*text);
        return NULL;
    }
    return *text;
}

char *starter_formula(const char *grant, size_t *size)
{
    char name[GRANT_MAX + 16], *text = NULL;
    FILE *out = open_memstream(&text, size);
    grant_name(grant, name);
    if (out != NULL) {
        formula_head(out, grant, name);
        formula_inputs(out);
        formula_rule(out);
    }
    return close_text(out, &text);
}

char *starter_scenario(const char *grant, size_t *size)
{
    char name[GRANT_MAX + 16], *text = NULL;
    FILE *out = open_memstream(&text, size);
    grant_name(grant, name);
    if (out != NULL) {
        scenario_head(out, grant, name);
        scenario_data(out, grant);
        scenario_questions(out);
    }
    return close_text(out, &text);
}

size_t starter_rows(Over over)
{
    return over == OVER_REGIONS ? REGIONS : MUNICIPALITIES;
}

/* The first two digits of a municipality's code are its region's. */
static unsigned persons_of(const char *region_code)
{
    unsigned sum = 0;
    for (size_t i = 0; i < MUNICIPALITIES; i++)
        if (strncmp(municipality[i].code, region_code, 2) == 0)
            sum += municipality[i].persons;
    return sum;
}

char *starter_data(Over over, size_t *size)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, size);
    if (out != NULL)
        fputs("code,name,population,need\n", out);
    for (size_t i = 0; out != NULL && i < starter_rows(over); i++)
        if (over == OVER_REGIONS)
            fprintf(out, "%s,%s,%u,1\n", region[i].code, region[i].name,
                    persons_of(region[i].code));
        else
            fprintf(out, "%s,%s,%u,1\n", municipality[i].code,
                    municipality[i].name, municipality[i].persons);
    return close_text(out, &text);
}
