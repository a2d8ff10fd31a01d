/* map_legend.c - what the colours and outlines of a map mean. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "report/map_int.h"
#include "report/report.h"

#define SOFT "#59626c"
#define FONT 11
#define LETTER 6            /* a letter of it is at most so wide */
#define LINE 19
#define SWATCH_WIDTH 20
#define SWATCH_HEIGHT 13
#define TITLE_LETTERS 28    /* a title is folded to this */

/* What stands beside a class's colour: "35 000 kr – 41 234 kr (58)". */
static void class_words(const MapClass *class, Buf *out)
{
    buf_add(out, class->least->text);
    if (strcmp(class->least->text, class->most->text) != 0)
        buf_addf(out, " – %s", class->most->text);
    buf_addf(out, " (%zu)", class->n);
}

typedef struct Legend {
    const MapIn *in;
    const MapClasses *classes;
    size_t elsewhere;
    int x, y;
    Buf *out;           /* NULL: it is only measured */
    size_t letters;     /* of the widest line, with its swatch */
} Legend;

/* A line of words that are so many letters away from the left. */
static void legend_words(Legend *k, const char *text, size_t indent,
                         const char *colour, const char *more, int height)
{
    size_t letters = utf8_width(text, strlen(text)) + indent;
    if (letters > k->letters)
        k->letters = letters;
    if (k->out != NULL) {
        map_words(k->x + (int)indent * LETTER, k->y + FONT, false, FONT,
                  colour, more, text, k->out);
        buf_add_char(k->out, '\n');
    }
    k->y += height;
}

/* The colour of a class before its words, or the outline of marks. */
static void legend_entry(Legend *k, const char *text, int class,
                         unsigned marks)
{
    if (k->out != NULL) {
        buf_addf(k->out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" "
                 "height=\"%d\"", k->x + 1, k->y, SWATCH_WIDTH,
                 SWATCH_HEIGHT);
        if (marks != 0)
            map_dashes(marks, 1, k->out);
        else
            map_paint(k->in, k->classes, class, "", k->out);
        buf_add(k->out, "/>");
    }
    legend_words(k, text, 5, MAP_INK, "", LINE);
}

static void legend_title(Legend *k)
{
    Buf lines = {0};
    report_wrap(k->in->title, 0, TITLE_LETTERS, &lines);
    for (char *line = lines.at; *line != '\0';) {
        char *end = strchr(line, '\n');
        *end = '\0';
        legend_words(k, line, 0, MAP_INK, " font-weight=\"600\"", LINE - 4);
        line = end + 1;
    }
    k->y += 4;
    buf_free(&lines);
}

static void legend_classes(Legend *k)
{
    const MapClasses *classes = k->classes;
    Buf text = {0};
    for (size_t c = classes->n; c-- > 0; text.n = 0) {
        if (classes->at[c].n == 0)
            continue;
        class_words(&classes->at[c], &text);
        legend_entry(k, text.at, (int)c, 0);
    }
    if (classes->hatched > 0) {
        buf_addf(&text, tr("no figure (%zu)"), classes->hatched);
        legend_entry(k, text.at, MAP_NO_CLASS, 0);
    }
    buf_free(&text);
}

static void legend_lines(Legend *k)
{
    legend_title(k);
    legend_classes(k);
    for (unsigned marks = 1; marks <= 3; marks++)
        if ((k->classes->marked & 1u << marks) != 0)
            legend_entry(k, report_marks(marks), MAP_NO_CLASS, marks);
    legend_words(k, tr("(in brackets: how many)"), 0, SOFT, "", LINE);
    if (k->elsewhere > 0) {
        Buf text = {0};
        buf_addf(&text, tr("not on this map: %zu"), k->elsewhere);
        legend_words(k, text.at, 0, SOFT, "", LINE);
        buf_free(&text);
    }
}

MapSize map_legend_size(const MapIn *in, const MapClasses *classes)
{
    Legend k = {in, classes, 1, 0, 0, NULL, 0};
    legend_lines(&k);
    return (MapSize){(int)k.letters * LETTER, k.y};
}

void map_legend(const MapIn *in, const MapClasses *classes, size_t elsewhere,
                int x, int y, Buf *out)
{
    Legend k = {in, classes, elsewhere, x, y, out, 0};
    buf_add(out, "<g class=\"map-legend\">\n");
    legend_lines(&k);
    buf_add(out, "</g>\n");
}
