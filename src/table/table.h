/* table.h - recipients, areas, applications: rows with a code each.
 *
 * Ownership: a Table lives in the arena it was made in.
 */
#ifndef FORDELA_TABLE_H
#define FORDELA_TABLE_H

#include <stdbool.h>

#include "base/arena.h"

/* Codes to row numbers. */
typedef struct CodeIndex CodeIndex;

CodeIndex *code_index_new(Arena *arena, size_t expected);
/* Adds code -> row; returns false and *row of the earlier one if present. */
bool code_index_add(CodeIndex *index, const char *code, size_t row,
                    size_t *earlier);
bool code_index_find(const CodeIndex *index, const char *code, size_t *row);
/* The known code nearest to the one given, or NULL (compare name_nearest). */
const char *code_index_nearest(const CodeIndex *index, const char *code);

typedef struct TableLink {
    size_t parent;      /* index of the parent table in the data set */
    size_t *row;        /* n: the row there */
} TableLink;

typedef struct Table {
    const char *name;       /* as the formula calls it */
    size_t n;
    const char **code;      /* n; several key columns joined by "/" */
    const char **label;     /* n; the name column, or the code */
    CodeIndex *index;       /* of code */
    CodeIndex *left_out;    /* codes that `where` left out, or NULL */
    size_t n_links;
    TableLink *link;        /* in the order of the formula's `in` */
} Table;

#endif
