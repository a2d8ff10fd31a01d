/* fordela_infer: what a program gets that calls it. */
#include "fordela.h"
#include "test_check_help.h"

static int stop(void *context, const fordela_progress *progress)
{
    size_t *asked = context;
    cr_expect_leq(progress->done, progress->total);
    return ++*asked == 3;
}

Test(api_infer, text_messages_and_status)
{
    size_t size = 0;
    char *messages = NULL;
    fordela_status status = FORDELA_MACHINE;
    fordela_infer_options o = {.table = "t.csv", .amount = "kr",
                               .form = FORDELA_CSV};
    trial_enter();
    trial_put("t.csv", "k,kr\nA,50\nB,33\nC,17\n");
    char *text = fordela_infer(&o, &size, &messages, &status);
    cr_expect_eq(status, FORDELA_OK);
    cr_expect_str_eq(messages, "");
    cr_expect_str_eq(text, "code,name,amount,base,base_most\n"
                           "A,A,50,3,3\nB,B,33,2,2\nC,C,17,1,1\n");
    cr_expect_eq(size, strlen(text));
    fordela_free(text);
    fordela_free(messages);
    text = fordela_infer(&o, NULL, NULL, NULL);
    cr_expect_not_null(text);
    fordela_free(text);
    trial_leave();
}

Test(api_infer, nothing_half_done)
{
    char *messages = NULL;
    size_t asked = 0;
    fordela_status status = FORDELA_OK;
    fordela_infer_options none = {0};
    fordela_infer_options o = {.table = "t.csv", .amount = "kr",
                               .total = UINT64_MAX};
    trial_enter();
    trial_put("t.csv", "k,kr\nA,123456789\nB,987654321\nC,555555555\n");
    cr_expect_null(fordela_infer(&none, NULL, &messages, &status));
    cr_expect_eq(status, FORDELA_USE);
    fordela_free(messages);
    cr_expect_null(fordela_infer(&o, NULL, NULL, &status));
    cr_expect_eq(status, FORDELA_USE);
    o.total = 0;
    o.at_most = 100000000;
    o.progress = stop;
    o.context = &asked;
    cr_expect_null(fordela_infer(&o, NULL, &messages, &status));
    cr_expect_eq(status, FORDELA_MACHINE);
    cr_expect_eq(asked, 3);
    cr_expect_not_null(strstr(messages, "stopped before the end"));
    fordela_free(messages);
    trial_leave();
}
