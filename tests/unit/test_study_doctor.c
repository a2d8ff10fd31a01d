/* test_study_doctor.c - slips of the pen, and expressions with a part in place
 * of another.
 *
 * The numbers are by hand. What doctor says of whole tables is tested by
 * tests/cli/doctor-*.case.
 */

#include "study/doctor_int.h"

#include <criterion/criterion.h>
#include <string.h>

enum { MISPRINTS = 256 };

static const struct {
    int64_t printed, follows;
    FindingKind kind;
} slips[] = {
    {132456, 123456, FINDING_TURNED},
    {123465, 123456, FINDING_TURNED},
    {653421, 123456, FINDING_NOTHING},      /* all of them exchanged */
    {423156, 123456, FINDING_TURNED},       /* not neighbours */
    {12345, 123456, FINDING_LOST},
    {23456, 123456, FINDING_LOST},
    {5000, 115000, FINDING_NOTHING},        /* two digits lost */
    {5123, 105123, FINDING_LOST},           /* 05123: a zero came to stand
                                               first */
    {1234, 123456, FINDING_NOTHING},
    {1123456, 123456, FINDING_ADDED},
    {1234560, 123456, FINDING_ADDED},
    {12345600, 123456, FINDING_NOTHING},
    {173456, 123456, FINDING_CHANGED},
    {123458, 123456, FINDING_NOTHING},      /* rounding does as much */
    {123459, 123450, FINDING_NOTHING},
    {123476, 123456, FINDING_CHANGED},
    {76, 89, FINDING_NOTHING},
    {321, 312, FINDING_NOTHING},            /* too short to say anything */
    {0, 123456, FINDING_NOTHING},
    {-132456, -123456, FINDING_TURNED},
    {-123456, 123456, FINDING_NOTHING},
    {123456, 123456, FINDING_NOTHING},
    {INT64_MAX, INT64_MIN, FINDING_NOTHING},
    {1, INT64_MIN, FINDING_NOTHING},
};

Test(test_study_doctor, slips_of_the_pen)
{
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        cr_expect_eq(doctor_digits(slips[i].printed, slips[i].follows),
                     slips[i].kind, "case %zu: %d", i,
                     (int)doctor_digits(slips[i].printed, slips[i].follows));
}

static bool has(const int64_t *at, size_t n, int64_t value)
{
    for (size_t i = 0; i < n; i++)
        if (at[i] == value)
            return true;
    return false;
}

/* Every one of them differs from the number by one slip, and no other does. */
Test(test_study_doctor, misprints)
{
    int64_t at[MISPRINTS];
    size_t n = doctor_misprints(1234, at, MISPRINTS);
    const int64_t some[] = {2134, 1324, 1243, 234, 134, 124, 123, 11234,
                            91234, 10234, 12034, 12340, 12349, 12934};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        cr_expect(has(at, n, some[i]), "case %zu", i);
    const int64_t none[] = {1234, 4321, 12, 1235, 123456, 0};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        cr_expect(!has(at, n, none[i]), "case %zu", i);
    /* 3 exchanged, 4 less, and 9 + 4 * 10 more, of which 1, 2, 3 and 4 beside
     * their own likes come twice. */
    cr_expect_eq(n, 3 + 4 + 9 + 40 - 4, "%zu", n);
    cr_expect_eq(doctor_misprints(1234, at, 5), 5);
    cr_expect_eq(doctor_misprints(-5, at, MISPRINTS), 0);
    n = doctor_misprints(1111, at, MISPRINTS);
    cr_expect(has(at, n, 111) && has(at, n, 11111) && !has(at, n, 1111));
    doctor_misprints(INT64_MAX, at, MISPRINTS);
}

/* The original expression keeps its parts. */
Test(test_study_doctor, replace_in_a_tree)
{
    static const char text[] =
        "if sum(a where b > 1 by c) > 0 then min(a, allocate t per x by key "
        "at least f at most round(g to 1 kr by nearest) where e in order of "
        "p) else rank(key ties to d)";
    Arena *arena = arena_new();
    Diags *diags = diags_new(arena);
    Node *node = parse_expression(
        arena, source_make(arena, "t", text, strlen(text)), diags);
    cr_assert(!diags_failed(diags));
    const char *before = tree_text(arena, node);
    Node *one = ARENA_NEW(arena, Node);
    *one = (Node){.kind = NODE_NUMBER, .text = "7", .depth = 1};
    NodeFound names = {0};
    tree_find(arena, node, NODE_NAME, &names);
    cr_expect_eq(names.n, 12, "%zu", names.n);
    for (size_t i = 0; i < names.n; i++) {
        NodeFound left = {0};
        Node *with = tree_replace(arena, node, names.at[i], one);
        tree_find(arena, with, NODE_NAME, &left);
        cr_expect_eq(left.n, names.n - 1, "name %zu", i);
        cr_expect_str_eq(tree_text(arena, node), before);
        cr_expect_str_neq(tree_text(arena, with), before);
    }
    arena_free(arena);
}
