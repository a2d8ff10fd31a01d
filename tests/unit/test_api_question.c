/* Questions along params through the public header: what is left out, asked
 * again, and refused. */
#include "fordela.h"
#include "test_check_help.h"

static void files(void)
{
    trial_put("f", "formula f\nparam t : kr = 1 kr\ndata pop : number per r\n"
                   "result x = allocate t by pop\n"
                   "round x to 1 kr by largest remainder\n");
    trial_put("r.csv", "k,pop\nA,1\nB,3\n");
    trial_put("s", "scenario s\nformula \"f\"\ntable r from \"r.csv\" key k\n"
                   "data pop column pop\n");
}

Test(api_question, nothing_asked)
{
    trial_enter();
    files();
    fordela *f = fordela_open("s");
    fordela_tipping_options tip = {0};
    fordela_seek_options seek = {0};
    size_t size = 7;
    cr_expect_null(fordela_tipping(f, &tip, &size));
    cr_expect_eq(fordela_last_status(f), FORDELA_USE);
    cr_expect_not_null(strstr(fordela_messages(f), "a param to vary"));
    cr_expect_null(fordela_seek(f, &seek, &size));
    cr_expect_eq(fordela_last_status(f), FORDELA_USE);
    const char *vary[] = {"t from 0 kr to 9 kr"};
    seek.vary = vary;
    seek.n_vary = 1;
    cr_expect_null(fordela_seek(f, &seek, &size));
    cr_expect_not_null(strstr(fordela_messages(f), "needs a condition"));
    fordela_close(f);
    trial_leave();
}

/* A handle answers one question after the other, and runs in between. */
Test(api_question, again)
{
    trial_enter();
    files();
    fordela *f = fordela_open("s");
    const char *vary[] = {"t from 0 kr to 9 kr"};
    fordela_tipping_options tip = {.vary = vary[0], .form = FORDELA_CSV};
    fordela_seek_options seek = {.vary = vary, .n_vary = 1,
                                 .until = "largest(x) >= 4 kr",
                                 .form = FORDELA_CSV};
    for (int i = 0; i < 2; i++) {
        size_t size;
        char *text = fordela_tipping(f, &tip, &size);
        cr_assert_not_null(text, "%s", fordela_messages(f));
        cr_expect_eq(size, strlen(text));
        cr_expect_not_null(strstr(text, "0,0,state,A,A,x,nothing,,share"));
        fordela_free(text);
        text = fordela_seek(f, &seek, &size);
        cr_assert_not_null(text, "%s", fordela_messages(f));
        cr_expect_not_null(strstr(text, "\n5,5,answer,true,4,4,\n"), "%s",
                           text);
        fordela_free(text);
        cr_expect_eq(fordela_run(f), FORDELA_OK);
        cr_expect_str_eq(fordela_amount(f, 0, 1), "1");
    }
    fordela_close(f);
    trial_leave();
}
