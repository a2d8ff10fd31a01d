/* svg.c - drawings as SVG. */
#include "report/svg.h"

#include <math.h>

#include "report/html.h"

/* A tenth of a unit is less than anyone sees; no locale has a say in it. */
void svg_coordinate(Buf *out, double value)
{
    if (!(fabs(value) < 1e6))
        value = 0;
    long tenths = lround(fabs(value) * 10);
    buf_addf(out, "%s%ld", value < 0 && tenths > 0 ? "-" : "", tenths / 10);
    if (tenths % 10 != 0)
        buf_addf(out, ".%ld", tenths % 10);
}

static void attribute(Buf *out, const char *name, double value)
{
    buf_addf(out, " %s=\"", name);
    svg_coordinate(out, value);
    buf_add_char(out, '"');
}

void svg_open(Buf *out, size_t number, double width, double height,
              const char *title, const char *description)
{
    buf_add(out, "<figure class=\"chart\"><svg viewBox=\"0 0 ");
    svg_coordinate(out, width);
    buf_add_char(out, ' ');
    svg_coordinate(out, height);
    buf_addf(out, "\" role=\"img\" aria-labelledby=\"ct%zu cd%zu\">"
                  "<title id=\"ct%zu\">", number, number, number);
    html_text(out, title);
    buf_addf(out, "</title><desc id=\"cd%zu\">", number);
    html_text(out, description);
    buf_add(out, "</desc>\n");
}

void svg_close(Buf *out, const char *caption)
{
    buf_addf(out, "</svg><figcaption>%s</figcaption></figure>\n", caption);
}

static void open_rect(Buf *out, const char *class, double x, double y,
                      double width, double height)
{
    buf_addf(out, "<rect class=\"%s\"", class);
    attribute(out, "x", x);
    attribute(out, "y", y);
    attribute(out, "width", width < 0 ? 0 : width);
    attribute(out, "height", height < 0 ? 0 : height);
}

void svg_rect(Buf *out, const char *class, double x, double y, double width,
              double height)
{
    open_rect(out, class, x, y, width, height);
    buf_add(out, "/>");
}

void svg_rect_told(Buf *out, const char *class, double x, double y,
                   double width, double height, const char *title)
{
    open_rect(out, class, x, y, width, height);
    buf_add(out, "><title>");
    html_text(out, title);
    buf_add(out, "</title></rect>");
}

void svg_line(Buf *out, const char *class, double x1, double y1, double x2,
              double y2)
{
    buf_addf(out, "<line class=\"%s\"", class);
    attribute(out, "x1", x1);
    attribute(out, "y1", y1);
    attribute(out, "x2", x2);
    attribute(out, "y2", y2);
    buf_add(out, "/>");
}

void svg_text(Buf *out, const char *class, double x, double y,
              SvgAnchor anchor, const char *text)
{
    static const char *const word[] = {[SVG_START] = "start",
                                       [SVG_MIDDLE] = "middle",
                                       [SVG_END] = "end"};
    buf_addf(out, "<text class=\"%s\"", class);
    attribute(out, "x", x);
    attribute(out, "y", y);
    if (anchor != SVG_START)
        buf_addf(out, " text-anchor=\"%s\"", word[anchor]);
    buf_add_char(out, '>');
    html_text(out, text);
    buf_add(out, "</text>");
}

void svg_points(Buf *out, const char *class, size_t n, const double *x,
                const double *y, int closed)
{
    buf_addf(out, "<%s class=\"%s\" points=\"",
             closed ? "polygon" : "polyline", class);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_add_char(out, ' ');
        svg_coordinate(out, x[i]);
        buf_add_char(out, ',');
        svg_coordinate(out, y[i]);
    }
    buf_add(out, "\"/>");
}
