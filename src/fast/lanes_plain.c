/* lanes_plain.c - the loops over rows for any processor. */
#define LANES(name) name##_plain
#define LANES_NAME "plain"
#define LANES_WIDTH 2

#include "fast/lanes_table.inc"
