/* svg.h - drawings as SVG inside a page: marks, lines and words.
 *
 * Coordinates are in the drawing's own units, written with one decimal at
 * most. Looks come from classes of page.css, so that print and screen differ
 * in one place.
 */
#ifndef FORDELA_REPORT_SVG_H
#define FORDELA_REPORT_SVG_H

#include <stddef.h>

#include "base/buf.h"

/* Where words stand about their place. */
typedef enum SvgAnchor { SVG_START, SVG_MIDDLE, SVG_END } SvgAnchor;

/* A figure of a page: its drawing has a title and a description for those who
 * do not see it, and its caption stands below for everybody. number: of the
 * figure in the page, for names that are unique. */
void svg_open(Buf *out, size_t number, double width, double height,
              const char *title, const char *description);
/* Closes drawing and figure; caption is HTML. */
void svg_close(Buf *out, const char *caption);

void svg_coordinate(Buf *out, double value);
void svg_rect(Buf *out, const char *class, double x, double y, double width,
              double height);
/* The same, with words shown where one points at it. */
void svg_rect_told(Buf *out, const char *class, double x, double y,
                   double width, double height, const char *title);
void svg_line(Buf *out, const char *class, double x1, double y1, double x2,
              double y2);
void svg_text(Buf *out, const char *class, double x, double y,
              SvgAnchor anchor, const char *text);
/* Through n points; closed: an area. */
void svg_points(Buf *out, const char *class, size_t n, const double *x,
                const double *y, int closed);

#endif
