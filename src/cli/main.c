/* main.c - the command `fordela`: subcommands over fordela.h.
 *
 * Exit status: 0 as asked; 1 an expectation does not hold; 2 wrong use; 3 a
 * fault in a formula, scenario or data file; 4 a fault of the machine.
 */
#include "cli/cli_int.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* A closed standard stream would be given to the next file that is opened. Put
 * something in its place that fails as the closed one would. */
static void guard_streams(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0
            && open("/dev/null", fd == STDIN_FILENO ? O_WRONLY
                                                    : O_RDONLY) < 0)
            return;
}

static int dispatch(const Args *args)
{
    if (args->version)
        return put_out("fordela " FORDELA_VERSION "\n",
                       strlen("fordela " FORDELA_VERSION "\n"));
    if (args->help)
        return args->sub == SUBS ? help_program() : help_sub(args->sub);
    if (args->dumps)
        return cmd_dump(args);
    int guarded = guard_words(args);
    if (guarded != FORDELA_OK)
        return guarded;
    switch (args->sub) {
    case SUB_CHECK:
        return cmd_check(args);
    case SUB_RUN:
        return cmd_run(args);
    case SUB_VERIFY:
        return cmd_verify(args);
    case SUB_EXPLAIN:
        return cmd_explain(args);
    case SUB_CERTIFY:
        return cmd_certify(args);
    case SUB_COMPARE:
        return cmd_compare(args);
    case SUB_REPORT:
        return cmd_report(args);
    case SUB_MARGINAL:
        return cmd_marginal(args);
    case SUB_SWEEP:
        return cmd_sweep(args);
    case SUB_SIMULATE:
        return cmd_simulate(args);
    case SUB_INFER:
        return cmd_infer(args);
    case SUB_DOCTOR:
        return cmd_doctor(args);
    case SUB_ERRATUM:
        return cmd_erratum(args);
    case SUB_TIPPING:
        return cmd_tipping(args);
    case SUB_SEEK:
        return cmd_seek(args);
    case SUB_NEW:
        return cmd_new(args);
    case SUB_FMT:
        return cmd_fmt(args);
    case SUBS:
        break;
    }
    return FORDELA_USE;
}

int main(int argc, char **argv)
{
    Args args;
    guard_streams();
    language_choose(argc, argv);
    signal(SIGPIPE, SIG_IGN);   /* the write fails instead */
    signal(SIGXFSZ, SIG_IGN);
    int status = args_read(&args, argc, argv);
    if (status == FORDELA_OK)
        status = dispatch(&args);
    args_free(&args);
    return status;
}
