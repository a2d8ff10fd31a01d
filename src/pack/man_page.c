/* man_page.c - man pages of section 1, from what --help prints. */
#include <ctype.h>
#include <string.h>

#include "base/tr.h"
#include "pack/pack.h"

/* What stands in no help text, in both languages. */
typedef enum Said {
    NAME_HEAD, SYNOPSIS_HEAD, DESCRIPTION_HEAD, OPTIONS_HEAD, STATUS_HEAD,
    EXAMPLES_HEAD, COMMANDS_HEAD, FILES_HEAD, SEE_ALSO_HEAD, CHECKER_HEAD,
    STATUS_LINE, PROGRAM_LINE, CHECK_LINE, COMMANDS_TEXT, FILES_TEXT
} Said;

static const char *const said[][2] = {
    [NAME_HEAD] = {".SH NAME\n", ".SH NAMN\n"},
    [SYNOPSIS_HEAD] = {".SH SYNOPSIS\n", ".SH SYNOPSIS\n"},
    [DESCRIPTION_HEAD] = {".SH DESCRIPTION\n", ".SH BESKRIVNING\n"},
    [OPTIONS_HEAD] = {".SH OPTIONS\n", ".SH FLAGGOR\n"},
    [STATUS_HEAD] = {".SH EXIT STATUS\n", ".SH SLUTSTATUS\n"},
    [EXAMPLES_HEAD] = {".SH EXAMPLES\n", ".SH EXEMPEL\n"},
    [COMMANDS_HEAD] = {".SH COMMANDS\n", ".SH KOMMANDON\n"},
    [FILES_HEAD] = {".SH FILES\n", ".SH FILER\n"},
    [SEE_ALSO_HEAD] = {".SH SEE ALSO\n", ".SH SE OCKS\\[u00C5]\n"},
    [CHECKER_HEAD] = {".SH THE PROGRAM FORDELA\\-CHECK\n",
                      ".SH PROGRAMMET FORDELA\\-CHECK\n"},
    [STATUS_LINE] = {".PP\nExit status:\n", ".PP\nSlutstatus:\n"},
    [PROGRAM_LINE] = {"divide grants exactly, to the krona",
                      "fördela bidrag exakt, till kronan"},
    [CHECK_LINE] = {"check files, and certificates",
                    "kontrollera filer, och intyg"},
    [COMMANDS_TEXT] = {"Each has a page of its own:\n"
                       ".BR \"man fordela\\-run\" ,\nfor one.\n",
                       "Vart och ett har en egen sida, till exempel\n"
                       ".BR \"man fordela\\-run\" .\n"},
    [FILES_TEXT] = {".TP\n\\fI/usr/share/fordela\\fR\n"
                    "Formulas with the manual of the language,\n"
                    "and the scenarios of five published documents; below\n"
                    "\\fI/usr/local\\fR where that is what it was installed "
                    "into.\n",
                    ".TP\n\\fI/usr/share/fordela\\fR\n"
                    "Formler med spr\\[u00E5]kets handbok, och scenarier till\n"
                    "fem publicerade dokument; under \\fI/usr/local\\fR om\n"
                    "programmet installerades d\\[u00E4]r.\n"},
};

static const char *say_in(const Page *page, Said what)
{
    return said[what][page->swedish];
}

static void see_also(Buf *out, const Page *page)
{
    buf_add(out, say_in(page, SEE_ALSO_HEAD));
    buf_add(out, "\\fBfordela\\fR(1), \\fBfordela\\-check\\fR(1), "
                 "\\fBfordela\\fR(5)\n");
}

static void head(Buf *out, const Page *page, const char *name,
                 const char *also, const char *line)
{
    buf_add(out, ".\\\" Made by src/pack from fordela --help.\n.TH ");
    for (const char *c = name; *c != '\0'; c++)
        buf_add_char(out, (char)toupper((unsigned char)*c));
    buf_addf(out, " 1 %s \"fordela %s\" \"F\\[u00F6]rdela\"\n", page->date,
             page->version);
    /* Options are neither parted nor stretched. */
    buf_add(out, ".nh\n.ad l\n");
    buf_add(out, say_in(page, NAME_HEAD));
    for (const char *c = name; *c != '\0'; c++)
        buf_add(out, *c == '-' ? "\\-" : (char[]){*c, '\0'});
    buf_addf(out, "%s \\- ", also);
    roff_prose(out, line, strlen(line));
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
        if (kind == BLOCK_EXAMPLES) {
            roff_lines(out, block->text, block->n);
        } else {  /* the heading says "exit status" */
            size_t skip = strcspn(block->text, ":") + 1;
            roff_prose(out, block->text + skip, block->n - skip);
        }
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
    buf_add(out, say_in(page, CHECKER_HEAD));
    description(out, help, options);
    if (options < help->n)
        entries(out, &help->block[options]);
    part(out, help, BLOCK_STATUS, say_in(page, STATUS_LINE));
    part(out, help, BLOCK_EXAMPLES, ".PP\n");
}

void man_subcommand(Buf *out, const Page *page, Sub sub,
                    const HelpText *help)
{
    Buf name = {0};
    size_t options = options_of(help);
    buf_addf(&name, "fordela-%s", sub_words[sub]);
    head(out, page, name.at, sub == SUB_CHECK ? ", fordela check" : "",
         sub == SUB_CHECK ? say_in(page, CHECK_LINE)
                          : tr(sub_lines[sub]));
    buf_add(out, say_in(page, SYNOPSIS_HEAD));
    synopsis(out, &help->block[0]);
    if (sub == SUB_CHECK) {
        buf_add(out, ".PP\n");
        synopsis(out, &page->checker->block[0]);
    }
    buf_add(out, say_in(page, DESCRIPTION_HEAD));
    description(out, help, options);
    if (options < help->n) {
        buf_add(out, say_in(page, OPTIONS_HEAD));
        entries(out, &help->block[options]);
    }
    part(out, page->program, BLOCK_STATUS, say_in(page, STATUS_HEAD));
    part(out, help, BLOCK_EXAMPLES, say_in(page, EXAMPLES_HEAD));
    if (sub == SUB_CHECK)
        checker_part(out, page);
    see_also(out, page);
    buf_free(&name);
}

static void commands(Buf *out, const Page *page)
{
    buf_add(out, say_in(page, COMMANDS_HEAD));
    buf_add(out, say_in(page, COMMANDS_TEXT));
    for (size_t i = 0; i < SUBS; i++) {
        Buf line = {0};
        buf_addf(&line, "%s %s", sub_words[i], sub_operands[i]);
        buf_add(out, ".TP\n");
        roff_command(out, line.at, line.n, false);
        roff_prose(out, tr(sub_lines[i]), strlen(tr(sub_lines[i])));
        buf_free(&line);
    }
}

/* In the program's help the first commands are the list of subcommands. */
static void program_examples(Buf *out, const Page *page)
{
    const HelpText *help = page->program;
    bool list = true;
    for (size_t i = 1; i < help->n; i++) {
        if (help->block[i].kind != BLOCK_EXAMPLES)
            continue;
        if (!list) {
            buf_add(out, say_in(page, EXAMPLES_HEAD));
            roff_lines(out, help->block[i].text, help->block[i].n);
        }
        list = false;
    }
}

void man_program(Buf *out, const Page *page)
{
    static const char usage[] = "fordela SUBCOMMAND FILE... [OPTION...]";
    head(out, page, "fordela", "", say_in(page, PROGRAM_LINE));
    buf_add(out, say_in(page, SYNOPSIS_HEAD));
    roff_command(out, usage, strlen(usage), true);
    buf_add(out, say_in(page, DESCRIPTION_HEAD));
    roff_prose(out, page->program->block[0].text, page->program->block[0].n);
    buf_add(out, ".PP\n");
    description(out, page->program, page->program->n);
    commands(out, page);
    part(out, page->program, BLOCK_STATUS, say_in(page, STATUS_HEAD));
    program_examples(out, page);
    buf_add(out, say_in(page, FILES_HEAD));
    buf_add(out, say_in(page, FILES_TEXT));
    see_also(out, page);
}
