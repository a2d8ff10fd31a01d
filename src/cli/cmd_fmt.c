/* cmd_fmt.c - fordela fmt: files in their one canonical layout. */
#include "cli/cli_int.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/tr.h"

/* Reads the file to its end, or to where it is another than the text. False
 * with errno set: it cannot be read. */
static bool compare(int fd, const char *text, size_t n, bool *same)
{
    char block[65536];
    size_t at = 0;
    for (;;) {
        ssize_t got = read(fd, block, sizeof block);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        *same = got == 0 ? at == n
                         : (size_t)got <= n - at
                               && memcmp(block, text + at, (size_t)got) == 0;
        if (got == 0 || !*same)
            return true;
        at += (size_t)got;
    }
}

/* Is the file, byte by byte, the text? */
static int holds(const char *path, const char *text, size_t n, bool *same)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    int status = fd >= 0 && compare(fd, text, n, same)
                     ? FORDELA_OK
                     : say_error(FORDELA_MACHINE, NULL,
                                 "\"%s\" cannot be read: %s", path,
                                 tr_error(errno));
    if (fd >= 0)
        close(fd);
    return status;
}

static int name_file(const char *path)
{
    int status = put_out(path, strlen(path));
    return status != FORDELA_OK ? status : put_out("\n", 1);
}

static int format_file(const Args *args, const char *path)
{
    size_t size;
    char *messages;
    fordela_status status;
    if (strcmp(path, "-") == 0)
        return say_error(FORDELA_USE, "name the file",
                         "fmt rewrites files, it reads no standard input");
    char *text = fordela_layout(path, &size, &messages, &status);
    say(messages);
    fordela_free(messages);
    if (text == NULL)
        return status;
    bool same = false;
    int done = holds(path, text, size, &same);
    if (done == FORDELA_OK && !same) {
        done = args->only_check ? name_file(path)
                                : put_file(path, text, size);
        if (done == FORDELA_OK && args->only_check)
            done = FORDELA_DEVIATES;
    }
    fordela_free(text);
    return done;
}

int cmd_fmt(const Args *args)
{
    int worst = FORDELA_OK;
    for (size_t i = 0; i < args->n_words; i++) {
        int status = format_file(args, args->word[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}
