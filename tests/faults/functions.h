/* functions.h - which function an address of a program lies in. */
#ifndef FORDELA_TEST_FUNCTIONS_H
#define FORDELA_TEST_FUNCTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Reads the symbols of program 0 or 1; false: nm says nothing. */
bool functions_read(unsigned program, const char *path);
/* "?" if it is in none. */
const char *function_at(unsigned program, uint64_t at);

#endif
