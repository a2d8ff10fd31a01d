/* test_map_help.h - rows for maps, and looking into what is drawn. */
#ifndef TEST_MAP_HELP_H
#define TEST_MAP_HELP_H

#include <stdbool.h>
#include <string.h>

#include "report/map.h"

/* How often a text stands in another. */
static inline size_t map_times(const char *text, const char *word)
{
    size_t n = 0;
    for (; (text = strstr(text, word)) != NULL; text += strlen(word))
        n++;
    return n;
}

#define MAP_TAGS_DEEP 16

/* Is every tag closed in turn, every attribute quoted, every & one that a
 * browser knows? Enough of XML to catch what a drawing can get wrong. */
static inline bool map_well_formed(const char *text)
{
    const char *open[MAP_TAGS_DEEP];
    size_t n = 0;
    for (; *text != '\0'; text++) {
        if (*text == '&' && strncmp(text, "&amp;", 5) != 0 &&
            strncmp(text, "&lt;", 4) != 0 && strncmp(text, "&gt;", 4) != 0 &&
            strncmp(text, "&quot;", 6) != 0 &&
            strncmp(text, "&#39;", 5) != 0)
            return false;
        if (*text != '<')
            continue;
        const char *name = text[1] == '/' ? text + 2 : text + 1;
        size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz");
        const char *end = name;
        for (bool quoted = false; *end != '>' || quoted; end++) {
            quoted ^= *end == '"';
            if (*end == '\0' || *end == '<')
                return false;
        }
        if (len == 0)
            return false;
        if (text[1] == '/') {
            if (n == 0 || strncmp(open[--n], name, len) != 0)
                return false;
        } else if (end[-1] != '/') {
            if (n == MAP_TAGS_DEEP)
                return false;
            open[n++] = name;
        }
        text = end;
    }
    return n == 0;
}

#endif
