/* starter.h - the files that fordela new writes, as texts. */
#ifndef FORDELA_CLI_STARTER_H
#define FORDELA_CLI_STARTER_H

#include <stdbool.h>
#include <stddef.h>

/* What the recipients are. */
typedef enum Over { OVER_MUNICIPALITIES, OVER_REGIONS } Over;

/* Room for a name of the language made from the name of a grant. */
#define GRANT_MAX 100

/* Letters (the Latin ones, in UTF-8), digits, "-" and "_", a letter or digit
 * first, at most GRANT_MAX bytes: good for a file name, a title and a name. */
bool grant_is_good(const char *grant);
/* As a name of the language: letters of A to Z, digits, "_". */
void grant_name(const char *grant, char out[GRANT_MAX + 16]);

/* Each the caller's to free; NULL if memory is out. All three are in canonical
 * layout, check without a fault and run as they are. */
char *starter_formula(const char *grant, size_t *size);
char *starter_scenario(const char *grant, size_t *size);
char *starter_data(Over over, size_t *size);
size_t starter_rows(Over over);

#endif
