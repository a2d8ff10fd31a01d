/* roff.c - text for man pages, such that groff and mandoc read it alike. */
#include <ctype.h>
#include <string.h>

#include "base/utf8.h"
#include "pack/pack.h"

#define FILL 72     /* bytes of a line of prose */

/* One character; hyphens stay what can be copied into a shell. */
static size_t put_char(Buf *out, const char *text, size_t n)
{
    size_t size = 1;
    switch (*text) {
    case '\\':
        buf_add(out, "\\e");
        break;
    case '-':
        buf_add(out, "\\-");
        break;
    case '`':
        buf_add(out, "\\(ga");
        break;
    case '\'':
        buf_add(out, "\\(aq");
        break;
    case '^':
        buf_add(out, "\\(ha");
        break;
    case '~':
        buf_add(out, "\\(ti");
        break;
    default:
        if ((unsigned char)*text < 0x80)
            buf_add_char(out, *text);
        else
            buf_addf(out, "\\[u%04X]",
                     (unsigned)utf8_next(text, n, &size));
    }
    return size;
}

static void put(Buf *out, const char *text, size_t n)
{
    for (size_t i = 0; i < n;)
        i += put_char(out, text + i, n - i);
}

/* What would be a request at the beginning of a line. */
static void guard(Buf *out, char first)
{
    if (first == '.' || first == '\'')
        buf_add(out, "\\&");
}

/* Options are bold in prose, too; a hyphen within a word is only that. */
static void put_word(Buf *out, const char *word, size_t n)
{
    size_t quote = *word == '"' || *word == '(' ? 1 : 0;
    size_t end = n;
    while (end > quote && strchr(".,;:)\"", word[end - 1]) != NULL)
        end--;
    bool option = end > quote + 1 && word[quote] == '-'
                  && (word[quote + 1] == '-' || isalpha(word[quote + 1]));
    put(out, word, quote);
    buf_add(out, option ? "\\fB" : "");
    for (size_t i = quote; i < end;)
        if (word[i] == '-' && !option && i > quote && isalpha(word[i - 1])) {
            buf_add_char(out, word[i]);
            i++;
        } else {
            i += put_char(out, word + i, n - i);
        }
    buf_add(out, option ? "\\fR" : "");
    put(out, word + end, n - end);
}

void roff_prose(Buf *out, const char *text, size_t n)
{
    const char *end = text + n;
    size_t line = out->n;
    Buf word = {0};
    while (text < end) {
        size_t gap = strspn(text, " \n");
        text += gap;
        size_t len = text < end ? strcspn(text, " \n") : 0;
        if (len == 0)
            break;
        word.n = 0;
        put_word(&word, text, len);
        if (out->n > line && out->n - line + word.n > FILL) {
            buf_add_char(out, '\n');
            line = out->n;
        } else if (out->n > line) {
            buf_add_char(out, ' ');
        }
        if (out->n == line)
            guard(out, *text);
        buf_add_n(out, word.at, word.n);
        /* A sentence ends its line, as man pages are written. */
        if (strchr(".?!", text[len - 1]) != NULL && text[len - 2] != '.') {
            buf_add_char(out, '\n');
            line = out->n;
        }
        text += len;
    }
    if (out->n > line)
        buf_add_char(out, '\n');
    buf_free(&word);
}

static bool is_upper(char c)
{
    return isupper((unsigned char)c) || c == '_';
}

/* 'B' bold, 'I' italics, 'R' roman, for the byte at i. */
static char font_of(const char *text, size_t n, size_t i)
{
    size_t from = i, to = i;
    if (strchr(" []|.,\n\"", text[i]) != NULL)
        return 'R';
    while (from > 0 && is_upper(text[from - 1]))
        from--;
    while (to < n && is_upper(text[to]))
        to++;
    bool inside = (from > 0 && islower((unsigned char)text[from - 1]))
                  || (to < n && islower((unsigned char)text[to]));
    return to > i && !inside ? 'I' : 'B';
}

void roff_command(Buf *out, const char *text, size_t n, bool fill)
{
    char font = 'R';
    size_t line = out->n;
    for (size_t i = 0; i < n;) {
        char now = font_of(text, n, i);
        if (fill && text[i] == ' ' && out->n - line > FILL - 6) {
            buf_add(out, "\\&\n");    /* no end of a sentence */
            line = out->n;
            i++;
            continue;
        }
        if (now != font && text[i] != ' ') {
            buf_addf(out, "\\f%c", now);
            font = now;
        }
        i += put_char(out, text + i, n - i);
    }
    buf_add(out, font == 'R' ? "\n" : "\\fR\n");
}

void roff_lines(Buf *out, const char *text, size_t n)
{
    bool fresh = true;
    buf_add(out, ".nf\n");
    for (size_t i = 0; i < n;) {
        if (fresh)
            guard(out, text[i]);
        fresh = text[i] == '\n';
        i += put_char(out, text + i, n - i);
    }
    if (!fresh)
        buf_add_char(out, '\n');
    buf_add(out, ".fi\n");
}
