/* test_base_date.c - dates as days since 1970-01-01. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/date.h"

TestSuite(test_base_date);

/* Day numbers from Python: (date(y, m, d) - date(1970, 1, 1)).days. */
Test(test_base_date, known_days)
{
    static const struct {
        const char *text;
        Date date;
    } rows[] = {
        { "1970-01-01", 0 },       { "1970-01-02", 1 },
        { "1969-12-31", -1 },      { "0001-01-01", -719162 },
        { "9999-12-31", 2932896 }, { "2000-02-29", 11016 },
        { "2000-03-01", 11017 },   { "1900-03-01", -25508 },
        { "2018-12-31", 17896 },   { "2020-11-01", 18567 },
        { "2023-12-31", 19722 },   { "2024-02-29", 19782 },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Date date = 1;
        char text[11];

        cr_expect(date_read(rows[i].text, 10, &date), "%s", rows[i].text);
        cr_expect_eq(date, rows[i].date, "%s is %d", rows[i].text, date);
        date_write(rows[i].date, text);
        cr_expect_str_eq(text, rows[i].text);
    }
}

Test(test_base_date, no_such_dates)
{
    static const char *const rows[] = {
        "",           "2020",        "2020-1-31",  "2020-00-10",
        "2020-13-01", "2020-01-00",  "2020-01-32", "2019-02-29",
        "1900-02-29", "2020-04-31",  "0000-01-01", "2020/01/01",
        "2020-01-1x", "2020-01-011", "+020-01-01", "20200101",
        "-001-01-01", " 020-01-01",
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Date date;
        cr_expect_not(date_read(rows[i], strlen(rows[i]), &date), "%s",
                      rows[i]);
    }
}

/* Every day of 9999 years follows the day before, and comes back. */
Test(test_base_date, all_days)
{
    char before[11] = "0000-12-31", text[11];

    for (Date date = -719162; date <= 2932896; date++) {
        Date back = 0;
        date_write(date, text);
        cr_assert(strcmp(before, text) < 0, "%s after %s", text, before);
        cr_assert(date_read(text, 10, &back) && back == date, "%s", text);
        memcpy(before, text, sizeof before);
    }
}

Test(test_base_date, beyond_the_years)
{
    char text[11];

    date_write(INT32_MIN, text);
    cr_expect_str_eq(text, "0001-01-01");
    date_write(INT32_MAX, text);
    cr_expect_str_eq(text, "9999-12-31");
}
