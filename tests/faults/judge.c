/* judge.c - did a disturbed run end as it should?
 *
 * It ends with status 4 and a message; it has printed nothing, or the first
 * lines of what it prints undisturbed, or answers for other files; each file
 * is as before, or as the undisturbed run leaves it. Or nobody can tell it
 * from the undisturbed run, where that is known to be right.
 */
#include "judge.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* What may go unnoticed: the run is as the undisturbed one, but for what could
 * not be taken away, and but for the language and how files are named. */
static const struct {
    Kind kind;
    const char *function;
    const char *reason;
} harmless[] = {
    {FAULT_THREAD, "start", "the threads that there are do the work"},
    {FAULT_CLOSE, "source_read", "it was read and is whole"},
    {FAULT_CLOSE, "holds", "it was read and is whole"},
    {FAULT_CLOSE, "chk_read_file", "it was read and is whole"},
    {FAULT_CLOSE, "state_read", "it was read and is whole"},
    {FAULT_CLOSE, "write_book", "it was read and is whole"},
    {FAULT_CLOSE, "part_finish", "it was synced and is whole"},
    {FAULT_WRITE, "put_err", "there is nowhere left to say it"},
    {FAULT_CUT, "fill", "who may not give a file away keeps it"},
    {FAULT_CUT, "take", "some file systems have no locks"},
    {FAULT_UNLINK, "part_finish", "the next run takes the state away"},
    {FAULT_UNLINK, "part_tidy", "the next run takes the state away"},
    {FAULT_UNLINK, "state_write", "if it is there, it is not written over"},
    {FAULT_LOOK, "part_same", "the file itself is locked"},
    {FAULT_LOOK, "has_catalogue", "without it they speak English"},
    {FAULT_LOOK, "find_catalogue", "without it they speak English"},
    {FAULT_LOOK, "is_link", "the file is the same, its name longer"},
};

void judge_print_exceptions(void)
{
    static const char *const what[] = {
#define X(name, what, passing) what,
        FAULT_KINDS(X)
#undef X
    };
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        printf("    %s, %s: %s\n", what[harmless[i].kind],
               harmless[i].function, harmless[i].reason);
}

static bool may_be_harmless(const Fault *fault)
{
    if (fault->kind == FAULT_KINDS_N || fault->manner == FAULT_AGAIN
        || (fault->manner == FAULT_HALF && fault->kind == FAULT_READ))
        return true;
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (harmless[i].kind == fault->kind
            && strcmp(harmless[i].function, fault->function) == 0)
            return true;
    return false;
}

static bool same_text(const Text *a, const Text *b)
{
    return a->n == b->n && memcmp(a->at, b->at, a->n) == 0;
}

static bool ends_in(const char *path, const char *end)
{
    size_t n = strlen(path), m = strlen(end);
    return n >= m && strcmp(path + n - m, end) == 0;
}

/* What sweep and simulate go on with; what could not be taken away. */
static bool may_be_left(const char *path, const Fault *fault)
{
    return ends_in(path, ".partial") || ends_in(path, ".partial-state")
           || (fault->kind == FAULT_UNLINK
               && (strstr(path, ".fordela-") != NULL
                   || ends_in(path, ".partial-state-new")));
}

static bool file_is_well(const Undisturbed *u, const char *path,
                         const Fault *fault)
{
    return folder_same(u->work, u->before.root, path)
           || folder_same(u->work, u->after.root, path)
           || may_be_left(path, fault);
}

static bool all_well(const Undisturbed *u, const Folder *list,
                     const Fault *fault)
{
    for (size_t i = 0; i < list->n; i++)
        if (!file_is_well(u, list->path[i], fault))
            return false;
    return true;
}

static bool files_are_well(const Undisturbed *u, const Fault *fault)
{
    Folder now = folder_list(u->work);
    bool well = all_well(u, &now, fault) && all_well(u, &u->before, fault)
                && all_well(u, &u->after, fault);
    folder_free(&now);
    return well;
}

static bool is_undisturbed(const Undisturbed *u, const Run *run)
{
    Folder now = folder_list(u->work);
    bool same = run->status == u->run.status
                && (!u->steady || same_text(&run->out, &u->run.out))
                && folders_equal(&now, &u->after);
    folder_free(&now);
    return same;
}

static bool has_message(const Text *err)
{
    return err->n > 0 && err->at[err->n - 1] == '\n'
           && (strstr(err->at, "error: ") != NULL
               || strstr(err->at, "fel: ") != NULL);
}

static const char *judge_output(const Undisturbed *u, const Fault *fault,
                                const Run *run)
{
    const Text *out = &run->out, *all = &u->run.out;
    if (u->steady && !u->apart
        && (out->n > all->n || memcmp(out->at, all->at, out->n) != 0))
        return "it prints what it does not print undisturbed";
    if (fault->kind != FAULT_WRITE && out->n > 0
        && out->at[out->n - 1] != '\n')
        return "it prints part of a line";
    return NULL;
}

const char *judge(const Undisturbed *u, const Fault *fault, const Run *run)
{
    const char *wrong;
    if (WIFSIGNALED(run->status))
        return WTERMSIG(run->status) == SIGALRM ? "it hangs"
                                                : "a signal ends it";
    if (fault->kind == FAULT_UNLINK && may_be_harmless(fault)
        && run->status == u->run.status && files_are_well(u, fault))
        return NULL;
    if ((strstr(fault->function, "_catalogue") != NULL
         || strcmp(fault->function, "is_link") == 0)
        && run->status == u->run.status)
        return NULL;
    if (is_undisturbed(u, run))
        return fault->at == 0 || may_be_harmless(fault)
                       || WEXITSTATUS(run->status) == 4
                   ? NULL : "nobody notices";
    if (WEXITSTATUS(run->status) != 4)
        return "its exit status is not 4";
    if (!has_message(&run->err))
        return "it says nothing";
    if ((wrong = judge_output(u, fault, run)) != NULL)
        return wrong;
    return files_are_well(u, fault) ? NULL : "it leaves files behind, or "
                                             "changed";
}
