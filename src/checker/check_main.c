/* check_main.c - fordela-check: does a certificate hold?
 *
 *     fordela-check [--inputs DIR] [--lang sv|en] FILE...
 *
 * A certificate is what `fordela certify` writes: of each division and each
 * rounding what is needed to verify its amounts. This program verifies them,
 * by its own arithmetic and without the engine; README.md in this folder
 * describes the format, so that anybody can write another checker.
 *
 * It verifies
 *   - that the text is as it was written (a SHA-256 over itself: against
 *     accidents; who changes a text on purpose can compute that anew),
 *   - of each division that every row has what its rule gives it, that the
 *     rows add up to the total less what is not placed, and that no more of
 *     it could have been placed,
 *   - of each rounding every row by its method, ties and limits included, and
 *     that the total is kept,
 *   - that results are the sums of the divisions and roundings they are said
 *     to come from,
 *   - decimals of ln, log10, exp, sqrt and power,
 *   - the inputs' SHA-256, of those files that are at hand: below --inputs
 *     DIR, else below the certificate's own folder.
 * It does not verify what the formula makes of the inputs: keys, totals,
 * limits and single values are taken as stated. Whoever doubts those has the
 * inputs and their hashes. Results that come from no division or rounding are
 * stated, too, and it says how many.
 *
 * Exit status: 0 all hold; 1 a claim does not hold; 2 wrong use; 3 not a
 * certificate; 4 a file cannot be read, or no memory. The worst of all files,
 * where 4 is worse than 3 and 3 worse than 1.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"

static const char help[] = N_(
    "fordela-check [--inputs DIR] FILE...\n"
    "\n"
    "Verifies certificates that fordela certify wrote: recomputes every\n"
    "division and every rounding in them without the engine, and compares\n"
    "the inputs with their hashes. Says of each file that it holds, or what\n"
    "in it does not.\n"
    "\n"
    "  --inputs DIR      the folder that the paths of the inputs start from;\n"
    "                    else the certificate's own\n"
    "  --lang sv|en      the language, in place of the environment's\n"
    "  --help            this text\n"
    "  --version         the version\n"
    "\n"
    "Exit status: 0 all hold; 1 a claim does not hold; 2 wrong use; 3 not a\n"
    "certificate; 4 a fault of the machine (file, memory).\n"
    "\n"
    "  fordela certify grant.scenario -o grant.cert.json\n"
    "  fordela-check grant.cert.json\n");

static void say(const char *path, const Check *c)
{
    if (c->verdict == CHK_MACHINE) {
        fprintf(stderr, chk_tr("fordela-check: error: %s: %s\n"), path,
                c->message);
        return;
    }
    if (c->verdict != CHK_HOLDS) {
        printf("%s: %s%s\n", path,
               c->verdict == CHK_FAILS ? chk_tr("does not hold: ") : "",
               c->message);
        return;
    }
    printf(chk_trn("%s: holds: %zu result ", "%s: holds: %zu results ",
                   c->n_results), path, c->n_results);
    printf(chk_trn("with %zu amount", "with %zu amounts", c->n_amounts),
           c->n_amounts);
    if (c->n_stated > 0)
        printf(chk_tr(", %zu of them only stated"), c->n_stated);
    printf("; ");
    printf(chk_trn("%zu allocation, ", "%zu allocations, ", c->n_allocs),
           c->n_allocs);
    printf(chk_trn("%zu rounding and ", "%zu roundings and ", c->n_rounds),
           c->n_rounds);
    printf(chk_trn("%zu decimal verified; ", "%zu decimals verified; ",
                   c->n_decimals), c->n_decimals);
    printf(chk_trn("%zu input compared", "%zu inputs compared",
                   c->n_compared), c->n_compared);
    if (c->n_absent > 0)
        printf(chk_tr(", %zu not at hand"), c->n_absent);
    printf("\n");
}

/* The folder a path lies in: "" for the current one. Freed by the caller. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t n = !slash ? 0 : slash == path ? 1 : (size_t)(slash - path);
    return memcpy(chk_take(n + 1, 1), path, n);
}

static int check_file(const char *path, const char *inputs)
{
    Check c;
    size_t n;
    char *text = chk_read_file(path, &n);
    if (!text) {
        fprintf(stderr, chk_tr("fordela-check: error: \"%s\" cannot be read: "
                               "%s\n  way out: name a file that fordela "
                               "certify wrote\n"), path,
                chk_tr(strerrordesc_np(errno)));
        return CHK_MACHINE;
    }
    char *own = folder_of(path);
    chk_start(&c);
    int status = chk_certificate(&c, text, n, inputs ? inputs : own);
    say(path, &c);
    chk_free(&c);
    free(own);
    free(text);
    return status;
}

static int wrong_use(const char *what, const char *word)
{
    fprintf(stderr, chk_tr("fordela-check: error: %s%s\n  way out: "
                           "fordela-check [--inputs DIR] FILE...\n"), what,
            word);
    return CHK_USE;
}

/* The status, unless what was printed got lost. */
static int end(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fprintf(stderr, chk_tr("fordela-check: error: standard output cannot "
                           "be written: %s\n"),
            chk_tr(strerrordesc_np(errno)));
    return CHK_MACHINE;
}

int main(int argc, char **argv)
{
    const char *inputs = NULL;
    int status = CHK_HOLDS, at = 1;
    signal(SIGPIPE, SIG_IGN);   /* the write fails instead */
    chk_language(argc, argv);
    for (; at < argc && argv[at][0] == '-' && argv[at][1]; at++) {
        if (strcmp(argv[at], "--") == 0) {
            at++;
            break;
        }
        if (strcmp(argv[at], "--help") == 0) {
            fputs(chk_tr(help), stdout);
            return end(CHK_HOLDS);
        }
        if (strcmp(argv[at], "--version") == 0) {
            printf("fordela-check " CHECKER_VERSION "\n");
            return end(CHK_HOLDS);
        }
        bool language = strcmp(argv[at], "--lang") == 0;
        if (!language && strcmp(argv[at], "--inputs") != 0)
            return wrong_use(chk_tr("there is no option "), argv[at]);
        if (at + 1 == argc)
            return wrong_use(chk_tr("nothing follows "), argv[at]);
        at++;
        if (!language)
            inputs = argv[at];
        else if (strcmp(argv[at], "sv") != 0 && strcmp(argv[at], "en") != 0)
            return wrong_use(chk_tr("--lang takes sv or en, not "), argv[at]);
    }
    if (at == argc)
        return wrong_use(chk_tr("no file is given"), "");
    for (; at < argc; at++) {
        int one = check_file(argv[at], inputs);
        status = one > status ? one : status;
    }
    return end(status);
}
