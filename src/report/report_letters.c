/* report_letters.c - marks of a column's rows, as letters beside them. */
#include "report/report_int.h"
#include "base/tr.h"

/* Bit by bit of Letters.used. */
static const struct {
    char letter;
    bool pooled;
    unsigned mark;
    const char *words;
} list[] = {
    {'e', false, MARK_ESTIMATED,
     N_("e: computed from estimated input of this row.")},
    {'c', false, MARK_CALIBRATED,
     N_("c: computed from calibrated input of this row.")},
    {'E', true, MARK_ESTIMATED,
     N_("E: a total behind it holds estimated input.")},
    {'C', true, MARK_CALIBRATED,
     N_("C: a total behind it holds calibrated input.")},
};
enum { LETTERS = sizeof list / sizeof *list };

unsigned report_marks_all(const Column *column)
{
    unsigned all = column->n > 0 ? ~0u : 0;
    for (size_t i = 0; i < column->n; i++)
        all &= column->at[i].marks;
    return all;
}

unsigned report_marks_reach(const Column *column)
{
    unsigned all = column->n > 0 ? ~0u : 0;
    for (size_t i = 0; i < column->n; i++)
        all &= (unsigned)column->at[i].marks | column->at[i].pooled;
    return all;
}

/* A total says nothing more where it is behind every row, or where the row's
 * own input has the mark. */
static bool has_letter(const Letters *l, const Value *value, size_t i)
{
    unsigned mark = list[i].mark;
    if ((l->all & mark) != 0)
        return false;
    return list[i].pooled ? (value->pooled & mark) != 0
                                && (value->marks & mark) == 0
                                && (l->reach & mark) == 0
                          : (value->marks & mark) != 0;
}

Letters letters_of(const Column *column)
{
    Letters l = {.all = report_marks_all(column),
                 .reach = report_marks_reach(column)};
    for (size_t row = 0; row < column->n; row++) {
        size_t n = 0;
        for (size_t i = 0; i < LETTERS; i++)
            if (has_letter(&l, &column->at[row], i)) {
                l.used |= 1u << i;
                n++;
            }
        l.widest = n > l.widest ? n : l.widest;
    }
    return l;
}

void letters_add(const Letters *l, const Value *value, Buf *out)
{
    size_t left = l->widest;
    if (left == 0)
        return;
    buf_add_char(out, ' ');
    for (size_t i = 0; i < LETTERS; i++)
        if (has_letter(l, value, i)) {
            buf_add_char(out, list[i].letter);
            left--;
        }
    buf_add_repeat(out, ' ', left);
}

const char *letters_head(Arena *arena, const Letters *l, const char *head)
{
    size_t pad = l->widest > 0 ? l->widest + 1 : 0;
    return arena_format(arena, "%s%*s", head, (int)pad, "");
}

void letters_legend(unsigned used, size_t width, Buf *out)
{
    for (size_t i = 0; i < LETTERS; i++)
        if ((used >> i & 1) != 0)
            report_wrap(tr(list[i].words), 4, width, out);
}
