/* man_language.c - the man page of formula and scenario files: an example of
 * each, and the words of the language from its lists. */
#include <string.h>

#include "pack/pack.h"

static const char introduction[] =
    "A formula file says how a grant is divided; a scenario file over whom, "
    "with which data and parameters, and what to compare with. Both are UTF-8 "
    "text. Statements begin in one column, deeper lines continue them; # "
    "begins a comment. `fordela new` writes a pair to begin with, `fordela "
    "check` says what is wrong with one, `fordela fmt` puts it in order. The "
    "manual is formulas/README.md in the folder named below.";

static const char formula[] =
    "formula minimum_plus_population\n"
    "param budget  : kr\n"
    "param minimum : kr\n"
    "data population : persons per recipient\n"
    "let rest = budget - sum(minimum per recipient)\n"
    "result grant = minimum + allocate rest by population\n"
    "round grant to 1 kr by largest remainder\n";

static const char scenario[] =
    "scenario three_municipalities\n"
    "formula \"grant.formula\"\n"
    "table recipient from \"municipalities.csv\" key code name name\n"
    "data population column population\n"
    "  source \"SCB\" dated 2018-12-31\n"
    "set budget  = 1 mnkr\n"
    "set minimum = 100 tkr\n"
    "expect sum(grant) = 1 mnkr\n";

static const char *const headings[WORD_CLASSES] = {
    [WORD_STATEMENT] = "What a statement begins with",
    [WORD_KEYWORD] = "Reserved words",
    [WORD_CLAUSE] = "Words with a meaning within a statement",
    [WORD_METHOD] = "Methods of rounding and of dividing",
    [WORD_FUNCTION] = "Functions and distributions",
    [WORD_UNIT] = "Units and types",
    [WORD_CONSTANT] = "Constants"};

static void add_words(Buf *out, WordClass class)
{
    Buf list = {0};
    for (size_t i = 0; word_of(class, i) != NULL; i++)
        buf_addf(&list, "%s%s", i == 0 ? "" : ", ", word_of(class, i));
    buf_addf(out, ".TP\n%s\n", headings[class]);
    roff_prose(out, list.at, list.n);
    buf_free(&list);
}

void man_language(Buf *out, const Page *page)
{
    buf_addf(out, ".\\\" Made by src/pack from the words of the language.\n"
             ".TH FORDELA 5 %s \"fordela %s\" \"F\\[u00F6]rdela\"\n"
             ".nh\n.ad l\n.SH NAME\nfordela \\- formula and scenario files\n"
             ".SH DESCRIPTION\n", page->date, page->version);
    roff_prose(out, introduction, strlen(introduction));
    buf_add(out, ".SH WORDS\n");
    for (size_t i = 0; i < WORD_CLASSES; i++)
        add_words(out, (WordClass)i);
    buf_add(out, ".SH EXAMPLES\nA formula:\n.PP\n");
    roff_lines(out, formula, strlen(formula));
    buf_add(out, ".PP\nA scenario:\n.PP\n");
    roff_lines(out, scenario, strlen(scenario));
    buf_add(out, ".SH FILES\n.TP\n\\fI/usr/share/fordela/formulas\\fR\n"
                 "Ready formulas, and README.md, the manual of the language.\n"
                 ".TP\n\\fI/usr/share/fordela/scenarios\\fR\n"
                 "Scenarios of five published documents.\n"
                 ".SH SEE ALSO\n\\fBfordela\\fR(1), "
                 "\\fBfordela\\-new\\fR(1), \\fBfordela\\-fmt\\fR(1)\n");
}
