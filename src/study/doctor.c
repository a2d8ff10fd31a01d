/* doctor.c - the examination of one scenario. */

#include "study/doctor_search.h"

/* ---- what is printed ---- */

static bool read_printed(Doctor *d, SourceList *sources, Diags *diags)
{
    bool ok = true;
    d->n = d->program->n_expects;
    d->printed = ARENA_ARRAY(d->arena, const DataColumn *, d->n + 1);
    for (size_t i = 0; i < d->n; i++) {
        const Expect *expect = &d->program->expect[i];
        if (!expect->result)
            continue;
        d->printed[i] = bind_expected(d->arena, d->pool, d->program, d->data,
                                      expect, sources, diags);
        ok = ok && d->printed[i];
    }
    return ok;
}

/* ---- the diagnosis ---- */

static void examine(const Search *s, const Look *before, size_t i,
                    Examined *out)
{
    *out = (Examined){.before = before->verdict[i],
                      .after = s->look.verdict[i],
                      .finding = s->look.finding[i]};
    const Verdict *v = &out->after;
    for (size_t row = 0; row < v->n_compared; row++) {
        bool nothing = out->finding[row].kind == FINDING_NOTHING;
        out->n_found += !v->row[row].equal && !nothing;
        out->n_left += !v->row[row].equal && nothing;
    }
    if (out->n_left > 0 && s->closest && s->closest_equal[i] > v->n_equal) {
        out->closest = s->closest[i];
        out->closest_equal = s->closest_equal[i];
    }
    out->missing = s->d->missing[i].row;
    out->n_missing = s->d->missing[i].n;
}

static Diagnosis *diagnose(const Search *s, const Look *before)
{
    const Doctor *d = s->d;
    Diagnosis *out = ARENA_NEW(d->arena, Diagnosis);
    *out = (Diagnosis){.result = before->result, .treated = s->look.result,
                       .treatment = s->treatment.at,
                       .n_treatments = s->treatment.n,
                       .instead = s->instead.at, .n_instead = s->instead.n,
                       .n = d->n, .tried = d->tried};
    out->examined = ARENA_ARRAY(d->arena, Examined, d->n + 1);
    for (size_t i = 0; i < d->n; i++)
        examine(s, before, i, &out->examined[i]);
    return out;
}

Diagnosis *study_doctor(Arena *arena, RatPool *pool, const Result *result,
                        const Setting *setting, size_t n_settings,
                        SourceList *sources, Diags *diags)
{
    Doctor d = {.arena = arena, .pool = pool,
                .show = {arena, pool, result->program},
                .program = result->program, .data = result->data,
                .setting = setting, .n_settings = n_settings};
    if (!read_printed(&d, sources, diags))
        return NULL;
    Search search = {.d = &d, .variant = {.formula = d.program->formula}};
    doctor_look(&d, arena, pool, &search.variant, &search.look);
    Look before = search.look;
    doctor_find_missing(&d, result);
    if (before.cost > 0) {
        doctor_read_columns(&d, diags);
        doctor_search(&search);
    }
    return diags_failed(diags) ? NULL : diagnose(&search, &before);
}

/* ---- counting ---- */

void doctor_count(DoctorCount *count, const Diagnosis *diagnosis)
{
    count->scenarios++;
    count->without += diagnosis->n == 0;
    for (size_t i = 0; i < diagnosis->n; i++) {
        const Examined *e = &diagnosis->examined[i];
        bool stated = e->before.state == VERDICT_STATED;
        count->figures += e->before.n_compared;
        count->agree += e->before.n_equal;
        count->explained += e->before.n_compared - e->before.n_equal
                            - e->n_left;
        count->left += e->n_left;
        count->left_stated += stated ? e->n_left : 0;
        count->missing += e->n_missing;
        count->empty += e->before.n_compared == 0;
    }
}
