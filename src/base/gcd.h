/* gcd.h - the greatest common divisor. */
#ifndef FORDELA_GCD_H
#define FORDELA_GCD_H

#include <stdint.h>

/* Of a, b >= 0; that of 0 and b is b. */
static inline int64_t gcd(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

#endif
