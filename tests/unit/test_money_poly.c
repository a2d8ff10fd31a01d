/* test_money_poly.c - polynomials, their quotients and their roots. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "money/root.h"

static Polys polys_new(void)
{
    return (Polys){arena_new(), rat_pool_new(RAT_BITS_MAX), false};
}

static void polys_end(Polys *polys)
{
    cr_expect(!polys_failed(polys));
    rat_pool_free(polys->pool);
    arena_free(polys->arena);
}

static const Rat *read_rat(Polys *polys, const char *text)
{
    return rat_read(polys->pool, text, strlen(text));
}

/* "1 -3/2 0 1": coefficients, lowest first. */
static const Poly *read_poly(Polys *polys, const char *text)
{
    const Rat **at = ARENA_ARRAY(polys->arena, const Rat *, 40);
    size_t n = 0;
    while (*text != '\0') {
        size_t len = strcspn(text, " ");
        at[n++] = rat_read(polys->pool, text, len);
        text += len + strspn(text + len, " ");
    }
    return poly_of(polys, at, n);
}

static const char *show_poly(Polys *polys, const Poly *p)
{
    const char *text = "";
    for (size_t i = 0; i < p->n; i++)
        text = arena_format(polys->arena, "%s%s%s", text, i ? " " : "",
                            rat_text(polys->arena, p->at[i]));
    return text;
}

static const char *show_frac(Polys *polys, Frac f)
{
    const char *num = show_poly(polys, f.num);
    return f.den == NULL ? num
                         : arena_format(polys->arena, "%s over %s", num,
                                        show_poly(polys, f.den));
}

/* Worked out by hand. */
Test(test_money_poly, arithmetic)
{
    static const struct {
        const char *a, *b, *sum, *product, *gcd, *quotient;
    } row[] = {
        {"1 1", "-1 1", "0 2", "-1 0 1", "1", "1"},
        {"-1 0 1", "-1 1", "-2 1 1", "1 -1 -1 1", "-1 1", "1 1"},
        {"2 4", "2 4", "4 8", "4 16 16", "1/2 1", "1"},
        {"0 0 3", "1", "1 0 3", "0 0 3", "1", "0 0 3"},
        {"0 1 0 1", "0 2", "0 3 0 1", "0 0 2 0 2", "0 1", "1/2 0 1/2"},
        {"1 2 1", "1/3 1/3", "4/3 7/3 1", "1/3 1 1 1/3", "1 1", "3 3"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Polys p = polys_new();
        const Poly *a = read_poly(&p, row[i].a), *b = read_poly(&p, row[i].b);
        cr_expect_str_eq(show_poly(&p, poly_add(&p, a, b)), row[i].sum);
        cr_expect_str_eq(show_poly(&p, poly_mul(&p, a, b)), row[i].product);
        cr_expect_str_eq(show_poly(&p, poly_gcd(&p, a, b)), row[i].gcd);
        cr_expect_str_eq(show_poly(&p, poly_div(&p, a, b)), row[i].quotient);
        cr_expect_eq(poly_sub(&p, a, a)->n, 0);
        polys_end(&p);
    }
}

Test(test_money_poly, quotients)
{
    Polys p = polys_new();
    Frac t = frac_param(&p), two = frac_const(&p, rat_int(p.pool, 2));
    Frac a = frac_div(&p, two, frac_add(&p, t, two));       /* 2 / (t + 2) */
    Frac b = frac_div(&p, t, frac_add(&p, t, two));
    Frac c = frac_div(&p, frac_sub(&p, frac_mul(&p, t, t), two),
                      frac_mul(&p, two, t));                /* (tt - 2)/2t */
    Frac all[] = {a, c, b, two, c};
    cr_expect_str_eq(show_frac(&p, a), "2 over 2 1");
    cr_expect_str_eq(show_frac(&p, frac_add(&p, a, b)), "1");
    cr_expect_str_eq(show_frac(&p, c), "-1 0 1/2 over 0 1");
    cr_expect_str_eq(show_frac(&p, frac_mul(&p, c, t)), "-1 0 1/2");
    cr_expect_str_eq(show_frac(&p, frac_sub(&p, a, b)), "2 -1 over 2 1");
    cr_expect_str_eq(show_frac(&p, frac_div(&p, a, c)), "0 4 over -4 -2 2 1");
    /* 1 + 2 + (tt - 2) / t */
    cr_expect_str_eq(show_frac(&p, frac_sum(&p, all, 5)), "-2 3 1 over 0 1");
    cr_expect(frac_is_zero(frac_sub(&p, c, c)));
    cr_expect(frac_equal(frac_neg(&p, frac_neg(&p, c)), c));
    cr_expect(!frac_equal(a, c) && !frac_equal(a, b));
    /* (ttt - 2t) / (tt - 2) */
    Frac square = frac_sub(&p, frac_mul(&p, t, t), two);
    cr_expect_str_eq(show_frac(&p, frac_div(&p, frac_mul(&p, square, t),
                                            square)), "0 1");
    cr_expect_eq(poly_derivative(&p, frac_sub(&p, c, c).num)->n, 0);
    cr_expect(frac_is_const(frac_add(&p, a, b)) && !frac_is_const(a));
    cr_expect_str_eq(rat_text(p.arena, frac_at(p.pool, c,
                                               rat_int(p.pool, 5))), "23/10");
    polys_end(&p);
}

Test(test_money_poly, too_high)
{
    Polys p = polys_new();
    Frac t = frac_param(&p), power = t;
    for (int i = 0; i < POLY_DEGREE_MAX - 1; i++)
        power = frac_mul(&p, power, t);
    cr_expect(!polys_failed(&p));
    frac_div(&p, frac_mul(&p, power, t), frac_add(&p, power, t));
    cr_expect(polys_failed(&p));
    rat_pool_free(p.pool);
    arena_free(p.arena);
}

/* Roots as fractions, or as ~ and their first decimals. */
static const char *show_roots(Polys *p, RootList *roots)
{
    const char *text = "";
    for (size_t i = 0; i < roots->n; i++) {
        Root *r = &roots->at[i];
        root_narrow(p, r, read_rat(p, "0.0000001"));
        text = arena_format(p->arena, "%s%s%s%s", text, i ? " " : "",
                            r->poly ? "~" : "",
                            r->poly ? rat_decimal(p->arena, r->low, 3)
                                    : rat_text(p->arena, r->low));
    }
    return text;
}

/* Roots known beforehand: (t - 1)(t - 2)^2 and so on; decimals of the square
 * roots and of the cube root of 2 by hand. */
Test(test_money_poly, roots)
{
    static const struct {
        const char *poly, *low, *high, *roots;
    } row[] = {
        {"-1 3", "0", "1", "1/3"},
        {"-1 3", "1/3", "1", ""},
        {"-1 3", "0", "1/3", ""},
        {"5", "0", "1", ""},
        {"-2 0 1", "0", "2", "~1.414"},
        {"-2 0 1", "-2", "2", "~-1.414 ~1.414"},
        {"-4 0 1", "-9", "9", "-2 2"},
        {"-4 8 -5 1", "0", "5", "1 2"},
        {"-4 8 -5 1", "1", "2", ""},
        {"-4 8 -5 1", "1", "5/2", "2"},
        {"-2 0 0 1", "0", "3", "~1.260"},
        {"4 0 -4 0 1", "-2", "2", "~-1.414 ~1.414"},
        {"0 0 0 1", "-1", "1", "0"},
        {"2 -3 1", "1", "2", ""},
        {"1 0 1", "-9", "9", ""},
        {"-1/7 1/7 -1 1", "-5", "5", "1"},
        /* (t - 1/3)(t - 1/2)(t - 2/3)(t^2 - 1/2) */
        {"1/18 -13/36 23/36 2/9 -3/2 1", "0", "1", "1/3 1/2 2/3 ~0.707"},
        /* (t - 12)(t - 15/4)(t + 2/3), 15/4 in the middle of a part */
        {"30 69/2 -181/12 1", "-30", "30", "-2/3 15/4 12"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        Polys p = polys_new();
        RootList roots = {0};
        roots_between(&p, read_poly(&p, row[i].poly),
                      read_rat(&p, row[i].low), read_rat(&p, row[i].high),
                      &roots);
        cr_expect_str_eq(show_roots(&p, &roots), row[i].roots, "row %zu: %s",
                         i, show_roots(&p, &roots));
        polys_end(&p);
    }
}

/* Products of random lines and of t^2 - d: as many roots as there are
 * different ones, in order, and fractions as fractions. */
Test(test_money_poly, generated_roots)
{
    srand(7);
    for (int round = 0; round < 300; round++) {
        Polys p = polys_new();
        const Poly *all = poly_const(&p, rat_int(p.pool, 1 + rand() % 5));
        Root want[8];
        size_t n = 0;
        for (int k = 1 + rand() % 5; k > 0; k--) {
            int num = rand() % 41 - 20, den = 1 + rand() % 7;
            const Rat *r = rat_ratio(p.pool, num, den);
            want[n++] = root_of(r);
            all = poly_mul(&p, all, poly_line(&p, rat_neg(p.pool, r),
                                              rat_int(p.pool, 1)));
        }
        if (rand() % 2)
            all = poly_mul(&p, all, read_poly(&p, "-3 0 1"));
        RootList roots = {0};
        roots_between(&p, all, rat_int(p.pool, -30), rat_int(p.pool, 30),
                      &roots);
        for (size_t i = 0; i < roots.n; i++) {
            Root *r = &roots.at[i];
            cr_expect_eq(poly_sign_at(&p, all, r), 0);
            if (i > 0)
                cr_expect_lt(root_cmp(&p, &roots.at[i - 1], r), 0);
            if (r->poly == NULL)
                continue;
            root_narrow(&p, r, rat_ratio(p.pool, 1, 1000));
            const Rat *square = rat_mul(p.pool, r->low, r->low);
            cr_expect_lt(rat_to_double(square), 3.01);
            cr_expect_gt(rat_to_double(square), 2.99);
        }
        for (size_t k = 0; k < n; k++) {
            size_t found = 0;
            for (size_t i = 0; i < roots.n; i++)
                found += root_cmp(&p, &want[k], &roots.at[i]) == 0;
            cr_expect_eq(found, 1, "round %d", round);
        }
        polys_end(&p);
    }
}

/* Of sqrt 2, as the root of two polynomials. */
Test(test_money_poly, comparing)
{
    Polys p = polys_new();
    RootList a = {0}, b = {0}, c = {0};
    const Rat *zero = rat_int(p.pool, 0), *two = rat_int(p.pool, 2);
    const Poly *square = read_poly(&p, "-2 0 1");
    const Poly *fourth = read_poly(&p, "-10 0 3 0 1");  /* (tt-2)(tt+5) */
    roots_between(&p, square, zero, two, &a);
    roots_between(&p, fourth, zero, two, &b);
    roots_between(&p, read_poly(&p, "-14143 10000"), zero, two, &c);
    cr_expect_eq(root_cmp(&p, &a.at[0], &b.at[0]), 0);
    cr_expect_lt(root_cmp(&p, &a.at[0], &c.at[0]), 0);
    cr_expect_gt(root_cmp(&p, &c.at[0], &b.at[0]), 0);
    cr_expect_eq(poly_sign_at(&p, fourth, &a.at[0]), 0);
    cr_expect_eq(poly_sign_beside(&p, fourth, &a.at[0], 1), 1);
    cr_expect_eq(poly_sign_beside(&p, fourth, &a.at[0], -1), -1);
    cr_expect_eq(poly_sign_at(&p, read_poly(&p, "-14142 10000"), &a.at[0]),
                 1);
    const Poly *touch = poly_mul(&p, square, square);
    cr_expect_eq(poly_sign_beside(&p, touch, &a.at[0], -1), 1);
    const Poly *none = poly_sub(&p, square, square);
    cr_expect_eq(poly_sign_at(&p, none, &a.at[0]), 0);
    cr_expect_eq(poly_sign_beside(&p, none, &a.at[0], 1), 0);
    const Rat *between = root_between(&p, &a.at[0], &c.at[0]);
    cr_expect_gt(rat_to_double(between), 1.41421);
    cr_expect_lt(rat_to_double(between), 1.4143);
    polys_end(&p);
}

/* Roots near to each other, of polynomials that have another root in common
 * or none at all. */
Test(test_money_poly, comparing_near_roots)
{
    Polys p = polys_new();
    RootList root = {0}, near = {0}, both = {0};
    const Rat *zero = rat_int(p.pool, 0), *two = rat_int(p.pool, 2);
    const Poly *square = read_poly(&p, "-2 0 1");
    const Poly *three = read_poly(&p, "-3 0 1");
    roots_between(&p, square, zero, two, &root);
    roots_between(&p, read_poly(&p, "-2.0000001 0 1"), zero, two, &near);
    roots_between(&p, poly_mul(&p, square, three), zero, two, &both);
    cr_assert_eq(both.n, 2);
    Root third = root.at[0], sixth = both.at[1];
    cr_expect_gt(root_cmp(&p, &sixth, &third), 0);
    cr_expect_lt(root_cmp(&p, &root.at[0], &near.at[0]), 0);
    cr_expect_gt(root_cmp(&p, &near.at[0], &both.at[0]), 0);
    /* (tt - 3)(10t - 14) at the square root of 2: -1 times 0.14 */
    const Poly *other = poly_mul(&p, three, read_poly(&p, "-14 10"));
    cr_expect_eq(poly_sign_at(&p, other, &both.at[0]), -1);
    polys_end(&p);
}

Test(test_money_poly, simplest_fraction)
{
    static const struct {
        const char *low, *high, *out;
    } row[] = {
        {"1/3", "1/2", "1/2"}, {"-1", "1", "0"}, {"3.1", "3.2", "16/5"},
        {"3.14", "3.15", "22/7"}, {"-3.15", "-3.14", "-22/7"},
        {"0.3", "0.4", "1/3"}, {"7", "9", "7"}, {"2/7", "2/7", "2/7"},
        {"21875", "28125", "21875"}, {"0.0001", "0.00011", "1/9091"},
    };
    Polys p = polys_new();
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect_str_eq(rat_text(p.arena,
                                  rat_simplest(p.pool,
                                               read_rat(&p, row[i].low),
                                               read_rat(&p, row[i].high))),
                         row[i].out);
    polys_end(&p);
}
