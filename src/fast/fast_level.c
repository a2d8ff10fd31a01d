/* fast_level.c - allocate with limits: the water level, tier by tier. */
#include "fast/fast_int.h"

struct LevelPlan {
    double *guess;          /* by segment: the last level */
};

LevelPlan *level_plan(Fast *fast, const Step *step) {
    LevelPlan *plan = ARENA_NEW(fast->arena, LevelPlan);
    plan->guess = ARENA_ARRAY(fast->arena, double, step->level->n_tiers + 1);
    return plan;
}

void level_step(Fast *fast, size_t step, size_t i) {
    (void)step;
    fast->fate[i] = FATE_EXACT;
}
