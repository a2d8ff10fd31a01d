/* api_int.h - what a handle holds; between the files of src/api. */
#ifndef FORDELA_API_INT_H
#define FORDELA_API_INT_H

#include "base/tr.h"
#include "api/pipeline.h"
#include "fordela.h"
#include "report/report.h"

struct fordela {
    char *path;
    char **setting;         /* NAME=VALUE as given */
    size_t n_settings;
    fordela_status status;  /* of the last call */
    Buf messages;
    Buf use;                /* what was wrong with the last call itself */

    /* Of the last check or run; NULL before. */
    Arena *arena;
    RatPool *pool;
    RatPool *show;          /* for sums and display, with more bits */
    Work work;
    Run run;
    const Def **result;     /* results in the order written */
    size_t n_results;
    const char ***text;     /* by result, then row: texts already made */
};

/* An empty arena, pool and diags for the next check or run. */
void api_reset(fordela *f);
/* The next check or run: api_reset and the settings; false after faults. */
bool api_begin(fordela *f);
/* Takes the file through the stages; false after faults, which are in diags. */
bool api_stages(fordela *f, Stage last);
/* Leaves each file once that several scenarios read. */
void api_list_inputs(SourceList *list);
/* Refuses a formula where only a scenario can be `verb`. */
void api_refuse_formula(fordela *f, const char *verb);
/* The name's length in "budget = 40 mnkr", blanks after it left out; 0 if
 * there is no name or no "=". */
size_t api_setting_name(const char *text);
/* Has each a name and "="? Else says so of those that have not. */
bool api_settings_good(const char *const *text, size_t n, Buf *out);
/* Settings parsed, each with a name; false after faults, which are in diags. */
bool api_settings(Arena *arena, const char *const *text, size_t n,
                  Diags *diags, Setting **out);
/* Says what was wrong with a call: a line "error: ..." and the way out (or
 * NULL). The status becomes FORDELA_USE. */
void api_refuse(fordela *f, const char *way_out, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The result of amounts, a number for each row, so named; NULL where name is
 * NULL, and, with *good false and a message, if there is none. */
const Def *api_result_named(fordela *f, const char *name, bool *good);
/* Renders diags, and notes the worst status so far. */
void api_tell(const Diags *diags, Buf *messages, int *worst);
/* False, and said, if nothing was run. */
bool api_need_run(fordela *f);
/* Checks the file if that was not done; else what earlier calls said is
 * forgotten. False after faults. */
bool api_need_check(fordela *f);
/* Renders diags and use into messages; sets and returns the status. */
fordela_status api_finish(fordela *f);
/* A copy that the caller frees with fordela_free; frees buf. */
char *api_give(Buf *buf, size_t *size);
/* The same to *out; out NULL: the caller does not want it. */
void api_give_to(Buf *buf, size_t *size, char **out);

/* The definition of a result, or NULL: out of range, or nothing was run. */
const Def *api_result(const fordela *f, size_t result);
/* Its value in a row, or NULL. */
const Value *api_value(const fordela *f, size_t result, size_t row);

#endif
