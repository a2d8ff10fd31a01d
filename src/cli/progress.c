/* progress.c - how far long work is, and signals that ask to stop it. */
#include "cli/cli_int.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/tr.h"

/* Seconds between two looks of the line. */
#define SHOW_SECONDS 0.25

static sigset_t stop_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

/* They are held back, and looked for; no handler is needed. Threads begun from
 * here on hold them back, too. */
Watch watch_begin(const char *what)
{
    sigset_t set = stop_signals();
    sigprocmask(SIG_BLOCK, &set, NULL);
    return (Watch){.terminal = isatty(STDERR_FILENO), .what = what};
}

/* "3 h 20 min", "12 min", "40 s" */
static void print_time(char *out, size_t n, double seconds)
{
    uint64_t s = seconds < 1e15 ? (uint64_t)seconds : (uint64_t)1e15;
    if (s >= 3600)
        snprintf(out, n, tr("%" PRIu64 " h %" PRIu64 " min"), s / 3600,
                 s % 3600 / 60);
    else if (s >= 120)
        snprintf(out, n, tr("%" PRIu64 " min"), s / 60);
    else
        snprintf(out, n, "%" PRIu64 " s", s);
}

/* "1 234 567" */
static void print_grouped(char *out, size_t n, double number)
{
    char digits[32];
    size_t at = 0;
    snprintf(digits, sizeof digits, "%.0f", number);
    size_t len = strlen(digits);
    for (size_t i = 0; i < len && at + 2 < n; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            out[at++] = ' ';
        out[at++] = digits[i];
    }
    out[at] = '\0';
}

static void show(Watch *watch, const fordela_progress *p)
{
    char done[48], total[48], rate[48], left[48];
    char line[256];
    print_grouped(done, sizeof done, (double)p->done);
    print_grouped(total, sizeof total, (double)p->total);
    print_grouped(rate, sizeof rate, p->rate);
    print_time(left, sizeof left,
               p->rate > 0 ? (double)(p->total - p->done) / p->rate : 0);
    snprintf(line, sizeof line, "\r\033[K");
    size_t at = strlen(line);
    snprintf(line + at, sizeof line - at,
             tr("%s of %s %s, %s a second, %s left"), done, total,
             watch->what, rate, left);
    say(line);
    watch->shown = true;
}

int watch_look(Watch *watch, const fordela_progress *progress)
{
    sigset_t pending, set = stop_signals();
    if (watch->terminal && progress->seconds >= watch->next
        && progress->rate > 0) {
        show(watch, progress);
        watch->next = progress->seconds + SHOW_SECONDS;
    }
    sigpending(&pending);
    int signal = 0;
    if ((sigismember(&pending, SIGINT) == 1
         || sigismember(&pending, SIGTERM) == 1
         || sigismember(&pending, SIGHUP) == 1)
        && sigwait(&set, &signal) == 0) {
        watch->told = true;
        sigprocmask(SIG_UNBLOCK, &set, NULL);
    }
    return watch->told;
}

void watch_end(Watch *watch)
{
    if (watch->shown)
        say("\r\033[K");
    watch->shown = false;
}
