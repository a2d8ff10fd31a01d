/* test_money_controlled.c - tables rounded so that rows and columns keep their
 * sums, against what that means and against every solution of small tables.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "money/controlled.h"

enum { ROWS = 40, COLS = 6 };

typedef struct Trial {
    unsigned long long state;       /* of the generator */
    Arena *arena;
    RatPool *pool;
    size_t rows, cols;
    int64_t den;                    /* cells are whole numbers over it */
    int64_t num[ROWS * COLS];
    const Rat *exact[ROWS * COLS], *amount[ROWS * COLS];
} Trial;

/* xorshift64*: Marsaglia 2003, Vigna 2016. */
static int64_t pick(Trial *t, int64_t below)
{
    t->state ^= t->state >> 12;
    t->state ^= t->state << 25;
    t->state ^= t->state >> 27;
    return (int64_t)((t->state * 2685821657736338717ULL) >> 33) % below;
}

static int64_t down(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

/* Cells between -3 and 3, some of them whole; the last of a row makes its sum
 * whole. */
static void fill(Trial *t, size_t rows, size_t cols, int64_t den)
{
    t->rows = rows;
    t->cols = cols;
    t->den = den;
    for (size_t i = 0; i < rows; i++) {
        int64_t sum = 0;
        for (size_t j = 0; j < cols; j++) {
            int64_t *num = &t->num[i * cols + j];
            *num = pick(t, 6 * den) - 3 * den;
            if (pick(t, 5) == 0)
                *num -= *num % den;
            if (j + 1 == cols)
                *num -= sum + *num - den * down(sum + *num, den);
            sum += *num;
            t->exact[i * cols + j] = rat_ratio(t->pool, *num, den);
        }
    }
}

static int64_t whole(const Rat *rat)
{
    int64_t out = 0;
    cr_assert(rat_to_int(rat, &out));
    return out;
}

/* The sum over a column, of exact parts over den, and of what was made. */
static void expect_column(const Trial *t, size_t j)
{
    int64_t exact = 0, made = 0;
    for (size_t i = 0; i < t->rows; i++) {
        exact += t->num[i * t->cols + j];
        made += whole(t->amount[i * t->cols + j]);
    }
    cr_expect(made * t->den > exact - t->den && made * t->den < exact + t->den,
              "column %zu: %ld over %ld became %ld", j, (long)exact,
              (long)t->den, (long)made);
}

static void expect_row(const Trial *t, size_t i)
{
    int64_t exact = 0, made = 0;
    for (size_t j = 0; j < t->cols; j++) {
        int64_t num = t->num[i * t->cols + j];
        int64_t unit = whole(t->amount[i * t->cols + j]);
        cr_expect(unit * t->den > num - t->den && unit * t->den < num + t->den,
                  "a cell of %ld over %ld became %ld", (long)num,
                  (long)t->den, (long)unit);
        exact += num;
        made += unit;
    }
    cr_expect_eq(made * t->den, exact);
}

static void round_all(Trial *t)
{
    const Rat *one = rat_int(t->pool, 1);
    ControlledIn in = {t->rows, t->cols, t->exact, one};
    round_controlled(t->pool, t->arena, &in, t->amount);
}

static void begin(Trial *t)
{
    t->arena = arena_new();
    t->pool = rat_pool_new(RAT_BITS_MAX);
}

static void end(Trial *t)
{
    rat_pool_free(t->pool);
    arena_free(t->arena);
}

Test(controlled, rows_and_columns_keep_their_sums)
{
    static const int64_t den[] = {2, 3, 7, 10, 24, 720, 479001600};
    Trial t = {.state = 20};
    for (int k = 0; k < 300; k++) {
        begin(&t);
        fill(&t, 1 + (size_t)pick(&t, ROWS), 1 + (size_t)pick(&t, COLS),
             den[pick(&t, 7)]);
        round_all(&t);
        for (size_t i = 0; i < t.rows; i++)
            expect_row(&t, i);
        for (size_t j = 0; j < t.cols; j++)
            expect_column(&t, j);
        end(&t);
    }
}

/* What a table moves in all, in parts of den; -1 if it breaks a sum. ups: a
 * bit for each cell. */
static int64_t moved(const Trial *t, unsigned ups)
{
    int64_t all = 0, row[3] = {0}, col[3] = {0}, part[3] = {0};
    for (size_t k = 0; k < t->rows * t->cols; k++) {
        int64_t low = down(t->num[k], t->den);
        int64_t rest = t->num[k] - low * t->den;
        bool up = (ups >> k & 1) != 0;
        if (up && rest == 0)
            return -1;
        all += up ? t->den - rest : rest;
        row[k / t->cols] += (up ? t->den : 0) - rest;
        col[k % t->cols] += up;
        part[k % t->cols] += rest;
    }
    for (size_t i = 0; i < t->rows; i++)
        if (row[i] != 0)
            return -1;
    for (size_t j = 0; j < t->cols; j++)
        if (col[j] < part[j] / t->den
            || col[j] > (part[j] + t->den - 1) / t->den)
            return -1;
    return all;
}

static int64_t moved_by_us(const Trial *t)
{
    unsigned ups = 0;
    for (size_t k = 0; k < t->rows * t->cols; k++)
        ups |= (unsigned)(whole(t->amount[k]) > down(t->num[k], t->den)) << k;
    return moved(t, ups);
}

Test(controlled, least_of_all_solutions)
{
    Trial t = {.state = 3};
    for (int k = 0; k < 400; k++) {
        begin(&t);
        fill(&t, 1 + (size_t)pick(&t, 3), 1 + (size_t)pick(&t, 3),
             2 + pick(&t, 9));
        round_all(&t);
        int64_t least = -1;
        for (unsigned ups = 0; ups < 1u << (t.rows * t.cols); ups++) {
            int64_t one = moved(&t, ups);
            if (one >= 0 && (least < 0 || one < least))
                least = one;
        }
        cr_expect(least >= 0);
        cr_expect_eq(moved_by_us(&t), least, "trial %d: %ld, not %ld", k,
                     (long)moved_by_us(&t), (long)least);
        end(&t);
    }
}
