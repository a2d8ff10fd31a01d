/* chk_decimal.c - is a decimal the one with 15 decimals nearest the value of
 * its function?
 *
 * With h half a unit of the last decimal that is v - h < f(x) < v + h, decided
 * by enclosing f(x) ever more tightly. Where f(x) lies halfway the decimal is
 * the one further from 0; that can only be for sqrt and power, whose values
 * may be such fractions, and is looked at exactly.
 */
#include <limits.h>
#include <string.h>

#include "checker/checker.h"

#define PLACES 15
#define BITS_FIRST 256
/* The engine refuses results of more than 65536 bits. */
#define BITS_LAST ((size_t)1 << 18)
/* Whole powers, and roots looked at exactly, of no more bits. */
#define POWER_BITS_MAX ((size_t)1 << 20)

typedef struct Decimal {
    Check *c;
    const char *function;
    const char *text;       /* as written */
    mpq_t x, y, value;
    mpq_t below, above;     /* value -+ h */
} Decimal;

static bool is_function(const Decimal *d, const char *name)
{
    return strcmp(d->function, name) == 0;
}

static bool wrong(const Decimal *d)
{
    return chk_wrong(d->c, NULL, "%s of %s is not %s", d->function,
                     chk_show(d->c, d->x), d->text);
}

/* ---- Exactly ---- */

/* out = b^e for e >= 0 of moderate size; false if it would be too long. */
static bool power(const Decimal *d, mpq_t out, const mpq_t b, const mpz_t e)
{
    size_t num = mpz_sizeinbase(mpq_numref(b), 2);
    size_t den = mpz_sizeinbase(mpq_denref(b), 2);
    size_t each = num > den ? num : den;
    bool one = each == 1;   /* 1, -1 or 0 */
    if (!one && (!mpz_fits_ulong_p(e)
                 || mpz_get_ui(e) > POWER_BITS_MAX / each))
        return false;
    unsigned long k = mpz_fits_ulong_p(e) ? mpz_get_ui(e)
                                          : 2UL + (mpz_odd_p(e) ? 1 : 0);
    if (!one && !chk_spend(d->c, chk_longer((double)each * (double)k)))
        return false;
    mpz_pow_ui(mpq_numref(out), mpq_numref(b), k);
    mpz_pow_ui(mpq_denref(out), mpq_denref(b), k);
    return true;
}

/* x to a whole power is exact. */
static bool check_whole_power(const Decimal *d)
{
    mpq_t result, base;
    mpz_t size;
    bool good = !(mpq_sgn(d->x) == 0 && mpq_sgn(d->y) < 0);
    mpq_inits(result, base, (mpq_ptr)NULL);
    mpz_init(size);
    mpz_abs(size, mpq_numref(d->y));
    mpq_set(base, d->x);
    if (good && mpq_sgn(d->y) < 0)
        mpq_inv(base, base);
    good = good && power(d, result, base, size) && mpq_equal(result, d->value);
    mpq_clears(result, base, (mpq_ptr)NULL);
    mpz_clear(size);
    return good || wrong(d);
}

/* Is the root of x between below (itself allowed) and above? */
static bool check_sqrt(const Decimal *d)
{
    mpq_t low, high;
    mpq_inits(low, high, (mpq_ptr)NULL);
    mpq_mul(low, d->below, d->below);
    mpq_mul(high, d->above, d->above);
    bool good = mpq_sgn(d->x) >= 0 && mpq_sgn(d->value) >= 0
                && (mpq_sgn(d->value) == 0 || mpq_cmp(low, d->x) <= 0)
                && mpq_cmp(d->x, high) < 0;
    mpq_clears(low, high, (mpq_ptr)NULL);
    return good || wrong(d);
}

/* Can a^k and b^m be the same, by their numbers of bits? */
static bool same_size(const mpz_t a, const mpz_t k, const mpz_t b,
                      const mpz_t m)
{
    double left = (double)mpz_sizeinbase(a, 2) * mpz_get_d(k);
    double right = (double)mpz_sizeinbase(b, 2) * mpz_get_d(m);
    return left - mpz_get_d(k) <= right && right - mpz_get_d(m) <= left;
}

/* Is x^(p/q) just `end`, which no enclosure could tell? */
static bool halfway(const Decimal *d, const mpq_t end)
{
    mpq_t left, right, base;
    mpz_t p;
    mpq_inits(left, right, base, (mpq_ptr)NULL);
    mpz_init(p);
    mpz_abs(p, mpq_numref(d->y));
    mpq_set(base, d->x);
    if (mpq_sgn(d->y) < 0)
        mpq_inv(base, base);
    mpz_srcptr q = mpq_denref(d->y);
    bool good = mpq_sgn(end) > 0
                && same_size(mpq_numref(end), q, mpq_numref(base), p)
                && same_size(mpq_denref(end), q, mpq_denref(base), p)
                && power(d, left, end, mpq_denref(d->y))
                && power(d, right, base, p) && mpq_equal(left, right);
    mpq_clears(left, right, base, (mpq_ptr)NULL);
    mpz_clear(p);
    return good;
}

/* ---- Enclosed ---- */

static void enclose(const Decimal *d, Interval *out, size_t bits)
{
    Interval ten;
    mpq_t x;
    if (is_function(d, "exp")) {
        interval_of(out, d->x, bits);
        interval_exp(out, out, bits);
        return;
    }
    interval_ln(out, d->x, bits);
    if (is_function(d, "power")) {
        interval_mul(out, out, d->y, bits);
        interval_exp(out, out, bits);
    } else if (is_function(d, "log10")) {
        interval_init(&ten);
        mpq_init(x);
        mpq_set_ui(x, 10, 1);
        interval_ln(&ten, x, bits);
        interval_div(out, out, &ten, bits);
        interval_clear(&ten);
        mpq_clear(x);
    }
}

/* < 0, > 0: all of the enclosure lies below, above x. */
static int side(const Interval *i, const mpq_t x, size_t bits)
{
    mpz_t at, end;
    int found = 0;
    mpz_inits(at, end, (mpz_ptr)NULL);
    mpz_mul_2exp(at, mpq_numref(x), bits);
    mpz_mul(end, i->high, mpq_denref(x));
    if (mpz_cmp(end, at) < 0)
        found = -1;
    mpz_mul(end, i->low, mpq_denref(x));
    if (mpz_cmp(end, at) > 0)
        found = 1;
    mpz_clears(at, end, (mpz_ptr)NULL);
    return found;
}

/* A series of as many terms as bits for ln, of their root for exp. */
static double enclose_steps(const Decimal *d, size_t bits)
{
    double units = (double)bits / 1024;
    return 300 + 2000 * units * units
           + (is_function(d, "exp") ? 0 : 400 * units * units * units);
}

/* With bits for the whole part of the value that is claimed. */
static bool check_enclosed(const Decimal *d)
{
    Interval i;
    bool good = false;
    size_t whole = mpz_sizeinbase(mpq_numref(d->value), 2);
    interval_init(&i);
    for (size_t bits = BITS_FIRST + whole; !good && bits <= BITS_LAST;
         bits *= 2) {
        if (!chk_spend(d->c, enclose_steps(d, bits)))
            break;
        enclose(d, &i, bits);
        int low = side(&i, d->below, bits);
        int high = side(&i, d->above, bits);
        good = low > 0 && high < 0;
        if (low < 0 || high > 0)
            break;
    }
    interval_clear(&i);
    return good || wrong(d);
}

/* No less than the bits of x^y: y times the logarithm of x, or of 1/x, which
 * is below its size in bits, and below 1.45 (x - 1). */
static double power_size(const Decimal *d)
{
    double y = mpq_get_d(d->y);
    double bits = (double)mpz_sizeinbase(mpq_numref(d->x), 2)
                  - (double)mpz_sizeinbase(mpq_denref(d->x), 2);
    mpq_t x;
    mpq_init(x);
    mpq_set(x, d->x);
    if (y < 0)
        mpq_inv(x, x);
    double size = y < 0 ? y * (bits - 1) : y * (bits + 1);
    double near = 1.45 * (mpq_get_d(x) - 1) * (y < 0 ? -y : y);
    mpq_clear(x);
    return near < size ? near : size;
}

/* Arguments for which e^x, or x^y, has a size that can be enclosed: the
 * engine's 65536 bits are at most a third of what is allowed. */
static bool check_size(const Decimal *d)
{
    double size = is_function(d, "exp") ? mpq_get_d(d->x) * 1.5
                                        : power_size(d);
    return is_function(d, "ln") || is_function(d, "log10")
           || size < 200000
           || chk_wrong(d->c, NULL, "%s of %s is too large", d->function,
                        chk_show(d->c, d->x));
}

/* e^x below 10^-19 needs no enclosing. */
static bool vanishes(const Decimal *d)
{
    return is_function(d, "exp") && mpq_cmp_si(d->x, -44, 1) < 0;
}

static bool check_function(const Decimal *d)
{
    bool power_of = is_function(d, "power");
    if (power_of && mpz_cmp_ui(mpq_denref(d->y), 1) == 0)
        return check_whole_power(d);
    mpz_t places;
    mpz_init(places);
    mpz_ui_pow_ui(places, 10, PLACES);
    bool decimal = mpz_divisible_p(places, mpq_denref(d->value)) != 0;
    mpz_clear(places);
    if (!decimal)
        return wrong(d);
    if (is_function(d, "sqrt"))
        return check_sqrt(d);
    if (power_of && mpq_sgn(d->x) == 0 && mpq_sgn(d->y) > 0)
        return mpq_sgn(d->value) == 0 || wrong(d);
    if (!is_function(d, "exp") && mpq_sgn(d->x) <= 0)
        return wrong(d);
    if (vanishes(d))
        return mpq_sgn(d->value) == 0 || wrong(d);
    /* Halfway between two decimals it is the one further from 0. */
    if (power_of && (halfway(d, d->below) || halfway(d, d->above)))
        return halfway(d, d->below) || wrong(d);
    return check_size(d) && check_enclosed(d);
}

/* ---- Reading ---- */

/* "12.5" without needless zeros, or a fraction in lowest terms. */
static bool read_value(Decimal *d)
{
    const char *point = strchr(d->text, '.');
    size_t n = point ? strlen(point + 1) : 0;
    if (!point)
        return chk_parse(d->c, d->text, d->value);
    const char *at = d->text + (*d->text == '-');
    size_t whole = (size_t)(point - at);
    bool good = n > 0 && n <= PLACES && whole > 0 && point[n] != '0'
                && strspn(at, "0123456789") == whole
                && strspn(point + 1, "0123456789") == n
                && !(whole > 1 && *at == '0') && whole <= NUMBER_DIGITS_MAX;
    if (!good)
        return chk_fail(d->c, CHK_FORM, "not a certificate: decimals: "
                        "\"%.48s\" is no number", d->text);
    char *digits = chk_alloc(d->c, strlen(d->text) + 1, 1);
    memcpy(digits, d->text, (size_t)(point - d->text));
    strcpy(digits + (point - d->text), point + 1);
    mpz_set_str(mpq_numref(d->value), digits, 10);
    mpz_ui_pow_ui(mpq_denref(d->value), 10, n);
    mpq_canonicalize(d->value);
    return true;
}

static bool read_decimal(Decimal *d, const Node *node)
{
    static const char *const names[] = {"ln", "log10", "exp", "sqrt",
                                        "power"};
    Check *c = d->c;
    bool known = false;
    if (!chk_members(c, node, "function of value")
        || !chk_word(c, node, "function", &d->function)
        || !chk_word(c, node, "value", &d->text))
        return false;
    const Node *of = chk_member(c, node, "of", NODE_LIST);
    for (size_t i = 0; d->function && i < 5; i++)
        known = known || is_function(d, names[i]);
    if (!of || !known || !d->text
        || of->n != (is_function(d, "power") ? 2U : 1U)
        || of->first->kind != NODE_TEXT
        || (of->first->next && of->first->next->kind != NODE_TEXT))
        return chk_fail(c, CHK_FORM, "not a certificate: decimals: a "
                        "function or its arguments are not known");
    return chk_parse(c, of->first->text, d->x)
           && (!of->first->next || chk_parse(c, of->first->next->text, d->y))
           && read_value(d);
}

bool chk_decimals(Check *c, const Node *list)
{
    bool good = true;
    c->where = "decimals";
    for (const Node *node = list->first; good && node; node = node->next) {
        Decimal d = {.c = c};
        mpq_inits(d.x, d.y, d.value, d.below, d.above, (mpq_ptr)NULL);
        good = read_decimal(&d, node);
        if (good) {
            mpz_ui_pow_ui(mpq_denref(d.above), 10, PLACES);
            mpz_mul_2exp(mpq_denref(d.above), mpq_denref(d.above), 1);
            mpz_set_ui(mpq_numref(d.above), 1);
            mpq_sub(d.below, d.value, d.above);
            mpq_add(d.above, d.value, d.above);
            good = check_function(&d);
        }
        c->n_decimals += good;
        mpq_clears(d.x, d.y, d.value, d.below, d.above, (mpq_ptr)NULL);
    }
    return good;
}
