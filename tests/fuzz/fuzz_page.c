/* fuzz_page.c - a scenario with its files, handed over: as pages and as a
 * workbook.
 *
 * The input is a bundle of files, as fuzz_scenario.c takes it. Names, codes,
 * titles and texts in them may be anything, and none may become markup: a page
 * holds the elements and attributes that it is written with, each closed where
 * it was opened, links to places in itself, and the two scripts it always has,
 * of which the data cannot end early. A file called map.json is the page's map.
 * A workbook's parts are whole.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "fordela.h"
#include "fuzz.h"
#include "table/xlsx.h"

enum { VARIANTS = 6, OPEN_MOST = 64, TAG_MOST = 24 };

/* ---- Elements ---- */

typedef struct Markup {
    const char *at, *end;
    char open[OPEN_MOST][TAG_MOST];
    size_t n_open, scripts, styles;
    char tag[TAG_MOST];
    bool closes, is_empty, is_data;
} Markup;

static const char elements[] =
    " a b body br caption circle clippath code dd defs desc div dl dt em "
    "figcaption figure footer g h1 h2 h3 h4 head header html i input label li "
    "line main meta nav ol option p path pattern polygon polyline pre q rect "
    "section select small span strong style script sub sup svg table tbody td "
    "text tfoot th thead time title tr tspan ul use ";
static const char attributes[] =
    " aria-describedby aria-hidden aria-label aria-labelledby aria-sort charset "
    "class clip-path colspan content cx cy d data-d data-key data-v datetime "
    "dominant-baseline dx dy fill fill-opacity fill-rule font-size font-style "
    "font-weight height href http-equiv id lang name opacity paint-order "
    "patterntransform patternunits "
    "pointer-events points preserveaspectratio r role rowspan scope stroke "
    "stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity "
    "stroke-width tabindex text-anchor title transform type value viewbox "
    "width x x1 x2 xmlns y y1 y2 ";

/* Tells where the page breaks the promise. */
static void demand(const Markup *m, bool holds, const char *promise)
{
    size_t left = (size_t)(m->end - m->at);
    if (!holds)
        fprintf(stderr, "before \"%.*s\"\n", left < 60 ? (int)left : 60, m->at);
    fuzz_demand(holds, promise);
}

static bool is_listed(const char *list, const char *word)
{
    char spaced[TAG_MOST + 2] = " ";
    strcat(strcat(spaced, word), " ");
    return strstr(list, spaced) != NULL;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
           || (c >= '0' && c <= '9') || c == '-';
}

/* A word, in small letters. */
static void take_word(Markup *m, char word[TAG_MOST])
{
    size_t n = 0;
    while (m->at < m->end && is_letter(*m->at) && n + 1 < TAG_MOST) {
        char c = *m->at++;
        word[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    word[n] = '\0';
}

static bool take(Markup *m, const char *text)
{
    size_t n = strlen(text);
    if ((size_t)(m->end - m->at) < n || memcmp(m->at, text, n) != 0)
        return false;
    m->at += n;
    return true;
}

static void take_attribute(Markup *m)
{
    char name[TAG_MOST];
    take_word(m, name);
    demand(m, is_listed(attributes, name), "an attribute of the page's own");
    if (take(m, "=") && m->at < m->end && is_letter(*m->at)) {
        take_word(m, name);     /* without quotes */
        return;
    }
    demand(m, take(m, "\""), "an attribute has a value");
    if (strcmp(name, "href") == 0)
        demand(m, m->at < m->end && *m->at == '#',
                    "a link leads to a place in the page");
    if (strcmp(name, "type") == 0)
        m->is_data = m->is_data || take(m, "application/json");
    while (m->at < m->end && *m->at != '"' && *m->at != '<')
        m->at++;
    demand(m, take(m, "\""), "a value ends in its quotes");
}

/* From "<" to ">". */
static void take_tag(Markup *m)
{
    m->closes = take(m, "/");
    take_word(m, m->tag);
    demand(m, is_listed(elements, m->tag), "an element of the page's own");
    m->is_data = false;
    while (m->at < m->end && (*m->at == ' ' || *m->at == '\n')) {
        m->at++;
        take_attribute(m);
    }
    m->is_empty = take(m, "/") || is_listed(" br input meta ", m->tag);
    demand(m, take(m, ">"), "a tag ends");
}

/* What is no markup, up to where it ends for every reader. */
static void take_raw(Markup *m)
{
    bool script = strcmp(m->tag, "script") == 0;
    m->scripts += script;
    m->styles += !script;
    while (m->at < m->end && !(m->at[0] == '<' && m->at + 1 < m->end
                               && (m->at[1] == '/' || m->is_data
                                   || m->at[1] == '!')))
        m->at++;
    demand(m, take(m, script ? "</script>" : "</style>"),
                "scripts and styles end where the page ends them");
}

static void look_at(const char *page, size_t n)
{
    Markup m = {.at = page, .end = page + n};
    demand(&m, take(&m, "<!DOCTYPE html>"), "a page is HTML");
    while (m.at < m.end) {
        if (*m.at++ != '<')
            continue;
        take_tag(&m);
        if (is_listed(" tbody td tfoot th thead tr ", m.tag))
            continue;           /* the next one closes it */
        if (m.closes) {
            demand(&m, m.n_open > 0 && strcmp(m.open[--m.n_open], m.tag) == 0,
                        "an element is closed where it was opened");
        } else if (strcmp(m.tag, "script") == 0
                   || strcmp(m.tag, "style") == 0) {
            take_raw(&m);
        } else if (!m.is_empty) {
            demand(&m, m.n_open < OPEN_MOST, "elements are not nested deep");
            strcpy(m.open[m.n_open++], m.tag);
        }
    }
    demand(&m, m.n_open == 0, "every element is closed");
    demand(&m, m.scripts <= 2 && m.styles == 1,
                "the page has its own scripts and style alone");
}

/* ---- Pages and workbooks ---- */

static int keep(void *context, const char *bytes, size_t n)
{
    buf_add_n(context, bytes, n);
    return 0;
}

static void sweep(const char *path, const fordela_page *page)
{
    Buf out = {0};
    fordela_sweep_options options = {.limit = VARIANTS, .threads = 1,
                                     .page = page, .write = keep,
                                     .context = &out};
    fordela *f = fordela_open(path);
    if (fordela_sweep(f, &options, NULL) == FORDELA_OK)
        look_at(out.at, out.n);
    fordela_close(f);
    buf_free(&out);
}

static void simulate(const char *path, const fordela_page *page)
{
    Buf out = {0};
    fordela_simulate_options options = {
        .many = {.threads = 1, .page = page, .write = keep, .context = &out},
        .draws = VARIANTS};
    fordela *f = fordela_open(path);
    if (fordela_simulate(f, &options, NULL) == FORDELA_OK)
        look_at(out.at, out.n);
    fordela_close(f);
    buf_free(&out);
}

static void write_workbook(fordela *f)
{
    size_t n = 0;
    char *bytes = fordela_workbook(f, &n);
    fuzz_demand(bytes != NULL || fordela_messages(f)[0] != '\0',
                "a workbook or a message");
    if (bytes != NULL) {
        Arena *arena = arena_new();
        fuzz_demand(xlsx_is_whole(arena, source_make(arena, "w.xlsx", bytes,
                                                     n)),
                    "the parts of a workbook are whole");
        arena_free(arena);
    }
    fordela_free(bytes);
}

/* The path of a map among the files, which lie beside the scenario; "" if there
 * is none. */
static void find_map(const FuzzFile *file, size_t n, const char *scenario,
                     char map[4096])
{
    const char *slash = strrchr(scenario, '/');
    map[0] = '\0';
    for (size_t i = 0; i < n && slash != NULL; i++)
        if (strcmp(file[i].name, "map.json") == 0)
            snprintf(map, 4096, "%.*s%s", (int)(slash - scenario + 1),
                     scenario, file[i].name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FuzzFile file[FUZZ_FILES_MAX];
    char path[4096], map[4096];
    size_t n = fuzz_put_all(data, size, file, path);
    find_map(file, n, path, map);
    const fordela_page page = {.command = "fordela <report> \"x\"",
                               .map = map[0] == '\0' ? NULL : map};
    fordela *f = fordela_open(path);
    if (path[0] != '\0' && fordela_run(f) == FORDELA_OK) {
        size_t length = 0;
        char *text = fordela_report(f, &page, &length);
        fuzz_demand(text != NULL || fordela_messages(f)[0] != '\0',
                    "a page or a message");
        if (text != NULL)
            look_at(text, length);
        fordela_free(text);
        write_workbook(f);
        sweep(path, &page);
        simulate(path, &page);
    }
    fordela_close(f);
    fuzz_remove_all(file, n);
    return 0;
}
