/* test_checker_help.h - certificates made and checked inside a test. */
#ifndef FORDELA_TEST_CHECKER_HELP_H
#define FORDELA_TEST_CHECKER_HELP_H

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "checker/checker.h"
#include "fordela.h"

/* A folder of its own, which the test stays in until folder_end. */
static char test_folder[] = "/tmp/fordela-checker-XXXXXX";

static inline void folder_start(void)
{
    cr_assert_not_null(mkdtemp(test_folder));
    cr_assert_eq(chdir(test_folder), 0);
}

static inline void folder_end(void)
{
    static const char *const names[] = {"t.formula", "t.scenario",
                                        "place.csv", "area.csv",
                                        "line.csv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(names[i]);
    cr_assert_eq(chdir("/"), 0);
    cr_assert_eq(rmdir(test_folder), 0);
}

static inline void put_file(const char *name, const char *text)
{
    unlink(name);   /* a file that is cut and refilled is written through */
    FILE *file = fopen(name, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    cr_assert_eq(fclose(file), 0);
}

/* The certificate of a scenario, freed with fordela_free; NULL where it
 * cannot be run. */
static inline char *certificate_of(const char *path, size_t *n)
{
    fordela *f = fordela_open(path);
    char *text = NULL;
    if (fordela_run(f) == FORDELA_OK) {
        text = fordela_certify(f, n);
        cr_assert_not_null(text, "%s", fordela_messages(f));
    }
    fordela_close(f);
    return text;
}

/* The verdict; the message goes to said (NULL: not wanted). */
static inline Verdict verdict_of(const char *text, size_t n, char *said,
                                 size_t size)
{
    Check c;
    chk_start(&c);
    Verdict verdict = chk_certificate(&c, text, n, NULL);
    if (said)
        snprintf(said, size, "%s", c.message ? c.message : "holds");
    chk_free(&c);
    return verdict;
}

/* Where the digest's 64 digits begin. */
static inline size_t digest_at(const char *text, size_t n)
{
    static const char name[] = "\"sha256\": \"";
    for (size_t at = n - 64; at-- > 0;)
        if (memcmp(text + at, name, sizeof name - 1) == 0)
            return at + sizeof name - 1;
    cr_assert_fail("no digest");
    return 0;
}

/* Computes the digest anew, as somebody would who changes a text on purpose.
 */
static inline void seal_anew(char *text, size_t n)
{
    char digest[65];
    size_t at = digest_at(text, n);
    char *others = malloc(n);
    cr_assert_not_null(others);
    memcpy(others, text, at);
    memcpy(others + at, text + at + 64, n - at - 64);
    chk_sha256(others, n - 64, digest);
    memcpy(text + at, digest, 64);
    free(others);
}

/* Numbers that are the same on every run (xorshift). */
static inline uint32_t draw(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static inline unsigned below(uint32_t *seed, unsigned n)
{
    return draw(seed) % n;
}

#endif
