/* tr - the words a person reads, in their language.
 *
 * Texts for people are written in English and go through tr, as whole
 * sentences with their %s; the Swedish ones stand in src/pack/sv.po. The words
 * of the language (allocate, by) are never translated, nor is anything that a
 * program reads: CSV, JSON, NetCDF, certificates.
 *
 * Functions that format a message for people (diag_add and those named in the
 * Makefile, TR_FUNCTIONS) do this with their own format and way out, so that
 * their callers write plain literals. But only a single literal is found
 * there: of `a ? "x" : "y"` each needs N_("x").
 */
#ifndef FORDELA_BASE_TR_H
#define FORDELA_BASE_TR_H

#include <stdbool.h>

/* Marks a literal that is translated where it is used, as in tables. */
#define N_(text) text

/* The same with the context that tr_as gives. */
#define N_AS(context, text) text

/* The same for the two arguments of trn, where they go as one. */
#define N_2(one, many) one, many

/* The translation; english itself where there is none, or the language is
 * English. Lives as long as the program. */
const char *tr(const char *english) __attribute__((format_arg(1)));

/* The form that goes with the number n. */
const char *trn(const char *one, const char *many, unsigned long n)
    __attribute__((format_arg(1), format_arg(2)));

/* Where one English word has several translations: context says which one is
 * meant, and is not shown. Both must be literals. */
const char *tr_as(const char *context, const char *english)
    __attribute__((format_arg(2)));

/* The decimal mark for people: '.' or ','. */
char tr_decimal_mark(void);

/* number with that mark in place of its '.'; returns it. */
char *tr_decimal(char *number);

/* What programs read is the same in every language: between these two tr gives
 * this thread English, wherever the text is put together. machine false: they
 * do nothing. The language of diagnostics does not change (diag_add). */
void *tr_pause(bool machine);
void tr_resume(void *paused);
bool tr_is_paused(void);

/* The other way round, in what may be paused: until tr_resume the language of
 * the process. */
void *tr_aloud(void);

/* What the machine's error number means, as a part of a sentence; for people,
 * so paused or not. */
const char *tr_error(int number);

/* The language of the process from now on: "en", or "sv" by the catalogue in
 * folder; NULL folder: beside the program, or under share/locale of where it
 * or the library is installed. NULL language: as LANGUAGE, LC_ALL, LC_MESSAGES
 * and LANG say. Sets nothing of the locale but LC_MESSAGES, and LANGUAGE; not
 * to be called while other threads run. NULL, or why it cannot be (then the
 * language is English). */
const char *tr_choose(const char *language, const char *folder);

#endif
