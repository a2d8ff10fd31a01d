/* diag.h - what is wrong with the user's text or data, gathered.
 *
 * Faults are added and work goes on; between two stages the caller asks
 * diags_failed. Nothing here prints. Message texts are part of the tests.
 */
#ifndef FORDELA_DIAG_H
#define FORDELA_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/source.h"

/* At most so many faults are kept; the rest are counted. */
#define DIAGS_MAX 20

typedef enum DiagKind {
    DIAG_FAULT,     /* formula, scenario or data: exit status 3 */
    DIAG_MACHINE,   /* file, memory, network: exit status 4 */
    DIAG_NOTE       /* worth saying, nothing failed (an encoding, a tie) */
} DiagKind;

typedef struct Diags Diags;

Diags *diags_new(Arena *arena);

/* Adds a fault. way_out says what to do, or NULL. The same message at the same
 * place is kept once. The strings are copied; format and
 * way_out are translated (base/tr.h). */
void diag_add(Diags *diags, DiagKind kind, Place place, const char *way_out,
              const char *format, ...) __attribute__((format(printf, 5, 6)));
void diag_addv(Diags *diags, DiagKind kind, Place place, const char *way_out,
               const char *format, va_list args)
    __attribute__((format(printf, 5, 0)));

/* The machine's faults of another: what it broke off was not answered, so
 * nobody may take the silence for an answer. Without their places, since the
 * other's files may be gone sooner. */
void diags_add_machine(Diags *diags, const Diags *other);

/* Anything but notes? */
bool diags_failed(const Diags *diags);
/* How many faults (not notes) were added, kept or not. */
size_t diags_count(const Diags *diags);
/* The worst: 0, 3 or 4. */
int diags_status(const Diags *diags);

/* The first fault added (a note is none), its message, in English if it was
 * added between tr_pause and tr_resume; NULL if there is none. */
const char *diags_first(const Diags *diags);

/* Renders all, in the order of the files' first fault and then of place:
 *
 *   file:3:7: error: unknown name "budgt"
 *       3 | set budgt = 30 mnkr
 *         |     ^~~~~
 *     way out: did you mean "budget"?
 */
void diags_render(const Diags *diags, Buf *out);

/* Appends text as one line that no terminal can be misled by: bytes that are
 * not UTF-8, control characters and direction overrides become U+FFFD. */
void plain_add(Buf *out, const char *text, size_t len);
/* Is the character none of these, nor one that XML has no place for? */
bool plain_is(uint32_t c);

/* The name of names nearest to word by edit distance, if near enough to be
 * meant (a third of its length, at least 1, at most 3); else NULL. */
const char *name_nearest(const char *word, const char *const *names, size_t n);

#endif
