/* fuzz_certificate.c - any bytes as a certificate: a verdict, and why.
 *
 * Linked with the checker's objects alone. Read as they stand, and then with
 * the digest that belongs to them, which no fuzzer finds by itself.
 */
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"
#include "fuzz.h"

#define DIGITS 64

static void judge(const char *text, size_t n)
{
    Check c;
    chk_start(&c);
    Verdict verdict = chk_certificate(&c, text, n, NULL);
    fuzz_demand((verdict == CHK_HOLDS) == (c.message == NULL),
                "whatever does not hold is said");
    chk_free(&c);
}

/* Where the last "sha256" begins, with room for its digits; n if nowhere. */
static size_t digest_at(const char *text, size_t n)
{
    static const char name[] = "\"sha256\": \"";
    size_t len = sizeof name - 1;
    if (n < len + DIGITS)
        return n;
    for (size_t at = n - len - DIGITS + 1; at-- > 0;)
        if (memcmp(text + at, name, len) == 0)
            return at + len;
    return n;
}

static void seal(char *text, size_t n, size_t at)
{
    char digest[DIGITS + 1];
    char *others = malloc(n);
    if (others == NULL)
        abort();
    memcpy(others, text, at);
    memcpy(others + at, text + at + DIGITS, n - at - DIGITS);
    chk_sha256(others, n - DIGITS, digest);
    memcpy(text + at, digest, DIGITS);
    free(others);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size);  /* as it is read: no zero at its end */
    if (size == 0 || text == NULL) {
        free(text);
        return 0;
    }
    memcpy(text, data, size);
    judge(text, size);
    size_t at = digest_at(text, size);
    if (at < size) {
        seal(text, size, at);
        judge(text, size);
    }
    free(text);
    return 0;
}
