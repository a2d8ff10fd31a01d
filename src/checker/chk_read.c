/* chk_read.c - members of objects, and fractions in lowest terms. */
#include <stdlib.h>
#include <string.h>

#include "checker/checker.h"

#define SHOWN_MAX 48

const Node *chk_find(const Node *object, const char *name)
{
    for (const Node *m = object->first; m; m = m->next)
        if (m->name && strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

static bool among(const char *name, const char *names)
{
    size_t n = strlen(name);
    for (const char *at = names; *at;) {
        size_t len = strcspn(at, " ");
        if (len == n && memcmp(at, name, n) == 0)
            return true;
        at += len + (at[len] == ' ');
    }
    return false;
}

bool chk_members(Check *c, const Node *object, const char *names)
{
    if (object->kind != NODE_OBJECT)
        return chk_fail(c, CHK_FORM,
                        "not a certificate: %s: an object is expected",
                        c->where);
    for (const Node *m = object->first; m; m = m->next)
        if (!among(m->name, names))
            return chk_fail(c, CHK_FORM,
                            "not a certificate: %s: \"%s\" is not expected "
                            "here", c->where, m->name);
    return true;
}

static const char *kind_name(NodeKind kind)
{
    static const char *const names[] = {
        "null", N_("true or false"), N_("a count"), N_("a text"),
        N_("a list"), N_("an object")};
    return chk_tr(names[kind]);
}

const Node *chk_member(Check *c, const Node *object, const char *name,
                       NodeKind kind)
{
    const Node *m = object->kind == NODE_OBJECT ? chk_find(object, name)
                                                : NULL;
    if (m && m->kind == kind)
        return m;
    chk_fail(c, CHK_FORM, "not a certificate: %s: \"%s\" must be %s",
             c->where, name, kind_name(kind));
    return NULL;
}

bool chk_word(Check *c, const Node *object, const char *name,
              const char **out)
{
    const Node *m = object->kind == NODE_OBJECT ? chk_find(object, name)
                                                : NULL;
    *out = NULL;
    if (m && m->kind == NODE_NULL)
        return true;
    m = chk_member(c, object, name, NODE_TEXT);
    *out = m ? m->text : NULL;
    return m != NULL;
}

bool chk_count(Check *c, const Node *object, const char *name, size_t *out)
{
    const Node *m = chk_member(c, object, name, NODE_NUMBER);
    *out = m ? (size_t)strtoull(m->text, NULL, 10) : 0;
    return m != NULL;
}

bool chk_flag(Check *c, const Node *object, const char *name, bool *out)
{
    const Node *m = chk_member(c, object, name, NODE_FLAG);
    *out = m && m->flag;
    return m != NULL;
}

/* Digits without a needless 0 before them; how many, 0 if they are none. */
static size_t digits(const char *at)
{
    size_t n = strspn(at, "0123456789");
    return n > NUMBER_DIGITS_MAX || (n > 1 && *at == '0') ? 0 : n;
}

bool chk_parse(Check *c, const char *text, mpq_t out)
{
    const char *at = text + (*text == '-');
    size_t n = digits(at);
    const char *under = at[n] == '/' ? at + n + 1 : NULL;
    size_t m = under ? digits(under) : 0;
    bool good = n > 0 && (under ? m > 0 && under[m] == '\0' && *under != '0'
                                : at[n] == '\0')
                && !(*text == '-' && *at == '0');
    if (good) {
        mpz_t common;
        mpz_init(common);
        mpq_set_str(out, text, 10);
        chk_spend_two(c, mpz_sizeinbase(mpq_numref(out), 2),
                      mpz_sizeinbase(mpq_denref(out), 2), 1);
        mpz_gcd(common, mpq_numref(out), mpq_denref(out));
        good = mpz_cmp_ui(common, 1) == 0
               && !(under && mpz_cmp_ui(mpq_denref(out), 1) == 0);
        mpz_clear(common);
    }
    if (good)
        return c->verdict == CHK_HOLDS;
    mpq_set_ui(out, 0, 1);
    return chk_fail(c, CHK_FORM,
                    "not a certificate: %s: \"%.48s\" is no fraction in "
                    "lowest terms", c->where, text);
}

bool chk_fraction(Check *c, const Node *object, const char *name, mpq_t out,
                  bool *has)
{
    const Node *m = object->kind == NODE_OBJECT ? chk_find(object, name)
                                                : NULL;
    mpq_set_ui(out, 0, 1);
    if (has) {
        *has = m && m->kind != NODE_NULL;
        if (!*has)
            return true;
    }
    m = chk_member(c, object, name, NODE_TEXT);
    return m && chk_parse(c, m->text, out);
}

const char *chk_show(Check *c, const mpq_t number)
{
    if (mpz_sizeinbase(mpq_numref(number), 10) > SHOWN_MAX
        || mpz_sizeinbase(mpq_denref(number), 10) > SHOWN_MAX)
        return chk_format(c, "about %.6g", mpq_get_d(number));
    char *text = chk_alloc(c, 2 * SHOWN_MAX + 8, 1);
    return mpq_get_str(text, 10, number);
}

/* No longer after a fault, or a loop that goes on would never end. */
bool chk_add(Check *c, mpq_t sum, const mpq_t number)
{
    if (c->verdict != CHK_HOLDS
        || !chk_spend_two(c, chk_bits(sum), chk_bits(number), 1))
        return false;
    mpq_add(sum, sum, number);
    if (mpz_sizeinbase(mpq_numref(sum), 2) <= NUMBER_BITS_MAX
        && mpz_sizeinbase(mpq_denref(sum), 2) <= NUMBER_BITS_MAX)
        return true;
    return chk_fail(c, CHK_FORM,
                    "not a certificate: %s: the numbers have too many digits",
                    c->where);
}

bool chk_sub(Check *c, mpq_t sum, const mpq_t number)
{
    mpq_neg(sum, sum);
    bool good = chk_add(c, sum, number);
    mpq_neg(sum, sum);
    return good;
}

bool chk_same(Check *c, const Node *object, const char *name,
              const mpq_t computed, const char *what)
{
    mpq_t claimed;
    mpq_init(claimed);
    bool good = chk_fraction(c, object, name, claimed, NULL);
    if (good && !mpq_equal(claimed, computed))
        good = chk_wrong(c, NULL, "%s is stated as %s and is %s", what,
                         chk_show(c, claimed), chk_show(c, computed));
    mpq_clear(claimed);
    return good;
}
