/* bind_total.c - a row that looks like the total of the table.
 *
 * Published tables end in "Hela riket". Taken for a recipient it gets half of
 * everything, and every sum still holds.
 */
#include <string.h>

#include "check/bind_int.h"

/* Of fewer rows one may well be the sum of the others; of more only whoever
 * counts in ones and twos has such. */
#define OTHERS_LEAST 5
/* Longer tables are no lists that somebody published. */
#define ROWS_MOST 100000

/* The row of the largest value, if so many others are above 0 and none is
 * below; else the number of rows. */
static size_t largest_row(const DataColumn *column) {
    size_t largest = 0, above = 0;
    for (size_t i = 0; i < column->n; i++) {
        int sign = rat_sign(column->at[i].num);
        if (sign < 0) {
            return column->n;
        }
        above += sign > 0;
        if (rat_cmp(column->at[i].num, column->at[largest].num) > 0) {
            largest = i;
        }
    }
    return above > OTHERS_LEAST ? largest : column->n;
}

static bool is_sum_of_others(Binder *b, const DataColumn *column, size_t row) {
    const Rat **others = ARENA_ARRAY(b->arena, const Rat *, column->n);
    size_t n = 0;
    for (size_t i = 0; i < column->n; i++) {
        if (i != row) {
            others[n++] = column->at[i].num;
        }
    }
    return rat_cmp(rat_sum(b->pool, others, n), column->at[row].num) == 0;
}

/* Decimals, whose sum is one: results of others may be any fractions. */
static bool from_cells(const Stmt *s) {
    for (size_t i = 0; i < s->n_alts; i++) {
        if (s->alt[i].result.text) {
            return false;
        }
    }
    return true;
}

void bind_note_total(Binder *b, const Def *def, const DataColumn *column) {
    const Table *t = b->data->table[def->table];
    if (b->total_told || def->type.kind != TYPE_NUMBER ||
        column->n > ROWS_MOST || !from_cells(def->fill)) {
        return;
    }
    size_t row = largest_row(column);
    if (row == column->n || !is_sum_of_others(b, column, row)) {
        return;
    }
    const char *code = t->code[row], *label = t->label[row];
    bool named = strcmp(code, label) != 0;
    b->total_told = true;
    diag_add(b->diags, DIAG_NOTE, def->fill->place,
             "if it is a total, leave its line out of the table with "
             "\"where\"",
             "\"%s\" of %s%s%s is the sum of all other rows", def->name, code,
             named ? " " : "", named ? label : "");
}
