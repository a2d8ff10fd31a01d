/* checker.h - between the files of the certificate checker.
 *
 * The checker shares no code with the engine: its own JSON reader, its own
 * arithmetic of levels, claims, rounding and decimals, GMP for whole numbers
 * and fractions, nettle for SHA-256. README.md in this folder describes the
 * certificate.
 *
 * Ownership: everything a Check hands out lives until chk_free.
 */
#ifndef FORDELA_CHECKER_H
#define FORDELA_CHECKER_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

/* Larger files are refused (as by fordela, so that its inputs can be compared
 * and 10^6 rows certified), and so are more values, values nested deeper,
 * objects with more members, numbers with more digits and sums with more bits.
 * A value is 64 bytes in memory; certify needs 12 or more to write one. */
#define FILE_BYTES_MAX ((size_t)1 << 30)
#define JSON_VALUES_MAX ((size_t)100000000)
#define JSON_DEPTH_MAX 16
#define JSON_MEMBERS_MAX 32
#define NUMBER_DIGITS_MAX 100000
#define NUMBER_BITS_MAX ((size_t)1 << 20)
#define COLUMNS_MAX 1000
/* What is not done with one look at each value takes no more steps in a whole
 * certificate, of some 30 ns each: about a minute. Certify takes 10^9. */
#define STEPS_MAX 1100000000.0
/* One row divided among by most rules; where a level is sought by halving, and
 * where one is with limits of halves of claims. */
#define ROW_STEPS 32.0
#define POUR_STEPS 96.0
#define HALVES_STEPS 128.0
/* Of n claims one of the n 2^n. The average's are powers. */
#define ARRIVAL_STEPS 4.0
#define AVERAGE_STEPS 20.0
/* A term of a sum at one row; a cell between the totals of two tables, each
 * time. */
#define TERM_STEPS 32.0
#define CELL_STEPS 40.0

/* Printed by --version. */
#define CHECKER_VERSION "0.1.0"

/* Exit statuses. */
typedef enum Verdict {
    CHK_HOLDS = 0,
    CHK_FAILS = 1,      /* a claim does not hold */
    CHK_USE = 2,        /* wrong use of the program */
    CHK_FORM = 3,       /* not a certificate */
    CHK_MACHINE = 4     /* file, memory */
} Verdict;

/* ---- JSON ---- */

typedef enum NodeKind {
    NODE_NULL, NODE_FLAG, NODE_NUMBER, NODE_TEXT, NODE_LIST, NODE_OBJECT
} NodeKind;

typedef struct Node Node;
struct Node {
    NodeKind kind;
    bool flag;
    const char *name;   /* of a member, else NULL */
    const char *text;   /* NODE_TEXT: decoded; NODE_NUMBER: as written */
    size_t from;        /* offset of its first byte in the file */
    size_t n;           /* members or items */
    Node *first, *next; /* members or items; the next beside it */
};

/* ---- Columns ---- */

typedef struct Table {
    const char *name;
    size_t n;
    const char **code;
    size_t *sorted;     /* rows by code */
} Table;

/* The claimed amounts of one allocation, rounding or result. */
typedef struct Column {
    const Node *node;
    const Table *table; /* NULL: one row without code */
    const Table *per;   /* NULL: one group without code */
    size_t n;
    mpq_t *amount;
    bool *seen;         /* n */
} Column;

typedef struct Memory Memory;

typedef struct Check {
    Verdict verdict;
    char *message;      /* of the first thing that does not hold */
    const char *where;  /* what is being looked at: "result grant" */
    Memory *memory;
    size_t values_max;      /* JSON_VALUES_MAX; a test takes fewer */
    double steps, steps_max;    /* so far; STEPS_MAX, a test takes fewer */
    Table *table;
    size_t n_tables;
    Column *alloc;
    size_t n_allocs;
    Column *round;
    size_t n_rounds;
    /* What was verified. */
    size_t n_results, n_amounts, n_decimals;
    size_t n_stated;        /* of the amounts: of no division or rounding */
    size_t n_compared, n_absent;
} Check;

/* ---- chk_memory.c ---- */

void chk_start(Check *c);
void chk_free(Check *c);
/* Zeroed; never NULL: out of memory ends the process with status 4. */
void *chk_alloc(Check *c, size_t count, size_t size);
/* The same, freed by the caller. */
void *chk_take(size_t count, size_t size);
mpq_t *chk_numbers(Check *c, size_t n);
/* The first fault stays. Always false. */
bool chk_fail(Check *c, Verdict verdict, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A claim does not hold: "WHERE: ..." or "WHERE, row CODE: ...". */
bool chk_wrong(Check *c, const char *code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
char *chk_format(Check *c, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- chk_steps.c ---- */

/* Counts them; false past steps_max, and after a fault. */
bool chk_spend(Check *c, double steps);
/* What two numbers of so many bits take more than short ones, so often. */
bool chk_spend_two(Check *c, size_t a, size_t b, size_t times);
/* Of the numerator or denominator, whichever has more. */
size_t chk_bits(const mpq_t x);
/* How many times as long numbers of so many bits take as short ones. */
double chk_longer(double bits);

/* ---- chk_words.c ---- */

/* Texts for people are written in English. Formats of chk_fail, chk_wrong and
 * chk_format are translated there, other texts by chk_tr; N_ marks those that
 * are no direct argument. The catalogue is that of fordela. */
#define N_(text) text
const char *chk_tr(const char *english) __attribute__((format_arg(1)));
const char *chk_trn(const char *one, const char *many, size_t n)
    __attribute__((format_arg(1), format_arg(2)));
/* The language: by --lang sv|en among the arguments, else by the environment;
 * English where the catalogue is not found. */
void chk_language(int argc, char **argv);

/* ---- chk_json.c ---- */

/* The whole text as one value; NULL after a fault. */
Node *chk_json(Check *c, const char *text, size_t n);

/* ---- chk_read.c: members and their kinds ---- */

/* The member so named, or NULL. */
const Node *chk_find(const Node *object, const char *name);
/* An object with no members but these, words parted by blanks. */
bool chk_members(Check *c, const Node *object, const char *names);
/* The member of that kind; NULL after a fault. */
const Node *chk_member(Check *c, const Node *object, const char *name,
                       NodeKind kind);
/* Its text; NULL if it is null. False after a fault. */
bool chk_word(Check *c, const Node *object, const char *name,
              const char **out);
bool chk_count(Check *c, const Node *object, const char *name, size_t *out);
bool chk_flag(Check *c, const Node *object, const char *name, bool *out);
/* A fraction in lowest terms, "-7/3" or "12". *has (may be NULL: it must be
 * there): false where there is no such member, or null. */
bool chk_fraction(Check *c, const Node *object, const char *name, mpq_t out,
                  bool *has);
bool chk_parse(Check *c, const char *text, mpq_t out);
/* The number as text for a message, cut off if long. */
const char *chk_show(Check *c, const mpq_t number);
/* sum += number; false when it grows too long, or after a fault. */
bool chk_add(Check *c, mpq_t sum, const mpq_t number);
bool chk_sub(Check *c, mpq_t sum, const mpq_t number);
/* The number claimed under this name in `object` is the one computed. */
bool chk_same(Check *c, const Node *object, const char *name,
              const mpq_t computed, const char *what);

/* ---- chk_column.c ---- */

bool chk_tables(Check *c, const Node *list);
/* The table named by a member; *out NULL where it is null. */
bool chk_table(Check *c, const Node *object, const char *name,
               const Table **out);
bool chk_table_row(const Table *table, const char *code, size_t *row);
/* Loads the amounts of every allocation or rounding, groups and rows. */
bool chk_columns(Check *c, const Node *list, Column **out, size_t *n);
/* The code of a row (table NULL: "" and row 0); false after a fault. */
bool chk_row(Check *c, const Table *table, const Node *row,
             const char **code, size_t *at);
/* sum = rest of the row + the terms of `from` at that row. *stated: there are
 * no terms. */
bool chk_parts(Check *c, const Node *from, const Table *table,
               const Node *row, size_t at, mpq_t sum, bool *stated);
/* Is no column a part of itself? */
bool chk_circles(Check *c);

/* ---- chk_allocate.c, chk_limits.c, chk_claims.c ---- */

typedef enum State {
    STATE_OUT, STATE_SHARE, STATE_FLOOR, STATE_CEILING, STATE_DROPPED
} State;

/* One row of a division. */
typedef struct Claimant {
    const char *code;
    State state;
    bool capped;            /* has a ceiling */
    bool least_useful;      /* has a useful amount above 0 */
    bool stays;             /* while rows are dropped */
    size_t limit;           /* of `summed by` */
    mpq_t key, floor, ceiling, useful, order;
    mpq_t amount;           /* as claimed */
    mpq_t award;            /* as computed */
} Claimant;

typedef struct Division {
    Check *c;
    const Node *node;       /* of the group */
    const char *rule;
    bool proportional;      /* to keys, which for equal awards are 1 */
    Claimant *all;          /* rows that take part */
    Claimant **row;         /* the same, by tier */
    size_t n;
    mpq_t total, rest;
} Division;

bool chk_allocation(Check *c, const Column *column);
/* Where two or more groups are: which one is spoken of. */
const char *chk_where_group(Check *c, const char *where, const Node *group);
/* A division with limits on groups of rows. */
bool chk_limits(Division *d, const Table *groups);
/* A row in state share has level times key; x is that. */
bool chk_share(Check *c, const Claimant *r, const mpq_t x);
/* The level `L`: award = clamp(L * key, floor, ceiling). */
void chk_at_level(Claimant *r, const mpq_t level);
/* Sets the awards of the rows that stay: those of the lowest level that uses
 * up the budget, which covers their floors. */
void chk_pour(Check *c, Claimant **row, size_t n, const mpq_t budget);
/* The same by a claims rule; false (and a fault) for one not known, or one
 * that takes no more than 16 claimants. */
bool chk_claims(Check *c, const char *rule, Claimant **row, size_t n,
                const mpq_t budget);

/* ---- chk_sets.c: rules over all sets of claimants ---- */

/* As the engine: all sets are 2^n. */
#define CLAIMANTS_MAX 16
void chk_random_arrival(Check *c, mpq_t *claim, size_t n, const mpq_t budget,
                        mpq_t *award);
void chk_average(Check *c, mpq_t *claim, size_t n, const mpq_t budget,
                 mpq_t *award);

/* ---- chk_round.c, chk_remainder.c, chk_divisor.c, chk_sides.c ---- */

/* One row of a rounding. */
typedef struct Rounded {
    const char *code;
    bool extra, tied;           /* as claimed */
    bool has_least, has_most;
    bool open;
    mpq_t exact, tie, quotient, remainder;
    mpq_t amount;               /* as claimed */
    mpz_t units;                /* amount in units */
    mpz_t down, least, most;    /* floor of the quotient; limits in units */
} Rounded;

typedef struct Rounding {
    Check *c;
    const char *method;
    mpq_t unit, first;
    Rounded *row;
    size_t n;
    const Node *node;           /* of the group */
    mpz_t target;               /* units to give */
} Rounding;

bool chk_rounding(Check *c, const Column *column);
/* < 0 if a goes before b where their claims to a unit are equal. */
int chk_tie(const Rounded *a, const Rounded *b);
void chk_clamp(mpz_t units, const Rounded *r);
/* The claimed number of ties and which rows were tied. */
bool chk_ties(Rounding *r, const bool *tied, size_t n_up);
/* The row's amount is so many units. */
bool chk_same_units(Rounding *r, const Rounded *row, const mpz_t units);
bool chk_remainder(Rounding *r);
bool chk_divisor(Rounding *r);
/* s(k) / quotient: what the row's unit number k + 1 costs (of Huntington-Hill
 * the square). */
void chk_unit_cost(const Rounding *r, const Rounded *row, const mpz_t k,
                   mpq_t cost);
/* Does the method give every row with a positive amount a unit? */
bool chk_gives_one(const char *method);
/* The amount to the nearest whole number of units, halves away from 0. */
void chk_nearest_unit(Rounding *r, mpq_t amount);
/* A divisor method that keeps the totals of two tables. */
bool chk_sides(Rounding *r);

/* ---- chk_decimal.c ---- */

bool chk_decimals(Check *c, const Node *list);

/* ---- chk_interval.c: enclosures in whole multiples of 2^-bits ---- */

typedef struct Interval {
    mpz_t low, high;
} Interval;

void interval_init(Interval *i);
void interval_clear(Interval *i);
void interval_ln(Interval *out, const mpq_t x, size_t bits);   /* x > 0 */
void interval_exp(Interval *out, const Interval *x, size_t bits);
void interval_of(Interval *out, const mpq_t x, size_t bits);
void interval_mul(Interval *out, const Interval *a, const mpq_t b,
                  size_t bits);
/* a / b; b above 0 */
void interval_div(Interval *out, const Interval *a, const Interval *b,
                  size_t bits);

/* ---- chk_certificate.c ---- */

/* Verifies a certificate. folder: where its inputs are looked for; NULL: they
 * are not. */
Verdict chk_certificate(Check *c, const char *text, size_t n,
                        const char *folder);

/* ---- chk_file.c ---- */

/* The bytes of an ordinary file, freed by the caller; NULL: errno says why. */
char *chk_read_file(const char *path, size_t *n);
void chk_sha256(const char *text, size_t n, char out[65]);
/* Compares the inputs that are at hand. */
bool chk_inputs(Check *c, const Node *list, const char *folder);

#endif
