/* man_page.c - man pages of section 1, from what --help prints. */
#include <ctype.h>
#include <string.h>

#include "pack/pack.h"

#define SEE_ALSO                                                             \
    ".SH SEE ALSO\n\\fBfordela\\fR(1), \\fBfordela\\-check\\fR(1), "         \
    "\\fBfordela\\fR(5)\n"

static void head(Buf *out, const Page *page, const char *name,
                 const char *also, const char *line)
{
    buf_add(out, ".\\\" Made by src/pack from fordela --help.\n.TH ");
    for (const char *c = name; *c != '\0'; c++)
        buf_add_char(out, (char)toupper((unsigned char)*c));
    buf_addf(out, " 1 %s \"fordela %s\" \"F\\[u00F6]rdela\"\n", page->date,
             page->version);
    /* Options are neither parted nor stretched. */
    buf_add(out, ".nh\n.ad l\n.SH NAME\n");
    for (const char *c = name; *c != '\0'; c++)
        buf_add(out, *c == '-' ? "\\-" : (char[]){*c, '\0'});
    buf_addf(out, "%s \\- %s\n", also, line);
}

/* Each line of a usage is a command, or goes on with the one before. */
static void synopsis(Buf *out, const Block *block)
{
    for (size_t at = 0; at < block->n;) {
        const char *line = block->text + at;
        size_t n = strcspn(line, "\n"), skip = strspn(line, " ");
        if (at > 0 && skip == 0)
            buf_add(out, ".br\n");
        roff_command(out, line + skip, n - skip, true);
        at += n + 1;
    }
}

static void entries(Buf *out, const Block *block)
{
    Entry entry;
    for (size_t at = 0; entry_next(block, &at, &entry);) {
        buf_add(out, ".TP\n");
        roff_command(out, entry.tag, entry.tag_n, false);
        roff_prose(out, entry.text, entry.text_n);
    }
}

/* Paragraphs and entries up to the options, in the order of the text. */
static void description(Buf *out, const HelpText *help, size_t options)
{
    bool first = true;
    for (size_t i = 1; i < options; i++) {
        const Block *block = &help->block[i];
        if (block->kind == BLOCK_PARAGRAPH) {
            buf_add(out, first ? "" : ".PP\n");
            roff_prose(out, block->text, block->n);
            first = false;
        } else if (block->kind == BLOCK_ENTRIES) {
            entries(out, block);
        }
    }
}

static void part(Buf *out, const HelpText *help, BlockKind kind,
                 const char *heading)
{
    bool begun = false;
    for (size_t i = 1; i < help->n; i++) {
        const Block *block = &help->block[i];
        if (block->kind != kind)
            continue;
        buf_add(out, begun ? ".PP\n" : heading);
        begun = true;
        if (kind == BLOCK_EXAMPLES)
            roff_lines(out, block->text, block->n);
        else    /* the heading says "exit status" */
            roff_prose(out, block->text + strlen("Exit status:"),
                       block->n - strlen("Exit status:"));
    }
}

/* The last block of entries has the options; the number of blocks: none. */
static size_t options_of(const HelpText *help)
{
    for (size_t i = help->n; i-- > 0;)
        if (help->block[i].kind == BLOCK_ENTRIES)
            return i;
    return help->n;
}

/* fordela-check is the subcommand's page by its name and the other program's
 * by what stands on the PATH. */
static void checker_part(Buf *out, const Page *page)
{
    const HelpText *help = page->checker;
    size_t options = options_of(help);
    buf_add(out, ".SH THE PROGRAM FORDELA\\-CHECK\n");
    description(out, help, options);
    if (options < help->n)
        entries(out, &help->block[options]);
    part(out, help, BLOCK_STATUS, ".PP\nExit status:\n");
    part(out, help, BLOCK_EXAMPLES, ".PP\n");
}

void man_subcommand(Buf *out, const Page *page, Sub sub,
                    const HelpText *help)
{
    Buf name = {0};
    size_t options = options_of(help);
    buf_addf(&name, "fordela-%s", sub_words[sub]);
    head(out, page, name.at, sub == SUB_CHECK ? ", fordela check" : "",
         sub == SUB_CHECK ? "check files, and certificates"
                          : sub_lines[sub]);
    buf_add(out, ".SH SYNOPSIS\n");
    synopsis(out, &help->block[0]);
    if (sub == SUB_CHECK) {
        buf_add(out, ".PP\n");
        synopsis(out, &page->checker->block[0]);
    }
    buf_add(out, ".SH DESCRIPTION\n");
    description(out, help, options);
    if (options < help->n) {
        buf_add(out, ".SH OPTIONS\n");
        entries(out, &help->block[options]);
    }
    part(out, page->program, BLOCK_STATUS, ".SH EXIT STATUS\n");
    part(out, help, BLOCK_EXAMPLES, ".SH EXAMPLES\n");
    if (sub == SUB_CHECK)
        checker_part(out, page);
    buf_add(out, SEE_ALSO);
    buf_free(&name);
}

static void commands(Buf *out)
{
    buf_add(out, ".SH COMMANDS\nEach has a page of its own:\n"
                 ".BR \"man fordela\\-run\" ,\nfor one.\n");
    for (size_t i = 0; i < SUBS; i++) {
        Buf line = {0};
        buf_addf(&line, "%s %s", sub_words[i], sub_operands[i]);
        buf_add(out, ".TP\n");
        roff_command(out, line.at, line.n, false);
        roff_prose(out, sub_lines[i], strlen(sub_lines[i]));
        buf_free(&line);
    }
}

/* In the program's help the first commands are the list of subcommands. */
static void program_examples(Buf *out, const HelpText *help)
{
    bool list = true;
    for (size_t i = 1; i < help->n; i++) {
        if (help->block[i].kind != BLOCK_EXAMPLES)
            continue;
        if (!list) {
            buf_add(out, ".SH EXAMPLES\n");
            roff_lines(out, help->block[i].text, help->block[i].n);
        }
        list = false;
    }
}

void man_program(Buf *out, const Page *page)
{
    static const char usage[] = "fordela SUBCOMMAND FILE... [OPTION...]";
    head(out, page, "fordela", "", "divide grants exactly, to the krona");
    buf_add(out, ".SH SYNOPSIS\n");
    roff_command(out, usage, strlen(usage), true);
    buf_add(out, ".SH DESCRIPTION\n");
    roff_prose(out, page->program->block[0].text, page->program->block[0].n);
    buf_add(out, ".PP\n");
    description(out, page->program, page->program->n);
    commands(out);
    part(out, page->program, BLOCK_STATUS, ".SH EXIT STATUS\n");
    program_examples(out, page->program);
    buf_add(out, ".SH FILES\n.TP\n\\fI/usr/share/fordela\\fR\n"
                 "Formulas with the manual of the language,\n"
                 "and the scenarios of five published documents; below\n"
                 "\\fI/usr/local\\fR where that is what it was installed "
                 "into.\n" SEE_ALSO);
}
