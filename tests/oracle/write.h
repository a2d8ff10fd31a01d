/* write.h - what all that writes a formula by dice writes and throws with. */
#ifndef FORDELA_ORACLE_WRITE_H
#define FORDELA_ORACLE_WRITE_H

#include "oracle.h"

static inline void add(World *w, const char *text)
{
    buf_add(&w->formula, text);
}

static inline unsigned pick(World *w, unsigned below)
{
    return dice_pick(&w->dice, below);
}

static inline bool chance(World *w, unsigned percent)
{
    return dice_chance(&w->dice, percent);
}

#endif
