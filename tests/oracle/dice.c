/* dice.c - reproducible numbers for the generator: splitmix64 (Steele, Lea,
 * Flood 2014), or bytes. */
#include "oracle.h"

/* 0 .. below - 1 from the bytes; below 0 is 2^64. */
static uint64_t from_bytes(Dice *dice, uint64_t below)
{
    uint64_t word = 0;
    for (uint64_t most = below - 1; most > 0 && dice->n_bytes > 0;
         most >>= 8) {
        word = word << 8 | *dice->byte++;
        dice->n_bytes--;
    }
    return below > 0 ? word % below : word;
}

uint64_t dice_word(Dice *dice)
{
    if (dice->n_bytes > 0) {
        return from_bytes(dice, 0);
    }
    uint64_t z = dice->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

unsigned dice_pick(Dice *dice, unsigned below)
{
    if (dice->n_bytes > 0) {
        return (unsigned)from_bytes(dice, below);
    }
    return (unsigned)((dice_word(dice) >> 32) * below >> 32);
}

int64_t dice_between(Dice *dice, int64_t least, int64_t most)
{
    uint64_t width = (uint64_t)(most - least) + 1;
    if (dice->n_bytes > 0) {
        return least + (int64_t)from_bytes(dice, width);
    }
    return least + (int64_t)(dice_word(dice) % width);
}

bool dice_chance(Dice *dice, unsigned percent)
{
    return dice_pick(dice, 100) < percent;
}

unsigned dice_weighted(Dice *dice, const unsigned *weight, unsigned n)
{
    unsigned sum = 0, i = 0;
    for (unsigned k = 0; k < n; k++) {
        sum += weight[k];
    }
    unsigned at = dice_pick(dice, sum);
    for (; at >= weight[i]; i++) {
        at -= weight[i];
    }
    return i;
}
