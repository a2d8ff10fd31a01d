/* print.c - a plan as text, for --dump plan. */
#include <string.h>

#include "plan/plan_int.h"

static const char *const step_words[] = {
#define X(name, text) text,
    STEPS(X)
#undef X
};

static void print_slot_name(Buf *out, int slot) {
    if (slot < 0) {
        buf_add(out, "-");
    } else {
        buf_addf(out, "s%d", slot);
    }
}

static void print_shape(const Plan *plan, const Slot *s, Buf *out) {
    if (s->table == -1) {
        buf_add(out, "one value");
    } else if (s->table == TABLE_GROUPS) {
        buf_addf(out, "%zu groups", s->n);
    } else {
        buf_addf(out, "%zu x %s", s->n,
                 plan->program->table[s->table].name);
    }
}

static void print_grid(const Slot *s, Buf *out) {
    if (s->den == 1) {
        buf_add(out, ", whole");
    } else if (s->den > 1) {
        buf_addf(out, ", over %lld", (long long)s->den);
    }
    if (s->may_undefined) {
        buf_add(out, ", may be undefined");
    }
}

static void print_slot(const Plan *plan, size_t i, Buf *out) {
    const Slot *s = &plan->slot[i];
    if (s->kind == SLOT_STEP) {
        return;
    }
    buf_addf(out, "  s%zu = ", i);
    if (s->kind == SLOT_FIXED) {
        buf_add(out, "fixed, ");
        print_shape(plan, s, out);
        if (s->table == -1) {
            buf_addf(out, " %.17g", s->value[0]);
        }
    } else {
        for (size_t k = 0; k < plan->n_inputs; k++) {
            if (plan->input_slot[k] == (int)i) {
                buf_addf(out, "input %s, ", plan->input[k].def->name);
            }
        }
        print_shape(plan, s, out);
    }
    print_grid(s, out);
    buf_add_char(out, '\n');
}

static void print_mix(const Mix *m, Buf *out) {
    const char *plus = "";
    if (m->over >= 0) {
        buf_add_char(out, '(');
    }
    if (m->add >= 0) {
        buf_addf(out, "s%d", m->add);
        plus = " + ";
    }
    for (size_t j = 0; j < m->n; j++) {
        buf_add(out, plus);
        if (m->coef[j] >= 0) {
            buf_addf(out, "s%d * ", m->coef[j]);
        }
        buf_addf(out, "s%d", m->col[j]);
        plus = " + ";
    }
    if (m->over >= 0) {
        buf_addf(out, ") / s%d", m->over);
    }
}

static void print_level(const Level *l, Buf *out) {
    buf_add(out, "total ");
    print_slot_name(out, l->total);
    buf_add(out, l->key < 0 ? " equally" : " by ");
    if (l->key >= 0) {
        print_slot_name(out, l->key);
    }
    const struct {
        const char *words;
        int slot;
    } part[] = {{" where ", l->where},
                {" at least ", l->at_least},
                {" at most ", l->at_most}};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (part[i].slot >= 0) {
            buf_addf(out, "%ss%d", part[i].words, part[i].slot);
        }
    }
    buf_addf(out, ", %zu group%s, %zu tier%s", l->group->n,
             l->group->n == 1 ? "" : "s", l->n_tiers,
             l->n_tiers == 1 ? "" : "s");
}

static void print_remainder(const Remainder *r, Buf *out) {
    print_mix(&r->x, out);
    if (r->total >= 0) {
        buf_addf(out, ", keeping s%d", r->total);
    } else if (r->sum >= 0) {
        buf_addf(out, ", keeping its sum s%d", r->sum);
    } else {
        buf_add(out, ", keeping its sum");
    }
    if (r->group->n != 1) {
        buf_addf(out, ", %zu groups", r->group->n);
    }
}

static void print_step(const Plan *plan, const Step *s, Buf *out) {
    buf_add(out, "  ");
    if (s->dst >= 0) {
        buf_addf(out, "s%d = ", s->dst);
    }
    buf_add(out, step_words[s->kind]);
    buf_add_char(out, ' ');
    if (s->kind == STEP_MIX) {
        print_mix(&s->mix, out);
    } else if (s->kind == STEP_LEVEL) {
        print_level(s->level, out);
    } else if (s->kind == STEP_REMAINDER) {
        print_remainder(s->remainder, out);
    }
    for (size_t i = 0; i < s->n_args; i++) {
        buf_add(out, i > 0 ? ", " : "");
        print_slot_name(out, s->arg[i]);
    }
    if (s->group && s->group->n != 1) {
        buf_addf(out, ", %zu groups", s->group->n);
    }
    if (s->reason >= 0) {
        buf_addf(out, " \"%s\"", plan->reason[s->reason]);
    }
    if (s->dst >= 0) {
        const Slot *slot = &plan->slot[s->dst];
        buf_add(out, ": ");
        print_shape(plan, slot, out);
        print_grid(slot, out);
    }
    buf_add_char(out, '\n');
}

void plan_print(const Plan *plan, Buf *out) {
    size_t fixed = 0;
    for (size_t i = 0; i < plan->n_slots; i++) {
        fixed += plan->slot[i].kind == SLOT_FIXED;
    }
    if (plan->exactly) {
        buf_addf(out, "every variant runs exactly: %s\n", plan->exactly);
    }
    buf_addf(out, "inputs and what is worked out once (%zu of %zu slots)\n",
             fixed, plan->n_slots);
    for (size_t i = 0; i < plan->n_slots; i++) {
        print_slot(plan, i, out);
    }
    buf_add(out, "single values, a block of variants at a time\n");
    for (size_t i = 0; i < plan->n_single; i++) {
        print_step(plan, &plan->step[i], out);
    }
    buf_add(out, "rows of one variant\n");
    for (size_t i = plan->n_single; i < plan->n_steps; i++) {
        print_step(plan, &plan->step[i], out);
    }
    buf_add(out, "delivered\n");
    for (size_t i = 0; i < plan->n_outputs; i++) {
        buf_addf(out, "  s%d %s\n", plan->output_slot[i],
                 plan->output[i].name ? plan->output[i].name : "(report)");
    }
}
