/* command.c - the command line as a shell would take it again. */
#include "cli/cli_int.h"

#include <stdlib.h>
#include <string.h>

/* Letters beyond ASCII are plain to a shell, too. */
static bool plain(const char *word)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyz"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "0123456789-_./=,:@%+";
    for (const char *c = word; *c != '\0'; c++)
        if ((unsigned char)*c < 0x80 && strchr(safe, *c) == NULL)
            return false;
    return *word != '\0';
}

/* In quotes; a quote itself leaves them: '\'' */
static char *quote(char *to, const char *word)
{
    *to++ = '\'';
    for (; *word != '\0'; word++) {
        if (*word == '\'') {
            memcpy(to, "'\\''", 4);
            to += 4;
        } else {
            *to++ = *word;
        }
    }
    *to++ = '\'';
    return to;
}

char *command_line(const Args *args)
{
    size_t most = strlen("fordela") + 1;
    for (int i = 1; i < args->argc; i++)
        most += 4 * strlen(args->argv[i]) + 3;
    char *line = malloc(most), *to = line;
    if (line == NULL)
        exit(say_error(FORDELA_MACHINE, NULL, "out of memory"));
    memcpy(to, "fordela", strlen("fordela"));
    to += strlen("fordela");
    for (int i = 1; i < args->argc; i++) {
        const char *word = args->argv[i];
        *to++ = ' ';
        if (plain(word)) {
            memcpy(to, word, strlen(word));
            to += strlen(word);
        } else {
            to = quote(to, word);
        }
    }
    *to = '\0';
    return line;
}
