/* question.h - a scenario with what is asked of it along some params: the
 * texts of options, which become lines of the scenario.
 */
#ifndef FORDELA_QUESTION_H
#define FORDELA_QUESTION_H

#include "api/api_int.h"

typedef struct Question {
    fordela *f;
    Ast *lines;             /* taken into the scenario by question_load */
} Question;

/* A param that moves: "minimum", or "minimum from 0 kr to 50 tkr step 1 kr".
 */
typedef struct AskedParam {
    Word name;
    Node *from, *to, *step; /* NULL: not given */
    /* After question_range: */
    const Def *def;
    const Rat *low, *high;  /* low < high */
    Place low_place;
} AskedParam;

/* Begins a question of f: settings read, nothing loaded. False after faults.
 */
bool question_begin(Question *q, fordela *f);
/* Reads the text of --vary, with --from, --to and --step (each may be NULL)
 * where it does not say them itself. False after faults. */
bool question_param(Question *q, const char *text, const char *from,
                    const char *to, const char *step, AskedParam *out);
/* The text of an option as an expression; NULL after faults. */
Node *question_expr(Question *q, const char *option, const char *text);
/* A report line in place of the scenario's; what: as faults call it, "the
 * condition". */
void question_report(Question *q, Node *node, const char *what);
/* "before = today.scenario", "before = today.scenario result grant": the result
 * of another scenario (or of this one as it stands), by default its main one,
 * gets a name that expressions may use. False after faults. */
bool question_reference(Question *q, const char *text);
/* The scenario through the stages up to its data. False after faults. verb:
 * "followed". */
bool question_load(Question *q, const char *verb);
/* Sets def, low and high of a param, from its own range or that of the
 * scenario's vary line. False after faults: no range, an empty one. */
bool question_range(Question *q, AskedParam *param);
/* The value of its step; NULL after faults. */
const Rat *question_step(Question *q, const AskedParam *param);

/* ---- Between its files ---- */

/* A statement more for the scenario. */
void question_line(Question *q, Stmt *stmt);
/* Where a word stands by itself, outside parentheses and texts; or the end. */
const char *question_word(const char *text, const char *word);

#endif
