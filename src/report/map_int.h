/* map_int.h - between the files that draw maps.
 *
 * A map is places (tiles or shapes), some of which have a row. All coordinates
 * are whole numbers of the drawing's own unit, at about a pixel.
 */
#ifndef FORDELA_MAP_INT_H
#define FORDELA_MAP_INT_H

#include "report/map.h"

/* ---- map_class.c: which colour a row has ---- */

#define MAP_STEPS 5         /* colours from little to much */
#define MAP_SIDE_STEPS 3    /* of losses, and of gains; between them: none */
#define MAP_CLASSES (2 * MAP_SIDE_STEPS + 1)
#define MAP_NO_CLASS (-1)    /* hatched: no figure */

typedef struct MapColour {
    const char *fill, *ink;     /* of the place, of words on it */
    bool striped;               /* with thin lines: losses */
} MapColour;

/* From little to much; from the largest loss to the largest gain. */
extern const MapColour map_sequential[MAP_STEPS];
extern const MapColour map_diverging[MAP_CLASSES];

typedef struct MapClass {
    MapColour colour;
    const MapRow *least, *most; /* NULL: nobody is in it */
    size_t n;
} MapClass;

typedef struct MapClasses {
    size_t n;
    MapClass at[MAP_CLASSES];   /* from little to much */
    int *of;                    /* of each place; MAP_NO_CLASS: hatched */
    size_t hatched;
    unsigned marked;            /* bit 1 << marks: somebody has these marks */
} MapClasses;

/* row: of each of n places, or NULL. Rows with the same value are in the same
 * class; classes hold about equally many. */
void map_classify(const MapIn *in, const MapRow *const *row, size_t n,
                  MapClasses *out);

/* ---- map_draw.c: what both kinds of maps are drawn with ---- */

typedef struct MapSize {
    int width, height;
} MapSize;

#define MAP_INK "#1c2127"   /* of words and outlines */

/* Words in the drawing, from x on or about it. more: further attributes. */
void map_words(int x, int y, bool middle, int size, const char *colour,
               const char *more, const char *text, Buf *out);

#define MAP_MARGIN 3        /* around the drawing, for outlines */
/* Where things begin in a drawing of that size; the land at MAP_MARGIN from
 * the top. */
typedef struct MapLayout {
    MapSize size;
    int land_x;
    int legend_x, legend_y;
} MapLayout;
/* The legend stands in an upper corner if the land leaves room there (so much
 * beside it, at its left and at its right, to the land's edges) or the drawing
 * can be made a little wider; else below. */
MapLayout map_lay_out(MapSize land, MapSize legend, int room_left,
                      int room_right);

/* The drawing with its title, description and patterns, up to map_close. fine:
 * so many fine units, in which something is drawn, are one of the drawing's. */
void map_open(const MapIn *in, MapSize size, const char *description,
              int fine, Buf *out);
void map_close(Buf *out);

/* Opens and closes one place, with its link and tooltip. row NULL: name says
 * who it is. */
void map_place_open(const MapRow *row, const char *name, Buf *out);
void map_place_close(const MapRow *row, Buf *out);
/* Attributes of what shows a class's colour (MAP_NO_CLASS: hatched). fine: ""
 * in the drawing's own unit, MAP_FINE in the fine one given to map_open. */
#define MAP_FINE "-fine"
void map_paint(const MapIn *in, const MapClasses *classes, int which,
               const char *fine, Buf *out);
/* Attributes of the outline that shows marks, dots or dashes, and of a plain
 * white one to stand on, so that it is seen on any colour. unit: so many of
 * what is drawn in are one of the drawing's unit. */
void map_dashes(unsigned marks, int unit, Buf *out);
void map_under_dashes(int unit, Buf *out);
/* Words on a colour; NULL: on a map, dark with a light rim. */
void map_label(int x, int y, int size, const MapColour *on, const char *text,
               size_t len, Buf *out);

/* ---- map_legend.c ---- */

MapSize map_legend_size(const MapIn *in, const MapClasses *classes);
/* elsewhere: rows that are not on this map. */
void map_legend(const MapIn *in, const MapClasses *classes, size_t elsewhere,
                int x, int y, Buf *out);

#endif
