/* code_index.c - from codes to row numbers: open addressing, FNV-1a. */
#include <string.h>

#include "base/diag.h"
#include "table/table.h"

struct CodeIndex {
    Arena *arena;
    VEC(const char *) code;     /* in the order added */
    VEC(size_t) row;
    size_t *slot;               /* index into code, plus 1; 0: free */
    size_t n_slots;             /* a power of two, at most two thirds full */
};

static size_t slots_for(size_t n)
{
    size_t slots = 16;
    while (slots / 3 * 2 <= n)
        slots *= 2;
    return slots;
}

CodeIndex *code_index_new(Arena *arena, size_t expected)
{
    CodeIndex *index = ARENA_NEW(arena, CodeIndex);
    index->arena = arena;
    index->n_slots = slots_for(expected);
    index->slot = ARENA_ARRAY(arena, size_t, index->n_slots);
    return index;
}

static uint64_t hash_code(const char *code)
{
    uint64_t h = 14695981039346656037u;
    for (; *code != '\0'; code++)
        h = (h ^ (unsigned char)*code) * 1099511628211u;
    return h ^ h >> 32;
}

/* The slot that holds code, or the free one where it belongs. */
static size_t *find_slot(const CodeIndex *index, const char *code)
{
    size_t mask = index->n_slots - 1;
    size_t at = (size_t)hash_code(code) & mask;
    while (index->slot[at] != 0 &&
           strcmp(index->code.at[index->slot[at] - 1], code) != 0)
        at = (at + 1) & mask;
    return &index->slot[at];
}

static void grow(CodeIndex *index)
{
    index->n_slots *= 2;
    index->slot = ARENA_ARRAY(index->arena, size_t, index->n_slots);
    for (size_t i = 0; i < index->code.n; i++)
        *find_slot(index, index->code.at[i]) = i + 1;
}

bool code_index_add(CodeIndex *index, const char *code, size_t row,
                    size_t *earlier)
{
    size_t *slot = find_slot(index, code);
    if (*slot != 0) {
        *earlier = index->row.at[*slot - 1];
        return false;
    }
    *VEC_ADD(index->arena, &index->code) = arena_string(index->arena, code);
    *VEC_ADD(index->arena, &index->row) = row;
    *slot = index->code.n;
    if (index->n_slots / 3 * 2 <= index->code.n)
        grow(index);
    return true;
}

bool code_index_find(const CodeIndex *index, const char *code, size_t *row)
{
    size_t slot = *find_slot(index, code);
    if (slot == 0)
        return false;
    *row = index->row.at[slot - 1];
    return true;
}

/* A spreadsheet that took "0114" for a number wrote 114. */
static const char *with_zero(const CodeIndex *index, const char *code)
{
    char longer[34] = "0";
    if (strlen(code) > sizeof longer - 2)
        return NULL;
    strcat(longer, code);
    size_t slot = *find_slot(index, longer);
    return slot == 0 ? NULL : index->code.at[slot - 1];
}

const char *code_index_nearest(const CodeIndex *index, const char *code)
{
    const char *same = with_zero(index, code);
    return same != NULL ? same
                        : name_nearest(code, index->code.at, index->code.n);
}
