/* lanes_avx2.c - the loops over rows for x86-64 with AVX2 and FMA. */
#include "fast/lanes.h"

#ifdef __x86_64__

#define LANES(name) name##_avx2
#define LANES_NAME "avx2"
#define LANES_WIDTH 4

#include "fast/lanes_table.inc"

#endif
