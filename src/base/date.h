/* date.h - calendar dates as days since 1970-01-01 (Gregorian, years 1 to
 * 9999). */
#ifndef FORDELA_DATE_H
#define FORDELA_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int32_t Date;

/* "2020-01-31" in full; false if it is no such date. */
bool date_read(const char *text, size_t len, Date *out);
/* Writes 11 bytes, "2020-01-31" and a zero. */
void date_write(Date date, char out[11]);

#endif
