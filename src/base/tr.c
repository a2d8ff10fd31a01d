/* tr.c - translations of single texts, by gettext. */
#include "base/tr.h"

#include <errno.h>
#include <libintl.h>
#include <locale.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define DOMAIN "fordela"

/* The empty text stands for the catalogue's head. */
const char *tr(const char *english)
{
    return *english == '\0' ? english : dgettext(DOMAIN, english);
}

const char *trn(const char *one, const char *many, unsigned long n)
{
    return dngettext(DOMAIN, one, many, n);
}

/* As gettext's own pgettext does it: in the catalogue the context stands
 * before the text, with the character 4 between them. */
const char *tr_as(const char *context, const char *english)
{
    char key[200];
    int n = snprintf(key, sizeof key, "%s\004%s", context, english);
    if (n < 0 || (size_t)n >= sizeof key)
        return english;
    const char *found = dgettext(DOMAIN, key);
    return found == key ? english : found;
}

/* ---- Numbers ---- */

/* The catalogue says it by its translation of 0.5. */
char tr_decimal_mark(void)
{
    const char *half = tr("0.5");
    return strlen(half) == 3 ? half[1] : '.';
}

char *tr_decimal(char *number)
{
    char *point = strchr(number, '.');
    if (point != NULL)
        *point = tr_decimal_mark();
    return number;
}

/* ---- What programs read ---- */

/* The locale of a thread goes before that of the process, and gettext asks for
 * it. The one named C is built into the C library and needs not be freed. */
void *tr_pause(bool machine)
{
    return machine ? uselocale(newlocale(LC_ALL_MASK, "C", (locale_t)0))
                   : NULL;
}

bool tr_is_paused(void)
{
    return uselocale((locale_t)0) != LC_GLOBAL_LOCALE;
}

void *tr_aloud(void)
{
    return uselocale(LC_GLOBAL_LOCALE);
}

void tr_resume(void *paused)
{
    if (paused != NULL)
        uselocale(paused);
}

/* ---- The machine's faults ---- */

/* Not strerror: the C library's own translations depend on what else is
 * installed. The numbers that reading and writing files can give. */
const char *tr_error(int number)
{
    static const struct {
        int number;
        const char *english;
    } known[] = {
        {EACCES, N_("Permission denied")},
        {EPERM, N_("Operation not permitted")},
        {ENOENT, N_("No such file or directory")},
        {EISDIR, N_("Is a directory")},
        {ENOTDIR, N_("Not a directory")},
        {EEXIST, N_("File exists")},
        {ENOSPC, N_("No space left on device")},
        {EDQUOT, N_("Disk quota exceeded")},
        {EFBIG, N_("File too large")},
        {EROFS, N_("Read-only file system")},
        {EIO, N_("Input/output error")},
        {EBADF, N_("Bad file descriptor")},
        {EINVAL, N_("Invalid argument")},
        {EPIPE, N_("Broken pipe")},
        {EBUSY, N_("Device or resource busy")},
        {ELOOP, N_("Too many levels of symbolic links")},
        {ENAMETOOLONG, N_("File name too long")},
        {EMFILE, N_("Too many open files")},
        {ENFILE, N_("Too many open files in system")},
        {ENOMEM, N_("Cannot allocate memory")},
        {EAGAIN, N_("Resource temporarily unavailable")},
        {EINTR, N_("Interrupted system call")},
        {ETXTBSY, N_("Text file busy")},
        {ENXIO, N_("No such device or address")},
        {ENODEV, N_("No such device")},
        {EXDEV, N_("Invalid cross-device link")},
        {ENOTEMPTY, N_("Directory not empty")},
    };
    const char *english = strerrordesc_np(number);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].number == number)
            english = known[i].english;
    void *paused = tr_aloud();
    const char *text = tr(english != NULL ? english : N_("Unknown error"));
    tr_resume(paused);
    return text;
}
