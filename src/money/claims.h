/* claims.h - rules for dividing an endowment that does not cover the claims.
 *
 * A problem is an endowment E and claims c_1 .. c_n with sum C >= E; a rule
 * gives awards that add up to E, none below 0 or above its claim. The rules
 * are exact: rationals in, rationals out, no rounding.
 *
 * Sources. Rules and their axioms: Thomson, Axiomatic and game-theoretic
 * analysis of bankruptcy and taxation problems: a survey, Math. Soc. Sci. 45
 * (2003) 249-297, and the update, 74 (2015) 41-59; Herrero and Villar, The
 * three musketeers, Math. Soc. Sci. 42 (2001) 307-328.
 */
#ifndef FORDELA_CLAIMS_H
#define FORDELA_CLAIMS_H

#include "money/rat.h"

/* name in C, words in the language */
#define ALLOC_RULES(X)                                                      \
    /* E * c_i / C */                                                       \
    X(PROPORTIONAL, "proportional")                                         \
    /* Curiel, Maschler and Tijs 1987: first the minimal right              \
       m_i = max(0, E - sum of the others' claims); then what is left, E',  \
       in proportion to min(c_i - m_i, E') */                               \
    X(ADJUSTED_PROPORTIONAL, "adjusted proportional")                       \
    /* min(c_i, L): CEA, Maimonides */                                      \
    X(EQUAL_AWARDS, "equal awards")                                         \
    /* max(0, c_i - L): CEL, Maimonides */                                  \
    X(EQUAL_LOSSES, "equal losses")                                         \
    /* Aumann and Maschler 1985: equal awards of c / 2 up to C / 2, beyond  \
       that c / 2 and equal losses of c / 2 */                              \
    X(TALMUD, "talmud")                                                     \
    /* Chun, Schummer and Thomson 2001: the two halves exchanged */         \
    X(REVERSE_TALMUD, "reverse talmud")                                     \
    /* Piniles 1861: equal awards of c / 2, twice */                        \
    X(PINILES, "piniles")                                                   \
    /* Chun, Schummer and Thomson 2001: as equal as it can be with          \
       min(c_i / 2, L) up to C / 2, max(c_i / 2, min(c_i, L)) beyond */     \
    X(CONSTRAINED_EGALITARIAN, "constrained egalitarian")                   \
    /* O'Neill 1982: claims laid on the endowment so that they overlap as   \
       little as can be, each part shared equally by those who claim it */  \
    X(MINIMAL_OVERLAP, "minimal overlap")                                   \
    /* O'Neill 1982: first come, first served, the mean over all orders */  \
    X(RANDOM_ARRIVAL, "random arrival")                                     \
    /* Miras Calvo, Quinteiro Sandomingo and Sanchez-Rodriguez 2022: the    \
       centroid of all divisions that are possible */                       \
    X(AVERAGE_OF_AWARDS, "average of awards")

typedef enum AllocRule {
#define X(name, words) RULE_##name,
    ALLOC_RULES(X)
#undef X
} AllocRule;

const char *alloc_rule_words(AllocRule rule);

/* Random arrival and average of awards go over all sets of claimants, 2^n;
 * more claimants (with a claim above 0) than this are refused. */
#define CLAIMANTS_MAX 16

/* Steps of all claims rules in one run, of some 30 ns each: half a minute. */
#define CLAIMS_STEPS_MAX 1000000000.0

/* Of dividing once by the rule among n rows, m of them with a claim, in numbers
 * of up to so many bits; for all rows once more when one has left (`or
 * nothing`). short_of: less is divided than they claim. The checker, which
 * divides anew as well, takes no more (also by proportional, which takes none
 * here). */
double claims_steps(AllocRule rule, size_t n, size_t m, size_t bits,
                    bool short_of);

/* How many claimants the rule takes: CLAIMANTS_MAX, or SIZE_MAX. */
size_t alloc_rule_most(AllocRule rule);

/* award[i] for claims claim[0..n-1], each >= 0, and endowment >= 0. Where the
 * endowment covers the claims everyone gets the claim, and the rest stays
 * unallocated. n positive claims <= alloc_rule_most(rule). Results live in
 * the pool, work space in the arena. */
void claims_solve(RatPool *pool, Arena *arena, AllocRule rule,
                  const Rat *endowment, const Rat *const *claim, size_t n,
                  const Rat **award);

#endif
