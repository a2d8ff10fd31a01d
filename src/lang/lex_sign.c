/* lex_sign.c - signs, texts in quotes, and the signs of other languages. */
#include <string.h>

#include "base/utf8.h"
#include "lang/lang_int.h"

/* Signs that are not the language's, longest first; kind: what was meant, or
 * TOK_END. */
static const struct {
    const char *text;
    TokenKind kind;
    const char *way_out;
} wrong[] = {
    {"==", TOK_EQ, N_("write =")},
    {"=>", TOK_GE, N_("write >=")},
    {"=<", TOK_LE, N_("write <=")},
    {"!=", TOK_NE, N_("write <>")},
    {":=", TOK_EQ, N_("write =")},
    {"<-", TOK_EQ, N_("write = to define; to compare with a negative number "
                      "leave a space, as in < -1")},
    {"&&", TOK_AND, N_("write and")},
    {"||", TOK_OR, N_("write or")},
    {"**", TOK_END, N_("write power(a, b)")},
    {"//", TOK_END, N_("write # before a comment")},
    {"/*", TOK_END, N_("write # before a comment")},
    {"^", TOK_END, N_("write power(a, b)")},
    {"!", TOK_NOT, N_("write not")},
    {"&", TOK_AND, N_("write and")},
    {"|", TOK_OR, N_("write or")},
    {";", TOK_END, N_("take it away: a statement ends with its line")},
    {"[", TOK_OPEN, N_("write (")},
    {"]", TOK_CLOSE, N_("write )")},
    {"{", TOK_OPEN, N_("write (")},
    {"}", TOK_CLOSE, N_("write )")},
    {".", TOK_END, N_("write a digit before the point, as in 0.5")},
    {"_", TOK_END, N_("begin a name with a letter")},
    {"\xE2\x89\xA4", TOK_LE, N_("write <=")},           /* ≤ */
    {"\xE2\x89\xA5", TOK_GE, N_("write >=")},           /* ≥ */
    {"\xE2\x89\xA0", TOK_NE, N_("write <>")},           /* ≠ */
    {"\xE2\x88\x92", TOK_MINUS, N_("write -")},         /* minus sign */
    {"\xE2\x80\x93", TOK_MINUS, N_("write -")},         /* en dash */
    {"\xE2\x80\x94", TOK_MINUS, N_("write -")},         /* em dash */
    {"\xC3\x97", TOK_STAR, N_("write *")},              /* × */
    {"\xC2\xB7", TOK_STAR, N_("write *")},              /* middle dot */
    {"\xC3\xB7", TOK_SLASH, N_("write /")},             /* ÷ */
};

/* Two bytes before one. */
static const struct {
    const char *text;
    TokenKind kind;
} right[] = {
    {"<>", TOK_NE},    {"<=", TOK_LE},   {">=", TOK_GE},  {"<", TOK_LT},
    {">", TOK_GT},     {"=", TOK_EQ},    {"+", TOK_PLUS}, {"-", TOK_MINUS},
    {"*", TOK_STAR},   {"/", TOK_SLASH}, {"(", TOK_OPEN}, {")", TOK_CLOSE},
    {",", TOK_COMMA},  {":", TOK_COLON}, {"%", TOK_PERCENT},
    {"~", TOK_TILDE},
};

static bool starts(const Lexer *lx, const char *text)
{
    size_t len = strlen(text);
    return lx->end - lx->at >= len &&
           memcmp(lx->text + lx->at, text, len) == 0;
}

static bool line_ends(const Lexer *lx, uint32_t at)
{
    char c = at < lx->end ? lx->text[at] : '\n';
    return c == '\n' ||
           (c == '\r' && (at + 1 >= lx->end || lx->text[at + 1] == '\n'));
}

static void lex_string(Lexer *lx)
{
    uint32_t from = lx->at;
    Buf text = {0};
    buf_add(&text, "");
    lx->at++;
    for (;;) {
        if (line_ends(lx, lx->at)) {
            lex_fault(lx, from, lx->at,
                      "close it with \" on the same line; a quote inside is "
                      "written twice",
                      "the text in quotes is not closed");
            break;
        }
        char c = lx->text[lx->at++];
        if (c == '"') {
            if (lex_peek(lx, 0) != '"') {
                break;
            }
            lx->at++;
        }
        buf_add_char(&text, c);
    }
    lex_no_zero(lx, from);
    lex_push(lx, TOK_STRING, from, arena_copy(lx->arena, text.at, text.n));
    buf_free(&text);
}

/* Quotes that are not the straight one: single, angle and curly ones. */
static bool is_quote(uint32_t c)
{
    return c == '\'' || c == 0xAB || c == 0xBB ||
           (c >= 0x2018 && c <= 0x201F);
}

/* Takes everything to the next quote of any kind on the line for the text. */
static void lex_wrong_quote(Lexer *lx, size_t size)
{
    uint32_t from = lx->at;
    uint32_t inner = from + (uint32_t)size;
    const char *quote = arena_copy(lx->arena, lx->text + from, size);
    uint32_t at = inner;
    uint32_t past = 0;
    while (past == 0 && !line_ends(lx, at)) {
        size_t n = 0;
        uint32_t c = utf8_next(lx->text + at, lx->end - at, &n);
        n = n > 0 ? n : 1;
        if (c == '"' || is_quote(c)) {
            past = at + (uint32_t)n;
            break;
        }
        at += (uint32_t)n;
    }
    lx->at = past > 0 ? past : inner;
    lex_fault(lx, from, lx->at,
              "write the straight quote \" before and after the text",
              "%s is not a quote of the language", quote);
    if (past > 0) {
        lex_push(lx, TOK_STRING, from,
                 arena_copy(lx->arena, lx->text + inner, at - inner));
    }
}

/* Looks like a space; a message can only call it by number. */
static bool is_odd_space(uint32_t c)
{
    return (c >= 0x2000 && c <= 0x200A) || c == 0x1680 || c == 0x205F ||
           c == 0x3000;
}

static void lex_unknown(Lexer *lx, uint32_t c, size_t size)
{
    uint32_t from = lx->at;
    lx->at += (uint32_t)size;
    const char *way_out =
        c == '\r' ? tr("save the file with line ends LF or CRLF")
        : is_odd_space(c)
            ? tr("write an ordinary space in its place")
            : tr("take it away, or put it into a text in quotes");
    if (utf8_is_combining(c)) {
        lex_fault(lx, from, lx->at,
                  "type the letter anew as one character (NFC)",
                  "a combining mark stands alone");
    } else if (c < ' ' || c == 0x7F || is_odd_space(c) ||
               utf8_width(lx->text + from, size) == 0) {
        lex_fault(lx, from, lx->at, way_out,
                  "the character U+%04X cannot stand here", (unsigned)c);
    } else {
        lex_fault(lx, from, lx->at, way_out, "%.*s is not a sign of the "
                  "language", (int)size, lx->text + from);
    }
}

static bool lex_wrong(Lexer *lx)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        if (starts(lx, wrong[i].text)) {
            uint32_t from = lx->at;
            lx->at += (uint32_t)strlen(wrong[i].text);
            lex_fault(lx, from, lx->at, wrong[i].way_out,
                      "%s is not a sign of the language", wrong[i].text);
            if (wrong[i].kind != TOK_END) {
                lex_push(lx, wrong[i].kind, from, NULL);
            } else if (wrong[i].text[0] == '/') {
                while (!line_ends(lx, lx->at)) {
                    lx->at++;
                }
            }
            return true;
        }
    }
    return false;
}

void lex_sign(Lexer *lx)
{
    size_t size = 1;
    uint32_t c = utf8_next(lx->text + lx->at, lx->end - lx->at, &size);
    if (c == '"') {
        lex_string(lx);
        return;
    }
    if (is_quote(c)) {
        lex_wrong_quote(lx, size);
        return;
    }
    if (lex_wrong(lx)) {
        return;
    }
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        if (starts(lx, right[i].text)) {
            uint32_t from = lx->at;
            lx->at += (uint32_t)strlen(right[i].text);
            lex_push(lx, right[i].kind, from, NULL);
            return;
        }
    }
    lex_unknown(lx, c, size);
}
