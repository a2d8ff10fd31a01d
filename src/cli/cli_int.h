/* cli_int.h - between main.c and the subcommands.
 *
 * The only room that prints. Data goes to standard output and messages to
 * standard error, both by write(2), so that nothing is lost unseen in a
 * buffer. Every function returning int returns an exit status.
 */
#ifndef FORDELA_CLI_INT_H
#define FORDELA_CLI_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/tr.h"
#include "fordela.h"

/* name in C, word, words after it, least and most of them (0: any number),
 * in one line */
#define SUBCOMMANDS(X)                                                    \
    X(CHECK, "check", "FILE...", 1, 0, N_("check a formula or scenario")) \
    X(RUN, "run", "SCENARIO", 1, 1, N_("compute every amount"))           \
    X(VERIFY, "verify", "SCENARIO|DIRECTORY...", 1, 0,                    \
      N_("compare with what was published"))                              \
    X(EXPLAIN, "explain", "SCENARIO CODE [RESULT]", 2, 3,                 \
      N_("one amount, step by step"))                                     \
    X(CERTIFY, "certify", "SCENARIO [-o FILE]", 1, 1,                     \
      N_("what a stranger can verify"))                                   \
    X(COMPARE, "compare", "SCENARIO SCENARIO...", 2, 0,                   \
      N_("what a reform changes, and for whom"))                          \
    X(REPORT, "report", "SCENARIO... -o FILE", 1, 0,                      \
      N_("a page to hand over"))                                          \
    X(MARGINAL, "marginal", "SCENARIO --data NAME [CODE]", 1, 2,          \
      N_("what one more inhabitant gives and takes"))                     \
    X(SWEEP, "sweep", "SCENARIO [-o FILE]", 1, 1,                         \
      N_("every variant of a scenario"))                                  \
    X(SIMULATE, "simulate", "SCENARIO [--draws N]", 1, 1,                 \
      N_("what many draws give"))                                         \
    X(INFER, "infer", "TABLE.csv --amount COLUMN", 1, 1,                  \
      N_("what lies behind a published table"))                           \
    X(DOCTOR, "doctor", "SCENARIO|DIRECTORY...", 1, 0,                    \
      N_("why published figures differ"))                                 \
    X(ERRATUM, "erratum",                                                 \
      "SCENARIO|DIRECTORY --data NAME CODE=VALUE...", 1, 0,               \
      N_("what a corrected input changes"))                               \
    X(TIPPING, "tipping", "SCENARIO --vary NAME", 1, 1,                   \
      N_("where something changes"))                                      \
    X(SEEK, "seek", "SCENARIO --vary NAME --until CONDITION", 1, 1,       \
      N_("the value for which a condition holds"))                        \
    X(NEW, "new", "GRANT", 1, 1, N_("files to begin with"))               \
    X(FMT, "fmt", "FILE...", 1, 0, N_("one canonical layout"))

typedef enum Sub {
#define X(name, word, words, least, most, line) SUB_##name,
    SUBCOMMANDS(X)
#undef X
    SUBS
} Sub;

/* name in C, word, what follows it (NULL: nothing), subcommands */
#define ON(name) (1u << SUB_##name)
#define EVERYWHERE (~0u)
/* Those that take a scenario and may change what it sets. */
#define SETTERS                                                              \
    (ON(CHECK) | ON(RUN) | ON(VERIFY) | ON(EXPLAIN) | ON(CERTIFY) | ON(DOCTOR) \
     | ON(REPORT) | LONG | ALONG)
/* Those that go through many variants. */
#define LONG (ON(SWEEP) | ON(SIMULATE))
/* Those that follow params from one value to another. */
#define ALONG (ON(TIPPING) | ON(SEEK))
/* Those about the result that explain would explain. */
#define ASKERS (ON(COMPARE) | ON(MARGINAL))
#define OPTIONS(X)                                                            \
    X(SET, "--set", "NAME=VALUE", SETTERS | ON(INFER) | ASKERS)               \
    X(FORMAT, "--format", N_("table, csv or json"),                           \
      ON(RUN) | ON(INFER) | ON(DOCTOR) | ON(ERRATUM) | ON(MARGINAL)           \
      | ALONG)                                                                \
    X(FORMAT_PAGE, "--format", N_("table, csv, json or html"),                \
      ON(SIMULATE) | ON(COMPARE))                                             \
    X(FORMAT_ROWS, "--format", N_("csv, netcdf or html"), ON(SWEEP))          \
    X(TABLE, "--table", N_("the name of a table"), ON(RUN))                   \
    X(OUTPUT, "-o", N_("the name of a file"),                                 \
      ON(RUN) | ON(CERTIFY) | ON(INFER) | ON(DOCTOR) | ON(ERRATUM) | LONG     \
      | ASKERS | ALONG | ON(REPORT))                                          \
    X(MAP, "--map", N_("the name of a map file"), ON(REPORT) | ON(COMPARE))   \
    X(RESULT, "--result", N_("the name of a result"),                         \
      ASKERS | ON(TIPPING) | ON(REPORT) | ON(SIMULATE))                       \
    X(PER, "--per", N_("the name of data"), ON(COMPARE))                      \
    X(TOP, "--top", N_("a number, at least 1"), ON(COMPARE))                  \
    X(DECOMPOSE, "--decompose", NULL, ON(COMPARE))                            \
    X(DATA, "--data", N_("the name of data"), ON(MARGINAL) | ON(ERRATUM))     \
    X(FILE, "--file", N_("the name of a file"), ON(ERRATUM))                  \
    X(COLUMN, "--column", N_("the name of a column"), ON(ERRATUM))            \
    X(BY, "--by", N_("an amount, such as 10 or -1"), ON(MARGINAL))            \
    X(VARY, "--vary", N_("NAME from A to B step C, or NAME in A, B"), LONG)   \
    X(VARIED, "--vary", N_("NAME, or NAME from A to B"), ALONG)               \
    X(FROM, "--from", N_("the first value"), ALONG)                           \
    X(TO, "--to", N_("the last value"), ALONG)                                \
    X(STEP, "--step", N_("the smallest difference"), ON(SEEK))                \
    X(UNTIL, "--until", N_("a condition, such as smallest(grant) >= 50 tkr"), \
      ON(SEEK))                                                               \
    X(LARGEST, "--largest", N_("the name of a param that varies"), ON(SEEK))  \
    X(SMALLEST, "--smallest", N_("the name of a param that varies"),          \
      ON(SEEK))                                                               \
    X(MAXIMISE, "--maximise", N_("a figure, such as smallest(grant)"),        \
      ON(SEEK))                                                               \
    X(MINIMISE, "--minimise", N_("a figure, such as largest(grant)"),         \
      ON(SEEK))                                                               \
    X(REFERENCE, "--reference", "NAME = FILE.scenario", ON(SEEK))             \
    X(UNROUNDED, "--unrounded", NULL, ON(TIPPING))                            \
    X(RECIPIENT, "--recipient", N_("the code of a row"), ON(TIPPING))         \
    X(FIGURE, "--report", N_("an expression, such as smallest(grant)"), LONG) \
    X(AMOUNTS, "--amounts", NULL, LONG)                                       \
    X(LIMIT, "--limit", N_("a number of rows, at least 1"),                   \
      ON(SWEEP) | ON(TIPPING))                                                \
    X(DRAWS, "--draws", N_("a number of draws, at least 1"), ON(SIMULATE))    \
    X(SEED, "--seed", N_("a whole number from 0"), ON(SIMULATE))              \
    X(DRAWS_OUT, "--draws-out", N_("the name of a file"), ON(SIMULATE))       \
    X(SENSITIVITY, "--sensitivity", NULL, ON(SIMULATE))                       \
    X(THREADS, "--threads", N_("a number from 1 to 1000"), LONG)              \
    X(LANES, "--lanes", N_("avx512, avx2, plain or exact"), LONG)             \
    X(FORCE, "--force", NULL, LONG)                                           \
    X(RESUME, "--resume", NULL, LONG)                                         \
    X(AMOUNT, "--amount", N_("the name of a column"), ON(INFER))              \
    X(KEY, "--key", N_("the name of a column"), ON(INFER))                    \
    X(UNIT, "--unit", N_("a number above 0, such as 100"), ON(INFER))         \
    X(IN, "--in", N_("kr, tkr, mnkr or mdkr"), ON(INFER))                     \
    X(TOTAL, "--total", N_("a whole number of kronor, at least 1"),           \
      ON(INFER))                                                              \
    X(AT_MOST, "--at-most", N_("a whole number from 1 to 1 000 000 000"),     \
      ON(INFER))                                                              \
    X(CANDIDATES, "--candidates", N_("the names of CSV files"), ON(INFER))    \
    X(STATED, "--stated", N_("the name of a column"), ON(INFER))              \
    X(FORMULA, "--formula", N_("the name of a formula file"), ON(INFER))      \
    X(FREE, "--free", N_("names of params and data"), ON(INFER))              \
    X(FILL, "--data", "NAME=COLUMN", ON(INFER))                               \
    X(BASE, "--base", N_("the name of a column"), ON(INFER))                  \
    X(PARTS, "--instalments", N_("a number from 2 to 12"), ON(INFER))         \
    X(DUMP, "--dump", N_("tokens, tree, program or plan"),                    \
      SETTERS | ASKERS)                                                       \
    X(ROWS, "--rows", NULL, ON(VERIFY) | ON(DOCTOR))                          \
    X(OVER, "--over", N_("municipalities or regions"), ON(NEW))               \
    X(ONLY_CHECK, "--check", NULL, ON(FMT))                                   \
    X(LANG, "--lang", "sv or en", EVERYWHERE)                                 \
    X(HELP, "--help", NULL, EVERYWHERE)                                       \
    X(VERSION, "--version", NULL, EVERYWHERE)

typedef enum Option {
#define X(name, word, value, subs) OPTION_##name,
    OPTIONS(X)
#undef X
    N_OPTIONS
} Option;

/* What an answer can be written as: name in C, word for --format, how the name
 * of a file ends that has it (NULL: none in particular). Those that are text
 * are fordela_form, in its order. */
#define FORMS_LIST(X)                                                         \
    X(TABLE, "table", NULL)                                                   \
    X(CSV, "csv", ".csv")                                                     \
    X(JSON, "json", ".json")                                                  \
    X(HTML, "html", ".html")                                                  \
    X(XLSX, "xlsx", ".xlsx")                                                  \
    X(NETCDF, "netcdf", ".nc")

typedef enum Form {
#define X(name, word, ending) FORM_##name,
    FORMS_LIST(X)
#undef X
    FORMS
} Form;

/* The command line, taken apart. Texts point into argv. */
typedef struct Args {
    int argc;
    char **argv;            /* as given */
    Sub sub;
    const char **word;      /* neither options nor their values */
    size_t n_words;
    const char **set;
    size_t n_sets;
    const char *table, *output, *file, *column;
    Form form;              /* of the answer, see form_settle */
    Form row_form;          /* of many variants, row by row: CSV or NETCDF */
    bool given[N_OPTIONS];
    bool dumps, rows, only_check, help, version;
    fordela_stage dump;
    /* Of the long ones: */
    const char **vary, **report;
    size_t n_vary, n_report;
    const char *lanes, *draws_out;
    const char *from, *to, *step, *recipient, *until;
    const char *largest, *smallest, *maximise, *minimise;
    const char **reference;
    size_t n_reference;
    uint64_t limit, threads, draws;     /* 0: not given */
    uint64_t seed;
    /* Of infer: */
    const char *amount, *key, *unit, *in, *stated, *base;
    const char **candidates, **formula, **free_name, **fill;
    size_t n_candidates, n_formulas, n_free, n_fills;
    uint64_t total, at_most, parts;     /* 0: not given */
    size_t last;            /* the option read last */
    bool form_given, seed_given, amounts, force, resume, sensitivity,
         unrounded;
    const char *map;
    /* Of compare and marginal (result: of some others, too): */
    const char *result, *per, *data, *by;
    uint64_t top;
    bool decompose;
    bool regions;           /* of new */
} Args;

/* ---- args.c ---- */

typedef struct SubShape {
    const char *word, *words;
    size_t least, most;
} SubShape;

typedef struct OptionShape {
    const char *word, *value;
    unsigned subs;
} OptionShape;

extern const SubShape sub_table[SUBS];
extern const OptionShape option_table[N_OPTIONS];

/* Takes argv apart; FORDELA_USE after a message. The arrays are freed by
 * args_free in either case. */
int args_read(Args *args, int argc, char **argv);
void args_free(Args *args);
const char *sub_word(Sub sub);
bool option_fits(Option option, Sub sub);

/* ---- args_fault.c: FORDELA_USE after a message ---- */

int unknown_sub(const char *word);
int unknown_option(Sub sub, const char *word);
/* value NULL: nothing follows the option. */
int bad_value(Option option, const char *value);
int given_twice(Option option);
int wrong_count(const Args *args);
/* Does each NAME=VALUE name another? */
int names_differ(const char *const *text, size_t n);

/* ---- form.c: in which form an answer is written ---- */

/* The form of --format; FORMS: there is none of that word. */
Form form_word(const char *word);
bool form_is_made(Sub sub, Form form);
/* Sets both forms, by --format, else as the name of the -o file ends, else the
 * first that the subcommand makes. A name that asks for what it does not make
 * is refused: FORDELA_USE after a message. */
int form_settle(Args *args);
/* For the library, of a form that is text. */
fordela_form text_form(const Args *args);

/* ---- help.c ---- */

int help_program(void);
int help_sub(Sub sub);

/* ---- say.c ---- */

/* Messages of the library to standard error. */
void say(const char *messages);
/* "fordela: error: ..." and the way out (or NULL). Returns status, or
 * FORDELA_MACHINE if there is no memory to say it. */
int say_error(int status, const char *way_out, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void say_note(const char *text);

/* language.c: the language of everything that is said, by --lang if it stands
 * anywhere, else by the environment. */
void language_choose(int argc, char **argv);
/* Columns of the terminal on standard output, 80 if it is none. */
size_t terminal_width(void);

/* ---- progress.c ---- */

/* Ctrl-C and its like no longer end the process; they are asked for. */
typedef struct Watch {
    bool terminal;          /* standard error is one: progress is shown */
    bool shown;             /* a line of progress stands there */
    bool told;              /* a signal came; the next one ends the process */
    double next;            /* seconds, when to show it again */
    const char *what;       /* "variants" */
} Watch;

Watch watch_begin(const char *what);
/* For fordela_sweep_options.progress: shows how far it is, with rate and time
 * left; 1 once a signal asked to stop. */
int watch_look(Watch *watch, const fordela_progress *progress);
/* Takes the line away again. */
void watch_end(Watch *watch);

/* ---- output.c ---- */

/* To standard output; FORDELA_MACHINE after a message. */
int put_out(const char *text, size_t n);
/* To a file: under another name beside it, then renamed, so that the file is
 * either as before or complete. FORDELA_MACHINE after a message. */
int put_file(const char *path, const char *text, size_t n);

typedef struct NewFile {
    char *path, *text;
    size_t n;
} NewFile;

/* Files that must not be there yet: all of them, complete, or none. FORDELA_USE
 * or FORDELA_MACHINE after a message. */
int put_new_files(const NewFile *file, size_t n);

/* The command line as a shell would take it again, for what is handed over;
 * without memory for it the process ends. Freed by the caller. */
char *command_line(const Args *args);

/* To where -o says. */
int put_answer(const Args *args, const char *text, size_t n);

/* ---- put_workbook.c, for cmd_report.c ---- */

/* The scenario's workbook to where -o says. */
int put_workbook(const Args *args);

/* ---- page_out.c ---- */

/* A page of many variants being gathered, to be written when it is whole. */
typedef struct PageOut {
    Watch *watch;
    fordela_page page;
    char *text;
    size_t n;
    bool failed;            /* no memory */
} PageOut;

/* Lets the variants be a page, which page_out_end puts where -o says unless
 * status says that it came to nothing. Returns the status. */
void page_out_begin(PageOut *out, const Args *args,
                    fordela_sweep_options *options);
int page_out_end(PageOut *out, const Args *args, const fordela *f,
                 int status);

/* ---- cmd_compare.c, for others too ---- */

/* The scenarios beside the first of them. */
int compare_all(const Args *args, bool as_page);

/* ---- cmd_sweep.c, for others too ---- */

/* What the options of both say; watch: from watch_begin. */
fordela_sweep_options sweep_options(const Args *args, Watch *watch);

/* ---- guard.c: FORDELA_USE after a message if -o names what is read, or what
 * --draws-out has written ---- */

/* Of commands without a handle, before they begin. */
int guard_words(const Args *args);
/* Of a handle that was checked or run. */
int guard_inputs(const Args *args, const fordela *f);

/* ---- answer.c ---- */

/* The text (freed) to where it was asked for; NULL: messages say why not. */
int give_text(const Args *args, fordela *f, char *text, size_t size);
/* The same of a call that has messages of its own, said in any case. */
int finish_answer(const Args *args, fordela *f, char *text, size_t size);
/* Runs the scenario named first and, if all is well, shows what is asked. */
int run_and(const Args *args, int (*show)(fordela *f, const Args *args));

/* ---- a file each ---- */

int cmd_check(const Args *args);
int cmd_run(const Args *args);
int cmd_verify(const Args *args);
int cmd_explain(const Args *args);
int cmd_certify(const Args *args);
int cmd_compare(const Args *args);
int cmd_report(const Args *args);
int cmd_marginal(const Args *args);
int cmd_sweep(const Args *args);
int cmd_simulate(const Args *args);
int cmd_tipping(const Args *args);
int cmd_seek(const Args *args);
int cmd_infer(const Args *args);
int cmd_doctor(const Args *args);
int cmd_erratum(const Args *args);
int cmd_new(const Args *args);
int cmd_fmt(const Args *args);
/* --dump in place of any of them. */
int cmd_dump(const Args *args);

/* A handle with the settings of the command line; NULL after a message. */
fordela *open_with(const Args *args, const char *path);

#endif
