/* date.c - calendar dates to and from days since 1970-01-01. */
#include "base/date.h"

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* The days before 1 January of year, counted from 1 January of year 1. */
static int32_t days_before_year(int year)
{
    int y = year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400;
}

#define DAYS_TO_1970 719162

static bool digits(const char *text, int n, int *out)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        value = value * 10 + (text[i] - '0');
    }
    *out = value;
    return true;
}

bool date_read(const char *text, size_t len, Date *out)
{
    int year, month, day;
    if (len != 10 || text[4] != '-' || text[7] != '-' ||
        !digits(text, 4, &year) || !digits(text + 5, 2, &month) ||
        !digits(text + 8, 2, &day))
        return false;
    if (year < 1 || month < 1 || month > 12 || day < 1 ||
        day > month_days(year, month))
        return false;
    int32_t days = days_before_year(year) + day - 1;
    for (int m = 1; m < month; m++)
        days += month_days(year, m);
    *out = days - DAYS_TO_1970;
    return true;
}

static void put_digits(char *at, int n, int value)
{
    for (int i = n - 1; i >= 0; i--, value /= 10)
        at[i] = (char)('0' + value % 10);
}

/* A date outside the years 1 to 9999 (from date arithmetic) is shown as the
 * nearest one inside. */
void date_write(Date date, char out[11])
{
    const int32_t last = days_before_year(10000) - 1;
    int32_t days = date < -DAYS_TO_1970     ? 0
                   : date > last - DAYS_TO_1970 ? last
                                                : date + DAYS_TO_1970;
    int year = days / 366 + 1;   /* never too late, some 20 short */
    while (days_before_year(year + 1) <= days)
        year++;
    days -= days_before_year(year);
    int month = 1;
    while (days >= month_days(year, month))
        days -= month_days(year, month++);
    put_digits(out, 4, year);
    out[4] = '-';
    put_digits(out + 5, 2, month);
    out[7] = '-';
    put_digits(out + 8, 2, days + 1);
    out[10] = '\0';
}
