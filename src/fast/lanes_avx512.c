/* lanes_avx512.c - the loops over rows for x86-64-v4 (AVX-512). */
#include "fast/lanes.h"

#ifdef __x86_64__

#define LANES(name) name##_avx512
#define LANES_NAME "avx512"
#define LANES_WIDTH 8

#include "fast/lanes_table.inc"

#endif
