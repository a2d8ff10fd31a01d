/* words.c - the words of the language by kind, from the lists of the lexer,
 * the checker and the arithmetic. */
#include <string.h>

#include "check/program.h"
#include "lang/ast.h"
#include "lang/token.h"
#include "money/apportion.h"
#include "money/claims.h"
#include "pack/pack.h"

static const char *const statements[] = {
#define X(name, text, where) text,
    STATEMENTS(X)
#undef X
};

static const char *const tokens[] = {
#define X(name, text) text,
    TOKENS(X)
#undef X
};

static const char *const methods[] = {
#define X(name, words, keeps, one) words,
    ROUND_METHODS(X)
#undef X
#define X(name, words) words,
    ALLOC_RULES(X)
#undef X
};

/* Most of EXPRS are no functions; names.c has them as the checker does. */
static const char *const functions[] = {
#define X(name, text) text,
    AGGREGATES(X)
#undef X
#define X(name, word, least, most, form) word,
    DISTRIBUTIONS(X)
#undef X
    "min", "max", "clamp", "abs", "floor", "ceil", "ln", "log10", "exp",
    "sqrt", "power", "code", "name"};

/* The parsers ask for these by name; check-pack.sh finds new ones there. */
static const char *const clauses[] = {
    "because", "calibrated", "column", "dated", "decimal", "encoding",
    "estimated", "first", "from", "key", "keeping", "seed", "step", "summed",
    "to", "using", "within"};

static const char *const units[] = {"kr", "tkr", "mnkr", "mdkr", "persons",
                                    "number", "share", "flag", "text",
                                    "date"};

static const char *const constants[] = {"true", "false"};

#define LIST(words) {words, sizeof words / sizeof *words}

static const struct {
    const char *const *at;
    size_t n;
} lists[WORD_CLASSES] = {
    [WORD_STATEMENT] = LIST(statements), [WORD_KEYWORD] = LIST(tokens),
    [WORD_CLAUSE] = LIST(clauses),       [WORD_METHOD] = LIST(methods),
    [WORD_FUNCTION] = LIST(functions),   [WORD_UNIT] = LIST(units),
    [WORD_CONSTANT] = LIST(constants)};

/* Of the tokens only those that are written as words: neither signs nor the
 * kinds that stand for many texts. Nor what stood earlier in the list. */
static bool counts(WordClass class, size_t i)
{
    const char *word = lists[class].at[i];
    if (class == WORD_KEYWORD && (i < TOK_ALLOCATE || i >= TOK_PLUS))
        return false;
    if (class == WORD_KEYWORD && (i == TOK_TRUE || i == TOK_FALSE))
        return false;
    for (size_t earlier = 0; earlier < i; earlier++)
        if (strcmp(word, lists[class].at[earlier]) == 0)
            return false;
    return true;
}

const char *word_of(WordClass class, size_t n)
{
    for (size_t i = 0; i < lists[class].n; i++)
        if (counts(class, i) && n-- == 0)
            return lists[class].at[i];
    return NULL;
}
