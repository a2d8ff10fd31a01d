/* language.c - in which language the program speaks. */
#include "cli/cli_int.h"

#include <stdio.h>
#include <string.h>

#include "base/tr.h"

/* What --lang says, the last one; NULL if it does not stand there. Looked for
 * ahead of everything else: the faults of the command line are said in it. */
static const char *asked(int argc, char **argv)
{
    const char *language = NULL;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strncmp(argv[i], "--lang=", 7) == 0)
            language = argv[i] + 7;
        else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            language = argv[++i];
    bool known = language != NULL && (strcmp(language, "sv") == 0
                                      || strcmp(language, "en") == 0);
    return known ? language : NULL;     /* another is refused by args.c */
}

/* Who asks for Swedish by name hears why there is none. */
void language_choose(int argc, char **argv)
{
    const char *language = asked(argc, argv);
    const char *why = tr_choose(language, NULL);
    if (why != NULL && language != NULL) {
        char note[200];
        snprintf(note, sizeof note, "no Swedish: %s", why);
        say_note(note);
    }
}
