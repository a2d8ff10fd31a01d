/* code_index.c - from codes to row numbers: FNV-1a, and a tree in each slot.
 *
 * Whoever writes a file can choose its codes so that they fall into one slot.
 * So those of a slot stand in a crit-bit tree: an inner node knows the first
 * bit in which the codes below it differ, and no code is asked for more bits
 * than it has, whatever the others are.
 */
#include <string.h>

#include "base/diag.h"
#include "table/table.h"

/* A slot or child: 0 for none, 2 * code + 1, or 2 * inner node (from 1). */
typedef size_t Link;

typedef struct Inner {
    size_t bit;             /* 8 * byte + place in it, the highest first */
    Link child[2];          /* where it is 0, 1 */
} Inner;

struct CodeIndex {
    Arena *arena;
    VEC(const char *) code;     /* in the order added */
    VEC(size_t) row;
    VEC(Inner) inner;
    Link *slot;
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
    index->slot = ARENA_ARRAY(arena, Link, index->n_slots);
    return index;
}

static uint64_t hash_code(const char *code, size_t *len)
{
    uint64_t h = 14695981039346656037u;
    const char *at = code;
    for (; *at != '\0'; at++)
        h = (h ^ (unsigned char)*at) * 1099511628211u;
    *len = (size_t)(at - code);
    return h ^ h >> 32;
}

static Link *slot_of(const CodeIndex *index, const char *code, size_t *len)
{
    return &index->slot[(size_t)hash_code(code, len) & (index->n_slots - 1)];
}

/* Bits behind a code's end are 0. */
static bool bit_at(const char *code, size_t len, size_t bit)
{
    size_t byte = bit / 8;
    return byte < len && ((unsigned char)code[byte] >> (7 - bit % 8) & 1);
}

/* The one code of the tree that can be equal to this; it is not empty. */
static size_t candidate(const CodeIndex *index, Link at, const char *code,
                        size_t len)
{
    while (at % 2 == 0) {
        const Inner *node = &index->inner.at[at / 2 - 1];
        at = node->child[bit_at(code, len, node->bit)];
    }
    return at / 2;
}

/* The index of the code, or SIZE_MAX. */
static size_t find(const CodeIndex *index, const char *code)
{
    size_t len;
    Link at = *slot_of(index, code, &len);
    if (at == 0)
        return SIZE_MAX;
    size_t i = candidate(index, at, code, len);
    return strcmp(index->code.at[i], code) == 0 ? i : SIZE_MAX;
}

/* The first bit in which two different codes differ. */
static size_t first_difference(const char *a, const char *b)
{
    size_t byte = 0, bit = 0;
    while (a[byte] == b[byte])
        byte++;
    unsigned change = (unsigned char)a[byte] ^ (unsigned char)b[byte];
    while ((change >> (7 - bit) & 1) == 0)
        bit++;
    return 8 * byte + bit;
}

/* Puts code i, which is not there yet, into the tree of its slot. */
static void put(CodeIndex *index, size_t i)
{
    const char *code = index->code.at[i];
    size_t len;
    Link *link = slot_of(index, code, &len);
    if (*link == 0) {
        *link = 2 * i + 1;
        return;
    }
    size_t other = candidate(index, *link, code, len);
    size_t bit = first_difference(code, index->code.at[other]);
    bool side = bit_at(code, len, bit);
    Inner *node = VEC_ADD(index->arena, &index->inner);
    while (*link % 2 == 0 && index->inner.at[*link / 2 - 1].bit < bit) {
        Inner *above = &index->inner.at[*link / 2 - 1];
        link = &above->child[bit_at(code, len, above->bit)];
    }
    node->bit = bit;
    node->child[side] = 2 * i + 1;
    node->child[!side] = *link;
    *link = 2 * index->inner.n;
}

static void grow(CodeIndex *index)
{
    index->n_slots *= 2;
    index->slot = ARENA_ARRAY(index->arena, Link, index->n_slots);
    index->inner.n = 0;
    for (size_t i = 0; i < index->code.n; i++)
        put(index, i);
}

bool code_index_add(CodeIndex *index, const char *code, size_t row,
                    size_t *earlier)
{
    size_t i = find(index, code);
    if (i != SIZE_MAX) {
        *earlier = index->row.at[i];
        return false;
    }
    *VEC_ADD(index->arena, &index->code) = arena_string(index->arena, code);
    *VEC_ADD(index->arena, &index->row) = row;
    put(index, index->code.n - 1);
    if (index->n_slots / 3 * 2 <= index->code.n)
        grow(index);
    return true;
}

bool code_index_find(const CodeIndex *index, const char *code, size_t *row)
{
    size_t i = find(index, code);
    if (i == SIZE_MAX)
        return false;
    *row = index->row.at[i];
    return true;
}

/* A spreadsheet that took "0114" for a number wrote 114. */
static const char *with_zero(const CodeIndex *index, const char *code)
{
    char longer[34] = "0";
    if (strlen(code) > sizeof longer - 2)
        return NULL;
    strcat(longer, code);
    size_t i = find(index, longer);
    return i == SIZE_MAX ? NULL : index->code.at[i];
}

const char *code_index_nearest(const CodeIndex *index, const char *code)
{
    const char *same = with_zero(index, code);
    return same != NULL ? same
                        : name_nearest(code, index->code.at, index->code.n);
}
