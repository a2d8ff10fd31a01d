/* lanes_avx512.c - the loops over rows for x86-64-v4, that is AVX-512: eight doubles at a time. */
#include "fast/lanes.h"

#ifdef __x86_64__

#define LANES(name) name##_avx512
#define LANES_NAME "avx512"
#define LANES_WIDTH 8

#include "fast/lanes_table.inc"

#endif
