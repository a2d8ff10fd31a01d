/* map_draw.c - what both kinds of maps are drawn with: patterns, words, links.
 *
 * Looks stand in attributes: a map can be cut out of the page, and a page that
 * allows no style but its own sheet can show it. Words are in a <tspan>, which
 * a sheet's rules for the text of charts do not reach.
 */
#include <stdio.h>
#include <string.h>

#include "base/tr.h"
#include "report/html.h"
#include "report/map_int.h"
#include "report/report.h"

#define HATCH "#8b929a"

#define LEGEND_AWAY 14      /* from the land */
#define WIDTH_MOST 480      /* that a drawing gets for the legend's sake */

/* ---- Colours, patterns, outlines ---- */

/* Patterns are drawn in the steps of what they fill. */
static void add_fine(const char *id, const char *name, int fine,
                     const char *turn, Buf *out)
{
    buf_addf(out, "<pattern id=\"%s-%s" MAP_FINE "\" href=\"#%s-%s\" "
             "patternTransform=\"scale(%d)%s\"/>", id, name, id, name, fine,
             turn);
}

static void add_hatch(const char *id, int fine, Buf *out)
{
    buf_addf(out, "<pattern id=\"%s-none\" width=\"5\" height=\"5\" "
             "patternUnits=\"userSpaceOnUse\" "
             "patternTransform=\"rotate(45)\"><path d=\"M0 0h5v5H0z\" "
             "fill=\"#fff\"/><path d=\"M1 0v5\" stroke=\"" HATCH "\" "
             "stroke-width=\"1.6\"/></pattern>", id);
    add_fine(id, "none", fine, " rotate(45)", out);
}

static void add_stripes(const char *id, int class, int fine, Buf *out)
{
    const MapColour *colour = &map_diverging[class];
    char name[12];
    snprintf(name, sizeof name, "%d", class);
    buf_addf(out, "<pattern id=\"%s-%s\" width=\"4\" height=\"4\" "
             "patternUnits=\"userSpaceOnUse\"><path d=\"M0 0h4v4H0z\" "
             "fill=\"%s\"/><path d=\"M0 2h4\" stroke=\"%s\" "
             "stroke-width=\"1\" stroke-opacity=\".65\"/></pattern>",
             id, name, colour->fill, colour->ink);
    add_fine(id, name, fine, "", out);
}

static void add_patterns(const MapIn *in, int fine, Buf *out)
{
    buf_add(out, "<defs>");
    add_hatch(in->id, fine, out);
    for (int c = 0; c < MAP_CLASSES && in->scale == MAP_DIVERGING; c++)
        if (map_diverging[c].striped)
            add_stripes(in->id, c, fine, out);
    buf_add(out, "</defs>\n");
}

void map_paint(const MapIn *in, const MapClasses *classes, int which,
               const char *fine, Buf *out)
{
    if (which == MAP_NO_CLASS)
        buf_addf(out, " fill=\"url(#%s-none%s)\"", in->id, fine);
    else if (classes->at[which].colour.striped)
        buf_addf(out, " fill=\"url(#%s-%d%s)\"", in->id, which, fine);
    else
        buf_addf(out, " fill=\"%s\"", classes->at[which].colour.fill);
}

/* A number of tenths of the drawing's unit. */
static void add_tenths(Buf *out, int tenths, int unit)
{
    buf_addf(out, "%d", tenths * unit / 10);
    if (tenths * unit % 10 != 0)
        buf_addf(out, ".%d", tenths * unit % 10);
}

static void add_stroke(const char *colour, int tenths, int unit, Buf *out)
{
    buf_addf(out, " fill=\"none\" stroke=\"%s\" stroke-width=\"", colour);
    add_tenths(out, tenths, unit);
    buf_add_char(out, '"');
}

void map_under_dashes(int unit, Buf *out)
{
    add_stroke("#fff", 28, unit, out);
}

void map_dashes(unsigned marks, int unit, Buf *out)
{
    /* Drawn and left out by turns, in tenths. */
    static const int dashes[][4] = {[MARK_ESTIMATED] = {15, 20},
                                    [MARK_CALIBRATED] = {50, 20},
                                    [MARK_ESTIMATED | MARK_CALIBRATED] =
                                        {50, 20, 15, 20}};
    const int *dash = dashes[marks & 3];
    add_stroke(MAP_INK, 15, unit, out);
    buf_add(out, " stroke-dasharray=\"");
    for (int i = 0; i < 4 && dash[i] > 0; i++) {
        buf_add(out, i > 0 ? " " : "");
        add_tenths(out, dash[i], unit);
    }
    buf_add_char(out, '"');
}

/* ---- Places ---- */

static void add_tooltip(const MapRow *row, const char *name, Buf *out)
{
    buf_add(out, "<title>");
    if (row == NULL || row->value == NULL) {
        Buf text = {0};
        buf_addf(&text, tr("%s: no figure"), row == NULL ? name : row->name);
        html_text(out, text.at);
        buf_free(&text);
    } else {
        html_text(out, row->name);
        buf_add(out, ": ");
        html_text(out, row->text);
        if ((row->marks & 3) != 0)
            buf_addf(out, " (%s)", report_marks(row->marks & 3));
    }
    buf_add(out, "</title>");
}

/* Without a stop for the tab key at each of 290 places: the table has one. */
void map_place_open(const MapRow *row, const char *name, Buf *out)
{
    bool link = row != NULL && row->link != NULL;
    if (link) {
        buf_add(out, "<a tabindex=\"-1\" href=\"#");
        html_text(out, row->link);
        buf_add(out, "\">");
    } else {
        buf_add(out, "<g>");
    }
    add_tooltip(row, name, out);
}

void map_place_close(const MapRow *row, Buf *out)
{
    bool link = row != NULL && row->link != NULL;
    buf_add(out, link ? "</a>\n" : "</g>\n");
}

void map_words(int x, int y, bool middle, int size, const char *colour,
               const char *more, const char *text, Buf *out)
{
    buf_addf(out, "<text x=\"%d\" y=\"%d\"%s><tspan font-size=\"%d\" "
             "fill=\"%s\"%s>", x, y,
             middle ? " text-anchor=\"middle\"" : "", size, colour, more);
    html_text(out, text);
    buf_add(out, "</tspan></text>");
}

#define RIM " font-weight=\"600\" stroke=\"%s\" stroke-width=\"2.5\" " \
            "stroke-linejoin=\"round\" paint-order=\"stroke\""

void map_label(int x, int y, int size, const MapColour *on, const char *text,
               size_t len, Buf *out)
{
    Buf part = {0}, rim = {0};
    buf_add(&rim, "");
    buf_add_n(&part, text, len);
    if (on == NULL || on->striped)
        buf_addf(&rim, RIM, on == NULL ? "#fff" : on->fill);
    map_words(x, y, true, size, on == NULL ? MAP_INK : on->ink, rim.at,
              part.at, out);
    buf_free(&part);
    buf_free(&rim);
}

/* ---- The drawing ---- */

static int missing(MapSize legend, int room)
{
    int wanted = legend.width + LEGEND_AWAY - room;
    return wanted > 0 ? wanted : 0;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static MapLayout legend_below(MapSize land, MapSize legend)
{
    return (MapLayout){{larger(land.width, legend.width) + 2 * MAP_MARGIN,
                        land.height + LEGEND_AWAY + legend.height +
                            2 * MAP_MARGIN},
                       MAP_MARGIN, MAP_MARGIN,
                       MAP_MARGIN + land.height + LEGEND_AWAY};
}

MapLayout map_lay_out(MapSize land, MapSize legend, int room_left,
                      int room_right)
{
    int at_left = missing(legend, room_left);
    int at_right = missing(legend, room_right);
    bool right = at_right < at_left;
    int wider = right ? at_right : at_left;
    if (wider > 0 && land.width + wider > WIDTH_MOST)
        return legend_below(land, legend);
    int width = land.width + wider + 2 * MAP_MARGIN;
    return (MapLayout){{width, larger(land.height, legend.height) +
                                   2 * MAP_MARGIN},
                       MAP_MARGIN + (right ? 0 : at_left),
                       right ? width - MAP_MARGIN - legend.width : MAP_MARGIN,
                       MAP_MARGIN};
}

void map_open(const MapIn *in, MapSize size, const char *description,
              int fine, Buf *out)
{
    buf_addf(out, "<svg class=\"map\" id=\"%s\" width=\"%d\" "
             "height=\"%d\" viewBox=\"0 0 %d %d\" role=\"group\" "
             "aria-labelledby=\"%s-title\" aria-describedby=\"%s-desc\" "
             "xmlns=\"http://www.w3.org/2000/svg\"><title id=\"%s-title\">",
             in->id, size.width, size.height, size.width, size.height,
             in->id, in->id, in->id);
    html_text(out, in->title);
    buf_addf(out, "</title><desc id=\"%s-desc\">", in->id);
    html_text(out, description);
    buf_add(out, "</desc>\n");
    add_patterns(in, fine, out);
}

void map_close(Buf *out)
{
    buf_add(out, "</svg>\n");
}
