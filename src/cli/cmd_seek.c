/* cmd_seek.c - fordela seek: the value of a param for which a condition holds.
 */
#include "cli/cli_int.h"

int cmd_seek(const Args *args)
{
    fordela *f = open_with(args, args->word[0]);
    if (f == NULL)
        return FORDELA_USE;
    fordela_seek_options options = {
        .vary = args->vary, .n_vary = args->n_vary, .from = args->from,
        .to = args->to, .step = args->step, .until = args->until,
        .largest = args->largest, .smallest = args->smallest,
        .maximise = args->maximise, .minimise = args->minimise,
        .reference = args->reference, .n_reference = args->n_reference,
        .form = text_form(args),
        .width = args->output == NULL ? terminal_width() : 80};
    size_t size = 0;
    char *text = fordela_seek(f, &options, &size);
    int status = finish_answer(args, f, text, size);
    fordela_close(f);
    return status;
}
