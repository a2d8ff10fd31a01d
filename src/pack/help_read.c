/* help_read.c - what --help prints, taken apart into its blocks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack/pack.h"

static bool begins(const char *text, size_t n, const char *with)
{
    size_t len = strlen(with);
    return n >= len && memcmp(text, with, len) == 0;
}

static BlockKind kind_of(const HelpText *help, const char *text, size_t n)
{
    if (help->n == 0)
        return BLOCK_USAGE;
    if (begins(text, n, "Exit status:") || begins(text, n, "Slutstatus:"))
        return BLOCK_STATUS;
    if (*text != ' ')
        return BLOCK_PARAGRAPH;
    return begins(text, n, "  fordela") ? BLOCK_EXAMPLES : BLOCK_ENTRIES;
}

static void split(HelpText *help)
{
    const char *at = help->buf.at;
    while (*at != '\0' && help->n < BLOCKS_MAX) {
        const char *end = strstr(at, "\n\n");
        size_t n = end == NULL ? strlen(at) : (size_t)(end - at) + 1;
        BlockKind kind = kind_of(help, at, n);
        help->block[help->n++] = (Block){kind, at, n};
        at += n;
        while (*at == '\n')
            at++;
    }
}

bool help_read(HelpText *help, const char *program, const char *arguments,
               bool swedish)
{
    char part[4096];
    size_t n;
    Buf command = {0};
    *help = (HelpText){0};
    buf_addf(&command, "LC_ALL=%s LANGUAGE=%s '%s' %s",
             swedish ? "C.UTF-8" : "C", swedish ? "sv" : "", program,
             arguments);
    FILE *pipe = popen(command.at, "r");
    buf_free(&command);
    while (pipe != NULL && (n = fread(part, 1, sizeof part, pipe)) > 0)
        buf_add_n(&help->buf, part, n);
    if (pipe == NULL || pclose(pipe) != 0 || help->buf.n == 0) {
        fprintf(stderr, "generate: %s %s prints no help\n", program,
                arguments);
        return false;
    }
    split(help);
    return true;
}

void help_free(HelpText *help)
{
    buf_free(&help->buf);
}

/* ---- Entries ---- */

static size_t line_length(const char *text, size_t n)
{
    const char *end = memchr(text, '\n', n);
    return end == NULL ? n : (size_t)(end - text);
}

static size_t blanks(const char *text, size_t n)
{
    size_t i = 0;
    while (i < n && text[i] == ' ')
        i++;
    return i;
}

#define TEXT_AT 18      /* where the text begins, after an indent of two */

/* Where two blanks part tag and text; one is enough where the text's own
 * column follows, unless it stands in quotes. n if the line is all tag. */
static size_t tag_length(const char *line, size_t n)
{
    bool quoted = false;
    for (size_t i = 0; i + 1 < n; i++) {
        quoted ^= line[i] == '"';
        if (line[i] == ' ' && (line[i + 1] == ' '
                               || (i + 1 == TEXT_AT && !quoted)))
            return i;
    }
    return n;
}

/* Lines that are indented by more than two belong to the entry before. */
bool entry_next(const Block *block, size_t *at, Entry *entry)
{
    if (*at >= block->n)
        return false;
    size_t indent = blanks(block->text + *at, block->n - *at);
    const char *line = block->text + *at + indent;
    size_t n = line_length(line, block->n - *at - indent);
    size_t tag = tag_length(line, n);
    *at += indent + n + 1;
    while (*at < block->n
           && blanks(block->text + *at, block->n - *at) > 2)
        *at += line_length(block->text + *at, block->n - *at) + 1;
    const char *end = block->text + (*at < block->n ? *at : block->n);
    entry->tag = line;
    entry->tag_n = tag;
    entry->text = line + tag;
    entry->text_n = (size_t)(end - entry->text);
    return true;
}

/* Is word one of those in the tag: "--from V, --to V"? */
static bool tag_has(const Entry *entry, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= entry->tag_n; i++)
        if (memcmp(entry->tag + i, word, len) == 0
            && (i == 0 || entry->tag[i - 1] == ' ')
            && (i + len == entry->tag_n || strchr(" ,", entry->tag[i + len])))
            return true;
    return false;
}

/* Up to the first stop, or as many words as fit in 60 bytes. */
static void add_first_words(const Entry *entry, Buf *out)
{
    const char *at = entry->text, *end = entry->text + entry->text_n;
    size_t start = out->n;
    while (at < end) {
        at += strspn(at, " \n");
        size_t n = at < end ? strcspn(at, " \n") : 0;
        if (n == 0 || out->n - start + n > 60)
            return;
        if (out->n > start)
            buf_add_char(out, ' ');
        bool stop = strchr(",;:.(", at[n - 1]) != NULL;
        buf_add_n(out, at, n - stop);
        if (stop)
            return;
        at += n;
    }
}

void help_option(const HelpText *help, const char *word, Buf *out)
{
    for (size_t i = 0; i < help->n; i++) {
        size_t at = 0;
        Entry entry;
        while (help->block[i].kind == BLOCK_ENTRIES
               && entry_next(&help->block[i], &at, &entry))
            if (tag_has(&entry, word)) {
                add_first_words(&entry, out);
                return;
            }
    }
}
