/* say.c - messages on standard error, and what is known of the terminal. */
#include "cli/cli_int.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/tr.h"

#define RED "\033[1;31m"
#define BLUE "\033[1;34m"
#define PLAIN "\033[0m"

/* There is nowhere left to say that this failed. */
static void put_err(const char *text, size_t n)
{
    while (n > 0) {
        ssize_t done = write(STDERR_FILENO, text, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return;
        text += done;
        n -= (size_t)done;
    }
}

static void put_text(const char *text)
{
    put_err(text, strlen(text));
}

static bool coloured(void)
{
    const char *no = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) && (no == NULL || *no == '\0')
           && (term == NULL || strcmp(term, "dumb") != 0);
}

/* One line, its "error:" or "note:" in colour. Lines of a snippet begin with
 * a blank and are left alone. */
static void put_line(const char *line, size_t n)
{
    static const struct {
        const char *word, *colour;
    } kind[] = {{N_(": error: "), RED}, {N_(": note: "), BLUE}};
    for (size_t i = 0; n > 0 && line[0] != ' ' && i < 2; i++) {
        const char *kind_word = tr(kind[i].word);
        const char *at = memmem(line, n, kind_word, strlen(kind_word));
        if (at == NULL)
            continue;
        size_t before = (size_t)(at - line) + 2;
        size_t word = strlen(kind_word) - 3;
        put_err(line, before);
        put_text(kind[i].colour);
        put_err(line + before, word);
        put_text(PLAIN);
        line += before + word;
        n -= before + word;
        break;
    }
    put_err(line, n);
}

void say(const char *messages)
{
    if (!coloured()) {
        put_text(messages);
        return;
    }
    while (*messages != '\0') {
        size_t n = strcspn(messages, "\n");
        n += messages[n] == '\n';
        put_line(messages, n);
        messages += n;
    }
}

/* Bytes of the well-formed character at c, 0 if it is none: the rest of the
 * text ends in a zero, which is no continuation. */
static size_t character(const unsigned char *c)
{
    size_t n = c[0] < 0x80 ? 1 : c[0] < 0xC2 ? 0 : c[0] < 0xE0 ? 2
             : c[0] < 0xF0 ? 3 : c[0] < 0xF5 ? 4 : 0;
    for (size_t i = 1; i < n; i++)
        if ((c[i] & 0xC0) != 0x80)
            return 0;
    return n;
}

/* Would it move the cursor, or turn the direction of the text? */
static bool misleads(const unsigned char *c, size_t n)
{
    if (n == 1)
        return c[0] < 0x20 || c[0] == 0x7F;
    if (n == 2)
        return c[0] == 0xC2 && c[1] < 0xA0;
    return n == 3 && c[0] == 0xE2
           && ((c[1] == 0x80 && c[2] >= 0xA8 && c[2] <= 0xAE)
               || (c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9));
}

/* What stands in quotes may come from anywhere: the same text with U+FFFD for
 * what a terminal must not get. Freed by the caller; NULL: no memory. */
static char *plain(const char *text)
{
    char *out = malloc(3 * strlen(text) + 1);
    size_t at = 0;
    if (out == NULL)
        return NULL;
    while (*text != '\0') {
        const unsigned char *c = (const unsigned char *)text;
        size_t n = character(c);
        bool kept = n > 0 && !misleads(c, n);
        memcpy(out + at, kept ? text : "\xEF\xBF\xBD", kept ? n : 3);
        at += kept ? n : 3;
        text += n > 0 ? n : 1;
    }
    out[at] = '\0';
    return out;
}

int say_error(int status, const char *way_out, const char *format, ...)
{
    char *message = NULL;
    char *all = NULL;
    va_list args;
    va_start(args, format);
    int made = vasprintf(&message, tr(format), args);
    va_end(args);
    char *shown = made < 0 ? NULL : plain(message);
    if (made >= 0)
        free(message);
    made = -1;
    if (shown != NULL)
        made = asprintf(&all, "%s%s\n%s%s%s", tr("fordela: error: "), shown,
                        way_out == NULL ? "" : tr("  way out: "),
                        way_out == NULL ? "" : tr(way_out),
                        way_out == NULL ? "" : "\n");
    say(made >= 0 ? all : tr("fordela: error: out of memory\n"));
    free(shown);
    if (made >= 0)
        free(all);
    return made >= 0 ? status : FORDELA_MACHINE;
}

void say_note(const char *text)
{
    say(tr("fordela: note: "));
    say(tr(text));
    say("\n");
}

size_t terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO))
        return 80;
    const char *columns = getenv("COLUMNS");
    size_t width = 0;
    for (; columns != NULL && *columns >= '0' && *columns <= '9'
           && width < 1000; columns++)
        width = width * 10 + (size_t)(*columns - '0');
    if (width == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    return width < 40 || width > 1000 ? 80 : width;
}
