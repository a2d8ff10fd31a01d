/* vim.c - highlighting for Vim.
 *
 * Words of several words are matches, since a Vim keyword has no blanks; the
 * longer ones come last, because of two matches at one place the later wins.
 */
#include <string.h>

#include "pack/pack.h"

static const struct {
    const char *group, *link;
} groups[WORD_CLASSES] = {
    [WORD_STATEMENT] = {"fordelaStatement", "Statement"},
    [WORD_KEYWORD] = {"fordelaKeyword", "Keyword"},
    [WORD_CLAUSE] = {"fordelaClause", "Special"},
    [WORD_METHOD] = {"fordelaMethod", "Constant"},
    [WORD_FUNCTION] = {"fordelaFunction", "Function"},
    [WORD_UNIT] = {"fordelaUnit", "Type"},
    [WORD_CONSTANT] = {"fordelaConstant", "Boolean"}};

static const char before[] =
    "\" Vim syntax file\n"
    "\" Language: F\xC3\xB6rdela, formulas and scenarios of grants\n"
    "\" Made by src/pack from the words of the language.\n"
    "\n"
    "if exists('b:current_syntax')\n"
    "  finish\n"
    "endif\n"
    "\n"
    "syntax case match\n"
    "syntax match fordelaNumber /\\v<\\d+([ _\\u00a0]\\d{3}>)*(\\.\\d+)?/\n"
    "syntax match fordelaDate /\\v<\\d{4}-\\d\\d-\\d\\d>/\n"
    "syntax match fordelaOperator /[-+*\\/=<>~%:]/\n";

static const char after[] =
    "syntax region fordelaString start=/\"/ skip=/\"\"/ end=/\"/ oneline\n"
    "syntax match fordelaComment /#.*$/ contains=fordelaTodo,@Spell\n"
    "syntax keyword fordelaTodo TODO FIXME XXX contained\n"
    "\n"
    "highlight default link fordelaNumber Number\n"
    "highlight default link fordelaDate Number\n"
    "highlight default link fordelaOperator Operator\n"
    "highlight default link fordelaString String\n"
    "highlight default link fordelaComment Comment\n"
    "highlight default link fordelaTodo Todo\n";

/* A word at the head of a statement; elsewhere it may be a name. */
static void add_statement(Buf *out, const char *word)
{
    buf_addf(out, "syntax match fordelaStatement /\\v^\\s*\\zs%s>/\n", word);
}

static void add_match(Buf *out, WordClass class, const char *word)
{
    buf_addf(out, "syntax match %s /\\v<", groups[class].group);
    for (; *word != '\0'; word++)
        buf_add(out, *word == ' ' ? "\\s+" : (char[]){*word, '\0'});
    buf_add(out, class == WORD_FUNCTION ? ">\\ze\\s*\\(/\n" : ">/\n");
}

static void add_class(Buf *out, WordClass class)
{
    for (int several = 0; several < 2; several++)
        for (size_t i = 0; word_of(class, i) != NULL; i++) {
            const char *word = word_of(class, i);
            if ((strchr(word, ' ') != NULL) != several)
                continue;
            if (class == WORD_STATEMENT)
                add_statement(out, word);
            else
                add_match(out, class, word);
        }
}

void vim_syntax(Buf *out)
{
    static const WordClass order[] = {
        WORD_UNIT,    WORD_CLAUSE,   WORD_METHOD,   WORD_FUNCTION,
        WORD_KEYWORD, WORD_CONSTANT, WORD_STATEMENT};
    buf_add(out, before);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        add_class(out, order[i]);
    buf_add(out, after);
    for (size_t i = 0; i < WORD_CLASSES; i++)
        buf_addf(out, "highlight default link %s %s\n", groups[i].group,
                 groups[i].link);
    buf_add(out, "\nlet b:current_syntax = 'fordela'\n");
}
