/* The random numbers of glibc: an additive feedback generator, whose 31 words a linear congruential one fills. */

#include <stdint.h>
#include <stdlib.h>

enum { WORDS = 31, APART = 3, DISCARDED = 10 * WORDS };

static uint32_t words[WORDS];
static int next = -1;

static long number(void)
{
    words[next] += words[(next + WORDS - APART) % WORDS];
    uint32_t made = words[next];
    next = (next + 1) % WORDS;
    return made >> 1;
}

void srandom(unsigned seed)
{
    int64_t word = (int32_t)(seed ? seed : 1);
    for (int i = 0; i < WORDS; i++) {
        words[i] = (uint32_t)word;
        word = 16807 * word % INT32_MAX;
        if (word < 0)
            word += INT32_MAX;
    }
    next = APART;
    for (int i = 0; i < DISCARDED; i++)
        number();
}

long random(void)
{
    if (next < 0)
        srandom(1);
    return number();
}

void srand(unsigned seed)
{
    srandom(seed);
}

int rand(void)
{
    return (int)random();
}

/* Eleven bits, and twice ten more, each of a step of its own. */
int rand_r(unsigned *state)
{
    uint32_t step = *state;
    uint32_t made = 0;
    for (int i = 0; i < 3; i++) {
        step = step * 1103515245u + 12345u;
        made = made << (i ? 10 : 0) ^ (step >> 16) % (i ? 1024 : 2048);
    }
    *state = step;
    return (int)made;
}
