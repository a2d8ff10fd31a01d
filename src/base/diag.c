/* diag.c - faults: gathered, put in order, rendered. */
#include "base/diag.h"

#include <assert.h>
#include <string.h>

#include "base/base_int.h"
#include "base/tr.h"

typedef struct Diag {
    DiagKind kind;
    Place place;
    size_t file;            /* files are numbered by their first fault */
    const char *message;
    const char *reason;     /* message in the language of the thread */
    const char *way_out;    /* or NULL */
} Diag;

struct Diags {
    Arena *arena;
    VEC(Diag) kept;
    VEC(const Source *) files;
    size_t kept_faults, kept_notes;
    size_t faults, notes;   /* added, kept or not */
    bool machine;
};

Diags *diags_new(Arena *arena)
{
    Diags *diags = ARENA_NEW(arena, Diags);
    diags->arena = arena;
    return diags;
}

/* A file may have been read twice (by two scenarios, say); its faults are
 * the same faults. */
static bool same_file(const Source *a, const Source *b)
{
    if (a == b)
        return true;
    return a != NULL && b != NULL && strcmp(a->path, b->path) == 0 &&
           strcmp(a->sha256, b->sha256) == 0 &&
           (a->sheet == NULL || b->sheet == NULL
                ? a->sheet == b->sheet
                : strcmp(a->sheet, b->sheet) == 0);
}

static size_t file_number(Diags *diags, const Source *source)
{
    for (size_t i = 0; i < diags->files.n; i++)
        if (same_file(diags->files.at[i], source))
            return i;
    *VEC_ADD(diags->arena, &diags->files) = source;
    return diags->files.n - 1;
}

static bool is_known(const Diags *diags, const Diag *d)
{
    for (size_t i = 0; i < diags->kept.n; i++) {
        const Diag *k = &diags->kept.at[i];
        if (k->file == d->file && k->kind == d->kind &&
            k->place.span.from == d->place.span.from &&
            k->place.span.to == d->place.span.to &&
            strcmp(k->message, d->message) == 0)
            return true;
    }
    return false;
}

static const char *formatted(Diags *diags, const char *format, va_list args)
{
    Buf text = {0};
    buf_addv(&text, format, args);
    const char *copy = arena_copy(diags->arena, text.at, text.n);
    buf_free(&text);
    return copy;
}

/* Messages are for people even while a program's output is put together, in
 * which the same message may be a reason. */
void diag_addv(Diags *diags, DiagKind kind, Place place, const char *way_out,
               const char *format, va_list args)
{
    bool note = kind == DIAG_NOTE;
    size_t kept = note ? diags->kept_notes : diags->kept_faults;
    if (kind == DIAG_MACHINE)
        diags->machine = true;
    if (kept < DIAGS_MAX) {
        Diag d = {.kind = kind, .place = place,
                  .file = file_number(diags, place.source)};
        va_list again;
        va_copy(again, args);
        d.reason = formatted(diags, tr(format), args);
        void *paused = tr_aloud();
        d.message = formatted(diags, tr(format), again);
        if (way_out != NULL)
            d.way_out = arena_string(diags->arena, tr(way_out));
        tr_resume(paused);
        va_end(again);
        if (is_known(diags, &d))
            return;
        *VEC_ADD(diags->arena, &diags->kept) = d;
        *(note ? &diags->kept_notes : &diags->kept_faults) += 1;
    }
    *(note ? &diags->notes : &diags->faults) += 1;
}

void diag_add(Diags *diags, DiagKind kind, Place place, const char *way_out,
              const char *format, ...)
{
    va_list args;
    va_start(args, format);
    diag_addv(diags, kind, place, way_out, format, args);
    va_end(args);
}

void diags_add_machine(Diags *diags, const Diags *other)
{
    for (size_t i = 0; i < other->kept.n; i++) {
        const Diag *d = &other->kept.at[i];
        if (d->kind == DIAG_MACHINE)
            diag_add(diags, DIAG_MACHINE, (Place){0}, d->way_out, "%s",
                     d->message);
    }
}

bool diags_failed(const Diags *diags)
{
    return diags->faults > 0;
}

size_t diags_count(const Diags *diags)
{
    return diags->faults;
}

const char *diags_first(const Diags *diags)
{
    for (size_t i = 0; i < diags->kept.n; i++)
        if (diags->kept.at[i].kind != DIAG_NOTE)
            return diags->kept.at[i].reason;
    return NULL;
}

int diags_status(const Diags *diags)
{
    return diags->machine ? 4 : diags->faults > 0 ? 3 : 0;
}

static bool comes_before(const Diag *a, const Diag *b)
{
    if (a->file != b->file)
        return a->file < b->file;
    return a->place.span.from < b->place.span.from;
}

/* file:3:7, or file:'Sheet'!C7 */
static void render_place(Arena *arena, Place place, Buf *out)
{
    const Source *source = place.source;
    plain_add(out, source->path, strlen(source->path));
    if (source->sheet != NULL) {
        const char *cell = source_cell(arena, source, place.span.from);
        buf_add_char(out, ':');
        plain_add(out, cell, strlen(cell));
        return;
    }
    LineCol at = source_line_col(source, place.span.from);
    buf_addf(out, ":%zu:%zu", at.line, at.col);
}

static void render_one(Arena *arena, const Diag *d, Buf *out)
{
    const Source *source = d->place.source;
    if (source == NULL)
        buf_add(out, "fordela");
    else
        render_place(arena, d->place, out);
    buf_add(out, d->kind == DIAG_NOTE ? tr(": note: ") : tr(": error: "));
    plain_add(out, d->message, strlen(d->message));
    buf_add_char(out, '\n');
    if (source != NULL)
        snippet_render(d->place, out);
    if (d->way_out != NULL) {
        buf_add(out, tr("  way out: "));
        plain_add(out, d->way_out, strlen(d->way_out));
        buf_add_char(out, '\n');
    }
}


void diags_render(const Diags *diags, Buf *out)
{
    const Diag *order[2 * DIAGS_MAX];
    size_t n = 0;
    assert(diags->kept.n <= 2 * DIAGS_MAX);
    for (; n < diags->kept.n; n++) {
        size_t at = n;
        for (; at > 0 && comes_before(&diags->kept.at[n], order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = &diags->kept.at[n];
    }
    void *paused = tr_aloud();
    for (size_t i = 0; i < n; i++)
        render_one(diags->arena, order[i], out);
    size_t more = diags->faults - diags->kept_faults;
    if (more > 0)
        buf_addf(out, trn("and %zu more fault\n", "and %zu more faults\n",
                          more), more);
    more = diags->notes - diags->kept_notes;
    if (more > 0)
        buf_addf(out, trn("and %zu more note\n", "and %zu more notes\n", more),
                 more);
    tr_resume(paused);
}
