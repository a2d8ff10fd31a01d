/* compare_groups.c - regions and size classes, and what amounts are held
 * against.
 */
#include "study/compare_int.h"

#include <stdlib.h>
#include <string.h>

#include "study/asked.h"


/* ---- Per inhabitant ---- */

static bool is_count(const Compare *c, const CompareSide *side,
                     const Def *def)
{
    return def->type.kind == TYPE_NUMBER && def->table == side->def->table
           && result_column(side->result, def) != NULL
           && result_column(side->result, def)->at != NULL && c->n_rows > 0;
}

static bool all_counts(const Column *column)
{
    for (size_t i = 0; i < column->n; i++)
        if (column->at[i].undefined != NULL
            || rat_sign(column->at[i].num) < 0)
            return false;
    return true;
}

/* The definition so named, if it is a number for each recipient. */
static const Def *per_def(const Compare *c, const CompareSide *side,
                          const char *name)
{
    const Def *def = program_find(side->result->program,
                                  name != NULL ? name : "population");
    if (def == NULL || !is_count(c, side, def)
        || (name == NULL && def->kind != DEF_DATA)
        || !all_counts(result_column(side->result, def)))
        return NULL;
    return def;
}

bool compare_find_per(Arena *arena, Compare *c, const char *name,
                      Diags *question)
{
    for (size_t i = 0; c->per == NULL && i < c->n_sides; i++) {
        c->per_side = &c->side[i];
        c->per = per_def(c, c->per_side, name);
    }
    if (c->per == NULL && name == NULL)
        return true;
    if (c->per == NULL) {
        diag_add(question, DIAG_FAULT, (Place){0},
                 study_data_way(arena, c->side[0].result->program,
                                c->def->table, name),
                 "--per: \"%s\" is no number, at least 0, for each row of %s",
                 name, c->table->name);
        return false;
    }
    const Column *column = result_column(c->per_side->result, c->per);
    c->per_value = ARENA_ARRAY(arena, const Rat *, c->n_rows + 1);
    for (size_t i = 0; i < c->n_rows; i++)
        c->per_value[i] = column->at[c->per_side->row[i]].num;
    return true;
}

/* ---- Regions ---- */

/* Sweden's counties by code, since 1998. */
static const char *county(const char *code)
{
    static const struct {
        char code[3];
        const char *name;
    } list[] = {
        {"01", "Stockholm"}, {"03", "Uppsala"}, {"04", "Södermanland"},
        {"05", "Östergötland"}, {"06", "Jönköping"}, {"07", "Kronoberg"},
        {"08", "Kalmar"}, {"09", "Gotland"}, {"10", "Blekinge"},
        {"12", "Skåne"}, {"13", "Halland"}, {"14", "Västra Götaland"},
        {"17", "Värmland"}, {"18", "Örebro"}, {"19", "Västmanland"},
        {"20", "Dalarna"}, {"21", "Gävleborg"}, {"22", "Västernorrland"},
        {"23", "Jämtland"}, {"24", "Västerbotten"}, {"25", "Norrbotten"}};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (strcmp(list[i].code, code) == 0)
            return list[i].name;
    return NULL;
}

static bool four_digits(const Table *table)
{
    for (size_t i = 0; i < table->n; i++)
        if (strlen(table->code[i]) != 4
            || strspn(table->code[i], "0123456789") != 4)
            return false;
    return table->n > 0;
}

static int by_code(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* code: of each row, its group's. */
static void group_by_code(Arena *arena, const Compare *c, const char **code,
                          CompareGroups *out)
{
    CodeIndex *index = code_index_new(arena, c->n_rows);
    size_t n = 0;
    out->code = ARENA_ARRAY(arena, const char *, c->n_rows + 1);
    out->name = ARENA_ARRAY(arena, const char *, c->n_rows + 1);
    out->of = ARENA_ARRAY(arena, size_t, c->n_rows + 1);
    memcpy(out->code, code, c->n_rows * sizeof *code);
    qsort(out->code, c->n_rows, sizeof *out->code, by_code);
    for (size_t i = 0; i < c->n_rows; i++)
        if (code_index_add(index, out->code[i], n, &(size_t){0}))
            out->code[n++] = out->code[i];
    for (size_t i = 0; i < c->n_rows; i++)
        code_index_find(index, code[i], &out->of[i]);
    out->n = n;
}

static void by_county(Arena *arena, const Compare *c, CompareGroups *out)
{
    const char **code = ARENA_ARRAY(arena, const char *, c->n_rows + 1);
    bool known = true;
    for (size_t i = 0; i < c->n_rows; i++)
        code[i] = arena_copy(arena, c->table->code[i], 2);
    group_by_code(arena, c, code, out);
    for (size_t g = 0; g < out->n; g++) {
        out->name[g] = county(out->code[g]);
        known = known && out->name[g] != NULL;
    }
    for (size_t g = 0; !known && g < out->n; g++)
        out->name[g] = NULL;
    out->kind = GROUP_COUNTY;
}

static void by_parent(Arena *arena, const Compare *c, CompareGroups *out)
{
    const TableLink *link = &c->table->link[0];
    const Table *parent = c->side[0].result->data->table[link->parent];
    const char **code = ARENA_ARRAY(arena, const char *, c->n_rows + 1);
    for (size_t i = 0; i < c->n_rows; i++)
        code[i] = parent->code[link->row[i]];
    group_by_code(arena, c, code, out);
    for (size_t g = 0; g < out->n; g++) {
        size_t row;
        code_index_find(parent->index, out->code[g], &row);
        out->name[g] = parent->label[row];
    }
    out->what = parent->name;
    out->kind = GROUP_PARENT;
}

/* ---- Sizes ---- */

/* 0, 1, 2, 5, 10, 20, 50, ... and one beyond the largest value. */
static size_t size_bounds(Arena *arena, RatPool *pool, const Rat *largest,
                          const Rat ***out)
{
    VEC(const Rat *) bound = {0};
    static const int64_t step[] = {1, 2, 5};
    const Rat *ten = rat_int(pool, 10), *power = rat_int(pool, 1);
    *VEC_ADD(arena, &bound) = rat_int(pool, 0);
    for (size_t i = 0; rat_cmp(bound.at[bound.n - 1], largest) <= 0; i++) {
        if (i > 0 && i % 3 == 0)
            power = rat_mul(pool, power, ten);
        *VEC_ADD(arena, &bound) =
            rat_mul(pool, power, rat_int(pool, step[i % 3]));
    }
    *out = bound.at;
    return bound.n;
}

static size_t class_of(const Rat *const *bound, size_t n, const Rat *value)
{
    size_t k = 0;
    while (k + 2 < n && rat_cmp(bound[k + 1], value) <= 0)
        k++;
    return k;
}

/* Classes that hold a row, from the smallest on. */
static void by_size(Arena *arena, RatPool *pool, const Compare *c,
                    CompareGroups *out)
{
    const Rat *largest = rat_int(pool, 0), **bound;
    out->whole = true;
    for (size_t i = 0; i < c->n_rows; i++) {
        largest = rat_max(largest, c->per_value[i]);
        out->whole = out->whole && rat_is_whole(c->per_value[i]);
    }
    size_t n = size_bounds(arena, pool, largest, &bound);
    size_t *rows = ARENA_ARRAY(arena, size_t, n);
    size_t *group = ARENA_ARRAY(arena, size_t, n);
    out->of = ARENA_ARRAY(arena, size_t, c->n_rows + 1);
    out->from = ARENA_ARRAY(arena, const Rat *, n);
    out->below = ARENA_ARRAY(arena, const Rat *, n);
    for (size_t i = 0; i < c->n_rows; i++)
        rows[class_of(bound, n, c->per_value[i])]++;
    for (size_t k = 0; k + 1 < n; k++) {
        group[k] = out->n;
        if (rows[k] == 0)
            continue;
        out->from[out->n] = bound[k];
        out->below[out->n++] = bound[k + 1];
    }
    for (size_t i = 0; i < c->n_rows; i++)
        out->of[i] = group[class_of(bound, n, c->per_value[i])];
    out->kind = GROUP_SIZE;
}

/* One group alone says nothing that the sum does not. */
static void drop_single(CompareGroups *groups)
{
    if (groups->n < 2)
        *groups = (CompareGroups){.kind = GROUP_NONE};
}

void compare_find_groups(Arena *arena, RatPool *pool, Compare *c)
{
    if (c->table->n_links > 0)
        by_parent(arena, c, &c->region);
    else if (four_digits(c->table))
        by_county(arena, c, &c->region);
    if (c->per != NULL)
        by_size(arena, pool, c, &c->size);
    drop_single(&c->region);
    drop_single(&c->size);
}
