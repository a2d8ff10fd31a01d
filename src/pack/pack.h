/* pack.h - what packaging needs, made from the program's own tables.
 *
 * The tables are SUBCOMMANDS and OPTIONS (cli/cli_int.h) and the words of the
 * language (lang/token.h and others); the texts are what --help prints. The
 * program `generate` is not installed. Every writer adds to a Buf that the
 * caller frees.
 */
#ifndef FORDELA_PACK_H
#define FORDELA_PACK_H

#include <stdbool.h>

#include "base/buf.h"
#include "cli/cli_int.h"

/* ---- help_read.c: a help text taken apart ---- */

/* A text is blocks with empty lines between them. */
typedef enum BlockKind {
    BLOCK_USAGE,        /* the first one: the command and what follows it */
    BLOCK_PARAGRAPH,    /* lines that begin at the margin */
    BLOCK_STATUS,       /* begins "Exit status:" or "Slutstatus:" */
    BLOCK_ENTRIES,      /* indented: a tag, two blanks, what it means */
    BLOCK_EXAMPLES      /* indented commands */
} BlockKind;

typedef struct Block {
    BlockKind kind;
    const char *text;   /* whole lines, not zero-terminated */
    size_t n;
} Block;

#define BLOCKS_MAX 40

typedef struct HelpText {
    Buf buf;            /* owns the text */
    Block block[BLOCKS_MAX];
    size_t n;
} HelpText;

/* What `program arguments` prints; false after a message. Freed by
 * help_free. */
bool help_read(HelpText *help, const char *program, const char *arguments,
               bool swedish);
void help_free(HelpText *help);

/* An entry: "  --top N    so many gains". Its text may go on over lines. */
typedef struct Entry {
    const char *tag, *text;
    size_t tag_n, text_n;
} Entry;

/* The entry at *at, which moves behind it; false at the block's end. */
bool entry_next(const Block *block, size_t *at, Entry *entry);
/* What an option means, in a few words without line ends; "" if the text does
 * not say. */
void help_option(const HelpText *help, const char *word, Buf *out);

/* ---- roff.c, man_page.c ---- */

/* Prose, filled again; a command, its parts in bold and italics, on one line
 * (a tag) or filled; and lines as they are. */
void roff_prose(Buf *out, const char *text, size_t n);
void roff_command(Buf *out, const char *text, size_t n, bool fill);
void roff_lines(Buf *out, const char *text, size_t n);

typedef struct Page {
    bool swedish;
    const char *version, *date;     /* "0.1.0", "2026-11-28" */
    const HelpText *program;        /* fordela --help */
    const HelpText *checker;        /* fordela-check --help */
} Page;

/* Section 1: the program, and one subcommand. The language of what the help
 * does not have: SUBCOMMANDS by tr, headings from a list of their own. */
void man_program(Buf *out, const Page *page);
void man_subcommand(Buf *out, const Page *page, Sub sub,
                    const HelpText *help);
/* Section 5: formula and scenario files. */
void man_language(Buf *out, const Page *page);

/* ---- complete.c ---- */

extern const char *const sub_words[SUBS], *const sub_operands[SUBS],
    *const sub_lines[SUBS], *const option_words[N_OPTIONS],
    *const option_values[N_OPTIONS];
bool option_is_of(Option option, Sub sub);

/* What can stand after an option, or as an operand. */
typedef enum ValueKind {
    VALUE_NONE,         /* no value at all */
    VALUE_ANY,          /* nothing to propose */
    VALUE_CHOICE,       /* one of some words */
    VALUE_FILE, VALUE_CSV, VALUE_FORMULA, VALUE_SCENARIO, VALUE_SOURCE,
    VALUE_SETTING,      /* NAME= of a param of the scenario */
    VALUE_PARAM, VALUE_DATA, VALUE_RESULT, VALUE_TABLE,
    VALUE_CODE          /* a row of its main table */
} ValueKind;

/* Read off from what OPTIONS says of the value. */
ValueKind option_kind(Option option);
/* The words of a choice with blanks between them. */
void option_choices(Option option, Buf *out);
/* The operand number (from 0) of a subcommand; VALUE_NONE if it takes fewer. */
ValueKind operand_kind(Sub sub, size_t number);
/* Do all from this one on stand for the same? */
bool operand_repeats(Sub sub, size_t number);

void bash_completion(Buf *out);
/* help: of each subcommand. */
void zsh_completion(Buf *out, const HelpText *help);

/* ---- words.c: the words of the language ---- */

typedef enum WordClass {
    WORD_STATEMENT,     /* begins a statement */
    WORD_KEYWORD,       /* allocate, at least */
    WORD_CLAUSE,        /* special only where the grammar expects it */
    WORD_METHOD,        /* of rounding, of dividing claims */
    WORD_FUNCTION,      /* stands before "(" */
    WORD_UNIT,
    WORD_CONSTANT,      /* true, false */
    WORD_CLASSES
} WordClass;

/* The nth word of a class, as written ("at least"); NULL behind the last. */
const char *word_of(WordClass class, size_t n);

void vim_syntax(Buf *out);
void vscode_grammar(Buf *out);
void vscode_package(Buf *out, const char *version);

#endif
