/* report_marks.c - marks of rows in words and in a column of letters. */
#include "report/report_marks.h"
#include "base/tr.h"

bool marks_above(const Letters *letters, size_t width, Buf *out)
{
    static const unsigned kind[] = {MARK_ESTIMATED, MARK_CALIBRATED};
    size_t before = out->n;
    for (size_t i = 0; i < sizeof kind / sizeof *kind; i++) {
        Buf line = {0};
        if ((letters->all & kind[i]) != 0)
            buf_addf(&line, tr("Every row is computed from %s input."),
                     report_marks(kind[i]));
        else if ((letters->reach & kind[i]) != 0)
            buf_addf(&line, tr("Totals behind every row hold %s input."),
                     report_marks(kind[i]));
        if (line.n > 0)
            report_wrap(line.at, 4, width, out);
        buf_free(&line);
    }
    return out->n > before;
}

const char *marks_cell(Arena *arena, const Letters *letters,
                       const Value *value)
{
    Buf text = {0};
    letters_add(letters, value, &text);
    const char *copy = text.n > 0 ? arena_copy(arena, text.at + 1, text.n - 1)
                                  : "";
    buf_free(&text);
    return copy;
}

void marks_below(const Letters *letters, size_t width, Buf *out)
{
    if (letters->used != 0)
        buf_add_char(out, '\n');
    letters_legend(letters->used, width, out);
}
