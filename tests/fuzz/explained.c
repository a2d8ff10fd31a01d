/* explained.c - every result of a program explained, for one of its rows. */
#include "fuzz_program.h"
#include "report/report_study.h"
#include "study/study.h"

void fuzz_explain(Arena *arena, RatPool *pool, const Result *result)
{
    const Program *p = result->program;
    for (size_t i = 0; i < p->n_defs; i++) {
        Buf out = {0};
        Diags *diags = diags_new(arena);
        const Def *def = p->def[i];
        if (def->kind != DEF_RESULT)
            continue;
        const Table *table =
            def->table < 0 ? NULL : result->data->table[def->table];
        const char *code = table == NULL ? NULL : table->code[table->n / 2];
        const Explanation *explanation =
            study_explain(arena, pool, result, code, def->name, diags);
        fuzz_demand(explanation != NULL, "an amount can be explained");
        report_explain(explanation, &out);
        buf_free(&out);
    }
}
