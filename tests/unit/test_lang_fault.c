/* test_lang_fault.c - what the parser refuses, with its exact words. */
#include "test_lang_help.h"

TestSuite(test_lang_fault);

typedef struct Case {
    const char *text;
    const char *fault;
} Case;

/* The head is line 1; the fault's place is given in the whole file. */
static void check_all(const char *head, const Case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Arena *arena = arena_new();
        const char *text = arena_format(arena, "%s\n%s", head,
                                        cases[i].text);
        cr_expect_str_eq(faults_of(arena, text),
                         arena_format(arena, "t:%s", cases[i].fault));
        arena_free(arena);
    }
}

#define CHECK_ALL(head, cases) \
    check_all((head), (cases), sizeof(cases) / sizeof *(cases))

#define OPERATOR " | write an operator between, or begin a new line"
#define RESERVED                                                           \
    " | choose another name; reserved are allocate and by else equally "   \
    "false if in not or per round then true where"
#define VALUE                                                              \
    " | write a number, a name, a text in quotes, a function or a "        \
    "parenthesis"

Test(test_lang_fault, rendered_in_full)
{
    Arena *arena = arena_new();
    const char *text = "formula f\nlett a = 1\n";
    Parsed p = parse_text(arena, text, strlen(text));
    Buf out = {0};
    diags_render(p.diags, &out);
    cr_expect_str_eq(out.at, "t:2:1: error: unknown statement \"lett\"\n"
                     "    2 | lett a = 1\n"
                     "      | ^~~~\n"
                     "  way out: did you mean \"let\"?\n");
    buf_free(&out);
    arena_free(arena);
}

Test(test_lang_fault, heads)
{
    static const Case cases[] = {
        {"", "1:1: error: the file has no statement | write formula NAME or "
             "scenario NAME first"},
        {"# only a comment", "1:17: error: the file has no statement | write "
                             "formula NAME or scenario NAME first"},
        {"forumla f", "1:1: error: a file begins with \"formula NAME\" or "
                      "\"scenario NAME\", found \"forumla\" | did you mean "
                      "\"formula\"?"},
        {"let a = 1\nlet b",
         "1:1: error: a file begins with \"formula NAME\" or \"scenario "
         "NAME\", found \"let\" | write formula NAME or scenario NAME first\n"
         "t:2:6: error: expected \"=\", found the end of the statement | "
         "write let NAME = EXPRESSION"},
        {"formula \"f\"\nset a = 1",
         "1:1: error: a file begins with \"formula NAME\" or \"scenario "
         "NAME\", found \"formula\" | write formula NAME or scenario NAME "
         "first"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cr_expect_str_eq(faults_of(arena, cases[i].text),
                         arena_format(arena, "t:%s", cases[i].fault));
    }
    arena_free(arena);
}

Test(test_lang_fault, statements)
{
    static const Case cases[] = {
        {"lett a = 1", "2:1: error: unknown statement \"lett\" | did you "
                       "mean \"let\"?"},
        {"frobnicate", "2:1: error: unknown statement \"frobnicate\" | "
                       "statements of a formula begin with formula like "
                       "source unit table param data let result require "
                       "round"},
        {"5 = a", "2:1: error: no statement begins with \"5\" | write it "
                  "deeper, if it goes on with the line above"},
        {"let a = 5\nwhere b",
         "3:1: error: no statement begins with \"where\" | write it deeper, "
         "if it goes on with the line above"},
        {"set a = 5", "2:1: error: \"set\" is a statement of scenario files, "
                      "and this is a formula | write it in a scenario file"},
        {"let a 5", "2:7: error: expected \"=\", found \"5\" | write let "
                    "NAME = EXPRESSION"},
        {"let in = 5",
         "2:5: error: \"in\" is a reserved word and cannot be a name"
         RESERVED},
        {"let a = 1 2020-01-01",
         "2:11: error: expected the end of the statement, found "
         "\"2020-01-01\"" OPERATOR},
        {"let a = b c", "2:11: error: expected the end of the statement, "
                        "found \"c\"" OPERATOR},
        {"let a = b)", "2:10: error: this \")\" closes nothing | take it "
                       "away, or write \"(\" before"},
        {"let a = 1\n  let b = 2",
         "3:3: error: \"let\" stands deeper than the file's first statement, "
         "so it continues the line above | start every statement in the "
         "column of the first one"},
        {"like b", "2:6: error: expected a file in quotes, found \"b\" | put "
                   "it in quotes: \"...\""},
        {"param a = 5", "2:9: error: expected \":\", found \"=\" | write "
                        "param NAME : UNIT, or param NAME : UNIT = VALUE"},
        {"param a : kr per person",
         "2:14: error: a type divides units with \"/\", not with \"per\" | "
         "write kr / persons"},
        {"data a : kr per person per t",
         "2:13: error: a type divides units with \"/\", not with \"per\" | "
         "write kr / persons"},
        {"data a : kr", "2:12: error: expected \"per\", found the end of the "
                        "statement | write data NAME : UNIT per TABLE"},
        {"param a : share / kr",
         "2:11: error: \"share\" is no part of a product or quotient of "
         "units | write it alone, or multiply and divide units such as kr "
         "and persons"},
        {"param a : 5 kr", "2:11: error: a type is a unit without a number | "
                           "write the unit alone, as in kr or kr / persons"},
        {"unit eur = 11.25", "2:12: error: a unit is a number of another "
                             "unit | write unit NAME, or unit NAME = NUMBER "
                             "UNIT"},
        {"param a : kr = 5 kr from 2020",
         "2:26: error: expected a date, found \"2020\" | write it as "
         "2020-01-31, without spaces"},
        {"round a by nearest", "2:9: error: expected \"to\", found \"by\" | "
                               "write to UNIT by METHOD, as in to 1 kr by "
                               "largest remainder"},
        {"round a to 1 by nearst", "2:17: error: unknown rounding method "
                                   "\"nearst\" | did you mean \"nearest\"?"},
        {"round a to 1 by largest",
         "2:17: error: unknown rounding method \"largest\" | write one of: "
         "nearest, half even, down, up, largest remainder, webster, "
         "jefferson, adams, huntington hill, dean"},
        {"round a to 1 by adams first 0.5",
         "2:23: error: \"first\" belongs to webster | write by webster first "
         "0.7, or leave it out"},
        {"round a to 1 by webster first 5 kr",
         "2:31: error: the number after \"first\" has no unit | write first "
         "0.7"},
        {"round a to 1 by up keeping b, c, d",
         "2:34: error: \"keeping\" takes at most two totals | name one total, "
         "or one for the rows and one for the columns"},
        {"round a to 1 by up per t per u", "2:26: error: \"per\" stands twice "
                                           "in this rounding | keep one of "
                                           "them"},
    };
    CHECK_ALL("formula f", cases);
}

Test(test_lang_fault, expressions)
{
    static const Case cases[] = {
        {"let a = (1 + 2", "2:9: error: the parenthesis is never closed | "
                           "write \")\" where it ends, before the end of the "
                           "statement"},
        {"let a = min(b c)",
         "2:15: error: expected \")\" for the \"(\" at line 2, column 12, "
         "found \"c\" | close the parenthesis, or write an operator"},
        {"let a =", "2:8: error: expected a value, found the end of the "
                    "statement" VALUE},
        {"let a = 1 +* 2", "2:12: error: expected a value, found \"*\"" VALUE},
        {"let x = a < b < c",
         "2:9: error: comparisons do not chain | write a < b and b < c"},
        {"let x = a = b + 1 <= 30000",
         "2:9: error: comparisons do not chain | write a = b + 1 and b + 1 "
         "<= 30 000"},
        {"let x = a_very_long_name_indeed < another_name_as_long < c",
         "2:9: error: comparisons do not chain | write two comparisons "
         "joined by and"},
        {"let x = a not b", "2:15: error: expected \"in\" after not, found "
                            "\"b\" | write x not in (a, b), or not before "
                            "the test"},
        {"let x = a in b", "2:14: error: expected \"(\" after in, found "
                           "\"b\" | write in (a, b, c)"},
        {"let x = if a then b", "2:20: error: expected \"else\", found the "
                                "end of the statement | write if CONDITION "
                                "then VALUE else VALUE"},
        {"let x = a per t + 1",
         "2:17: error: \"per\" reaches to the end of the expression, but "
         "\"+\" follows | put the part with per in parentheses"},
        {"let x = a per 5", "2:15: error: expected a table's name, found "
                            "\"5\" | write let NAME = EXPRESSION"},
        {"let x = 1 + if a then b else c",
         "2:13: error: \"if\" inside a clause or a larger sum needs "
         "parentheses | write (if ...)"},
        {"let x = 2 * allocate a by b",
         "2:13: error: \"allocate\" inside a clause or a larger sum needs "
         "parentheses | write (allocate ...)"},
        {"let x = allocate a by b + allocate c by d",
         "2:27: error: \"allocate\" inside a clause or a larger sum needs "
         "parentheses | write (allocate ...)"},
        {"let x = allocate a by b at most if c then d else e",
         "2:33: error: \"if\" inside a clause or a larger sum needs "
         "parentheses | write (if ...)"},
        {"let x = a + allocate b by c > 0",
         "2:29: error: \"allocate\" reaches to the end of the expression, "
         "but \">\" follows | put the part with allocate in parentheses"},
        {"let x = allocate a by b per t",
         "2:25: error: \"allocate\" reaches to the end of the expression, "
         "but \"per\" follows | write per after the total: allocate T per "
         "TABLE"},
        {"let x = allocate a", "2:19: error: expected \"by\" or \"equally\", "
                               "found the end of the statement | write "
                               "allocate TOTAL by KEY, or allocate TOTAL "
                               "equally"},
        {"let x = allocate a by b by c", "2:25: error: \"by\" stands twice "
                                         "in this allocate | keep one of "
                                         "them"},
        {"let x = allocate a by b at most c at most d",
         "2:35: error: \"at most\" stands twice in this allocate | keep one "
         "of them"},
        {"let x = allocate a by b at least c summed by t at least d summed "
         "by u",
         "2:48: error: \"at least\" stands twice in this allocate | keep one "
         "of them"},
        {"let x = allocate a by b using talmut",
         "2:31: error: unknown rule \"talmut\" | did you mean \"talmud\"?"},
        {"let x = allocate a by b using 5",
         "2:31: error: expected a rule, found \"5\" | write one of: "
         "proportional, adjusted proportional, equal awards, equal losses, "
         "talmud, reverse talmud, piniles, constrained egalitarian, minimal "
         "overlap, random arrival, average of awards"},
        {"let x = sum(if a then b else c where d)",
         "2:13: error: \"if\" before \"where\" needs parentheses | write "
         "sum((... if ...) where ...)"},
        {"let x = sum(a + allocate b by c ties to d)",
         "2:13: error: \"allocate\" before \"ties to\" needs parentheses | "
         "write sum((... allocate ...) ties to ...)"},
        {"let x = sum(a by b where c)", "2:20: error: \"where\" cannot stand "
                                        "here | write where, by and ties to "
                                        "once each, in this order"},
        {"let x = round + 1", "2:9: error: \"round\" is a reserved word and "
                              "needs a parenthesis here | write round(x to 1 "
                              "kr by nearest)"},
        {"let x = 5 \"t\" \"a text that is longer than forty bytes is cut\"",
         "2:15: error: expected the end of the statement, found \"a text that "
         "is longer than forty bytes ...\"" OPERATOR},
    };
    CHECK_ALL("formula f", cases);
}

Test(test_lang_fault, scenarios)
{
    static const Case cases[] = {
        {"let a = 5", "2:1: error: \"let\" is a statement of formula files, "
                      "and this is a scenario | write it in a formula file"},
        {"date 2020-1-1", "2:6: error: expected a date, found \"2020\" | "
                          "write it as 2020-01-31, without spaces"},
        {"table t key k", "2:9: error: expected \"from\", found \"key\" | "
                          "write table NAME from \"FILE\" key COLUMN name "
                          "COLUMN"},
        {"data d = 5", "2:8: error: expected \"from\", \"column\" or a "
                       "constant, found \"=\" | write data NAME from "
                       "\"FILE\" column COLUMN"},
        {"data d from \"f\"", "2:16: error: expected \"column\" or "
                              "\"result\", found the end of the statement | "
                              "write data NAME from \"FILE\" column COLUMN"},
        {"data d column by", "2:15: error: \"by\" is a reserved word; as a "
                             "column's name it needs quotes | write \"by\" in "
                             "quotes"},
        {"data d column 2019", "2:15: error: expected a column's name, found "
                               "\"2019\" | put it in quotes: \"...\""},
        {"data d column a where b key c",
         "2:25: error: \"key\" cannot stand here | write column NAME key ... "
         "in ... decimal ... encoding ... where ..., each once and in this "
         "order"},
        {"set a : 5", "2:7: error: expected \"=\", found \":\" | write set "
                      "NAME = VALUE"},
        {"expect a", "2:9: error: expected a comparison such as =, found the "
                     "end of the statement | write expect NAME from \"FILE\" "
                     "column COLUMN, or expect VALUE = VALUE"},
        {"vary a from 1 to 5", "2:19: error: expected \"step\", found the end "
                               "of the statement | write vary NAME from A to "
                               "B step C, or vary NAME in A, B"},
        {"draw a ~ normal", "2:16: error: expected \"(\", found the end of "
                            "the statement | write draw NAME ~ "
                            "DISTRIBUTION(A, B)"},
        {"draws 100 kr seed 5", "2:11: error: a whole number without unit "
                                "stands here | write draws 1000 seed 1"},
        {"report a b", "2:10: error: expected the end of the statement, "
                       "found \"b\"" OPERATOR},
    };
    CHECK_ALL("scenario s", cases);
}

/* One per statement; what only follows from an unreadable sign is not said. */
Test(test_lang_fault, several_at_once)
{
    Arena *arena = arena_new();
    cr_expect_str_eq(
        faults_of(arena, "formula f\nlet a = 1 +\nlet b = 2 @ 3\n"
                  "result c = )\nlet d = 1\nlet e = 1,5 kr x\n"),
        "t:2:12: error: expected a value, found the end of the statement"
        VALUE "\n"
        "t:3:11: error: @ is not a sign of the language | take it away, or "
        "put it into a text in quotes\n"
        "t:4:12: error: expected a value, found \")\"" VALUE "\n"
        "t:6:9: error: a comma stands between two digits | use . for "
        "decimals, or a space after the comma");
    arena_free(arena);
}

/* open text, n times open, inner, n times close */
static const char *nested(Arena *arena, const char *open, const char *inner,
                          const char *close, size_t n)
{
    Buf text = {0};
    buf_add(&text, "formula f\nlet a = ");
    for (size_t i = 0; i < n; i++) {
        buf_add(&text, open);
    }
    buf_add(&text, inner);
    for (size_t i = 0; i < n; i++) {
        buf_add(&text, close);
    }
    const char *copy = arena_copy(arena, text.at, text.n);
    buf_free(&text);
    return copy;
}

/* The expression itself is the first of the 200 levels. */
Test(test_lang_fault, nesting)
{
    static const struct {
        const char *open, *inner, *close;
        size_t most;
        const char *place;
    } cases[] = {
        {"(", "1", ")", 199, "2:209"},
        {"f(", "1", ")", 199, "2:409"},
        {"-", "1", "", 199, "2:208"},
        {"not ", "x", "", 199, "2:805"},
        {"if a then b else ", "c", "", 199, "2:3395"},
        {"1 + ", "1", "", 199, "2:9"},
        {"1 and ", "1", "", 199, "2:9"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena *arena = arena_new();
        size_t most = cases[i].most;
        cr_expect_str_empty(faults_of(
            arena, nested(arena, cases[i].open, cases[i].inner,
                          cases[i].close, most)));
        const char *wrong = faults_of(
            arena, nested(arena, cases[i].open, cases[i].inner,
                          cases[i].close, most + 1));
        const char *start = arena_format(
            arena, "t:%s: error: the expression is nested deeper than 200 "
            "levels | give a part of it a name with let", cases[i].place);
        cr_expect(strncmp(wrong, start, strlen(start)) == 0, "%s\n%s", wrong,
                  start);
        cr_expect_not_null(strstr(
            faults_of(arena, nested(arena, cases[i].open, cases[i].inner,
                                    cases[i].close, 10000)),
            "nested deeper"));
        arena_free(arena);
    }
}
