/* cmd_fmt.c - fordela fmt: files in their one canonical layout. */
#include "cli/cli_int.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Is the file, byte by byte, the text? What cannot be read is not. */
static bool holds(const char *path, const char *text, size_t n)
{
    char block[65536];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    size_t at = 0;
    ssize_t got = fd < 0 ? -1 : 1;
    while (got > 0) {
        got = read(fd, block, sizeof block);
        if (got <= 0)
            break;
        if ((size_t)got > n - at || memcmp(block, text + at,
                                           (size_t)got) != 0)
            got = -1;
        else
            at += (size_t)got;
    }
    if (fd >= 0)
        close(fd);
    return got == 0 && at == n;
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
    int done = FORDELA_OK;
    if (!holds(path, text, size)) {
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
