/* doctor_search.h - the search among changes, and where it stands. */
#ifndef FORDELA_DOCTOR_SEARCH_H
#define FORDELA_DOCTOR_SEARCH_H

#include "study/doctor_int.h"

/* How one change came out. */
typedef struct Score {
    const Change *change;
    bool ok, convincing;
    unsigned cost;          /* with the change's own weight */
    size_t left, agree;     /* figures */
    double distance;
    double own, own_before; /* of the rows whose input is changed */
    size_t *equal;          /* by expect */
} Score;

typedef VEC(Score) Scores;

typedef struct Search {
    Doctor *d;
    Variant variant;
    Look look;              /* of the variant */
    VEC(Treatment) treatment;
    VEC(const char *) instead;
    const char **closest;   /* by expect */
    size_t *closest_equal;
} Search;

/* Computes one change of a variant, whose look is `base`. */
Score doctor_score(const Doctor *d, const Variant *variant, const Look *base,
                   const Change *change);
/* Does more agree than chance would give: a column that agrees throughout, or
 * most of what differed? */
bool doctor_convinces(const Doctor *d, const Look *base, const Look *look,
                      const Change *change);

/* From the scenario as it stands (variant and look are given) as far as
 * changes explain more. */
void doctor_search(Search *s);

#endif
