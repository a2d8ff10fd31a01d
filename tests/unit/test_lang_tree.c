/* test_lang_tree.c - every production of the grammar, as --dump tree shows it.
 *
 * The expected trees are read off the grammar of the manual by hand.
 */
#include "test_lang_help.h"

TestSuite(test_lang_tree);

typedef struct Case {
    const char *text;
    const char *tree;
} Case;

static void check_all(const char *head, const Case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Arena *arena = arena_new();
        const char *dump = dump_of(arena, head, cases[i].text);
        cr_expect_str_eq(compact(arena, dump), cases[i].tree);
        arena_free(arena);
    }
}

#define CHECK_ALL(head, cases) \
    check_all((head), (cases), sizeof(cases) / sizeof *(cases))

Test(test_lang_tree, indents_by_two)
{
    Arena *arena = arena_new();
    cr_expect_str_eq(dump_of(arena, "formula f \"T\"", "let a = 1 + 2 kr"),
                     "  title \"T\"\n"
                     "let a\n"
                     "  +\n"
                     "    number 1\n"
                     "    number 2 kr\n");
    arena_free(arena);
}

Test(test_lang_tree, formula_statements)
{
    static const Case cases[] = {
        {"like \"b.formula\"", "like \"b.formula\""},
        {"source \"a \"\"b\"\"\"", "source \"a \"\"b\"\"\""},
        {"unit pupils", "unit pupils"},
        {"unit eur = 11.25 kr \"Euro\"",
         "unit eur {number 11.25 kr; title \"Euro\"}"},
        {"table area", "table area"},
        {"table application in area, applicant \"T\"",
         "table application {in area; in applicant; title \"T\"}"},
        {"param a : kr", "param a {: kr}"},
        {"param a : % = 5 % \"T\"",
         "param a {: %; = {number 5 %}; title \"T\"}"},
        {"param a : kr / persons * km / share_of",
         "param a {: kr / persons * km / share_of}"},
        {"param a : kr = 1 kr from 2020-01-01, 2 kr from 2021-01-01",
         "param a {: kr; = {number 1 kr; from 2020-01-01}; "
         "= {number 2 kr; from 2021-01-01}}"},
        {"param a : text = \"x\" \"T\"",
         "param a {: text; = {string \"x\"}; title \"T\"}"},
        {"data a : flag per t \"T\"", "data a {: flag; per t; title \"T\"}"},
        {"let a = 1 \"T\"", "let a {number 1; title \"T\"}"},
        {"result a = b", "result a {name b}"},
        {"require a >= 0 \"T\"",
         "require {>= {name a; number 0}; title \"T\"}"},
        {"round a to 1 kr by nearest \"T\"",
         "round a {to {number 1 kr}; by nearest; title \"T\"}"},
    };
    CHECK_ALL("formula f", cases);
}

Test(test_lang_tree, roundings)
{
    static const Case cases[] = {
        {"round a to 1 by half even", "round a {to {number 1}; by half even}"},
        {"round a to 1 by down", "round a {to {number 1}; by down}"},
        {"round a to 1 by up", "round a {to {number 1}; by up}"},
        {"round a to 1 by largest remainder keeping b ties to c",
         "round a {to {number 1}; by largest remainder; keeping {name b}; "
         "ties to {name c}}"},
        {"round a to 1 by webster first 0.7 keeping b, c",
         "round a {to {number 1}; by webster; first {number 0.7}; "
         "keeping {name b}; keeping {name c}}"},
        {"round a to 1 by jefferson per t at least 1 at most 2",
         "round a {to {number 1}; by jefferson; per t; "
         "at least {number 1}; at most {number 2}}"},
        {"round a to 1 by adams", "round a {to {number 1}; by adams}"},
        {"round a to 1 by huntington hill",
         "round a {to {number 1}; by huntington hill}"},
        {"round a to 1 by dean at most x + 1 per t",
         "round a {to {number 1}; by dean; per t; "
         "at most {+ {name x; number 1}}}"},
    };
    CHECK_ALL("formula f", cases);
}

/* "let a =" is put before. */
static void check_expressions(const Case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        Arena *arena = arena_new();
        const char *text = arena_format(arena, "let a = %s", cases[i].text);
        const char *tree = arena_format(arena, "let a {%s}", cases[i].tree);
        const char *dump = dump_of(arena, "formula f", text);
        cr_expect_str_eq(compact(arena, dump), tree);
        arena_free(arena);
    }
}

Test(test_lang_tree, expressions)
{
    static const Case cases[] = {
        {"1 - 2 - 3", "- {- {number 1; number 2}; number 3}"},
        {"a + b * c", "+ {name a; * {name b; name c}}"},
        {"a / b / c", "/ {/ {name a; name b}; name c}"},
        {"(a + b) * c", "* {+ {name a; name b}; name c}"},
        {"-a * b", "* {neg {name a}; name b}"},
        {"- -5 kr", "neg {neg {number 5 kr}}"},
        {"30 000 000 kr / persons", "/ {number 30000000 kr; name persons}"},
        {"2020-02-29", "date 2020-02-29"},
        {"true", "true"},
        {"false", "false"},
        {"\"x\"", "string \"x\""},
        {"a or b and not c = d",
         "or {name a; and {name b; not {= {name c; name d}}}}"},
        {"not not a", "not {not {name a}}"},
        {"a <> 1 and a < 1 and a <= 1 and a > 1 and a >= 1",
         "and {and {and {and {<> {name a; number 1}; < {name a; number 1}}; "
         "<= {name a; number 1}}; > {name a; number 1}}; "
         ">= {name a; number 1}}"},
        {"a in (1, b + 2)", "in {name a; number 1; + {name b; number 2}}"},
        {"a not in (\"x\")", "not in {name a; string \"x\"}"},
        {"a + 1 per t", "per t {+ {name a; number 1}}"},
        {"if a then b else if c then d else e",
         "if {name a; name b; if {name c; name d; name e}}"},
        {"1 + (if a then b else c)",
         "+ {number 1; if {name a; name b; name c}}"},
        {"min(a, if b then c else d)",
         "call min {name a; if {name b; name c; name d}}"},
        {"sum(a)", "call sum {name a}"},
        {"sum(a per t where b or c by d ties to e)",
         "call sum {per t {name a}; where {or {name b; name c}}; "
         "by {name d}; ties to {name e}}"},
        {"rank(a by b)", "call rank {name a; by {name b}}"},
        {"rank(a ties to b)", "call rank {name a; ties to {name b}}"},
        {"count(t where a > 1 kr)",
         "call count {name t; where {> {name a; number 1 kr}}}"},
        {"round(a + b to 0.1 by nearest)",
         "round {+ {name a; name b}; to {number 0.1}; by nearest}"},
    };
    check_expressions(cases, sizeof cases / sizeof *cases);
}

Test(test_lang_tree, allocate)
{
    static const Case cases[] = {
        {"allocate a by b", "allocate {total {name a}; by {name b}}"},
        {"allocate a equally", "allocate {total {name a}; equally}"},
        {"allocate a by equally", "allocate {total {name a}; equally}"},
        {"allocate a + b per t by c * d",
         "allocate {total {+ {name a; name b}}; per t; "
         "by {* {name c; name d}}}"},
        {"a + b - allocate c by d",
         "- {+ {name a; name b}; allocate {total {name c}; by {name d}}}"},
        {"a + (allocate b by c) + d",
         "+ {+ {name a; allocate {total {name b}; by {name c}}}; name d}"},
        {"allocate a by b where c and d at least e at most f "
         "in order of g using proportional",
         "allocate {total {name a}; by {name b}; "
         "where {and {name c; name d}}; at least {name e}; "
         "at most {name f}; in order of {name g}; using proportional}"},
        {"allocate a by b at least 5 kr or nothing",
         "allocate {total {name a}; by {name b}; "
         "or nothing {number 5 kr}}"},
        {"allocate a by b at least c summed by t at most d summed by u",
         "allocate {total {name a}; by {name b}; at least {name c}; "
         "summed by t; at most {name d}; summed by u}"},
        {"allocate a by b at least c summed by t at least d "
         "at least e or nothing",
         "allocate {total {name a}; by {name b}; at least {name d}; "
         "at least {name c}; summed by t; or nothing {name e}}"},
        {"allocate a by b using adjusted proportional",
         "allocate {total {name a}; by {name b}; "
         "using adjusted proportional}"},
        {"allocate a by b using equal awards",
         "allocate {total {name a}; by {name b}; using equal awards}"},
        {"allocate a by b using equal losses",
         "allocate {total {name a}; by {name b}; using equal losses}"},
        {"allocate a by b using talmud",
         "allocate {total {name a}; by {name b}; using talmud}"},
        {"allocate a by b using reverse talmud",
         "allocate {total {name a}; by {name b}; using reverse talmud}"},
        {"allocate a by b using piniles",
         "allocate {total {name a}; by {name b}; using piniles}"},
        {"allocate a by b using constrained egalitarian",
         "allocate {total {name a}; by {name b}; "
         "using constrained egalitarian}"},
        {"allocate a by b using minimal overlap",
         "allocate {total {name a}; by {name b}; using minimal overlap}"},
        {"allocate a by b using random arrival",
         "allocate {total {name a}; by {name b}; using random arrival}"},
        {"allocate a by b using average of awards",
         "allocate {total {name a}; by {name b}; using average of awards}"},
        {"round(allocate a by b to 1 kr by nearest)",
         "round {allocate {total {name a}; by {name b}}; "
         "to {number 1 kr}; by nearest}"},
    };
    check_expressions(cases, sizeof cases / sizeof *cases);
}

Test(test_lang_tree, scenario_statements)
{
    static const Case cases[] = {
        {"like \"a\"", "like \"a\""},
        {"source \"a\"", "source \"a\""},
        {"formula \"f\"", "formula \"f\""},
        {"date 2020-11-01", "date 2020-11-01"},
        {"table t from \"f\" key k", "table t \"f\" {key \"k\"}"},
        {"table t from \"f\" key k, \"K 2\" name n in a by x in b by \"y\" "
         "where z = \"1\" source \"s\" dated 2020-01-01",
         "table t \"f\" {key \"k\"; key \"K 2\"; name \"n\"; in a; by \"x\"; "
         "in b; by \"y\"; = {name z; string \"1\"}; source \"s\"; "
         "dated 2020-01-01}"},
        {"data d column c", "data d {alternative {column \"c\"}}"},
        {"data d from \"f\" column c key a, b in kr / persons decimal \",\" "
         "encoding \"utf-8\" where column(\"Region kod\") <> \"1\" estimated "
         "else column e calibrated else 0 kr source \"s\"",
         "data d {alternative {from \"f\"; column \"c\"; key \"a\"; "
         "key \"b\"; in kr / persons; decimal \",\"; encoding \"utf-8\"; "
         "where {<> {call column {string \"Region kod\"}; string \"1\"}}; "
         "estimated}; alternative {column \"e\"; calibrated}; "
         "alternative {number 0 kr}; source \"s\"}"},
        {"data d from \"o.scenario\" result r estimated",
         "data d {alternative {from \"o.scenario\"; result r; estimated}}"},
        {"data d -5 %", "data d {alternative {neg {number 5 %}}}"},
        {"data d 2020-01-01", "data d {alternative {date 2020-01-01}}"},
        {"data d \"x\"", "data d {alternative {string \"x\"}}"},
        {"data d true else false",
         "data d {alternative {true}; alternative {false}}"},
        {"set a = 30 mnkr / 2 calibrated source \"s\" dated 2020-01-01",
         "set a {/ {number 30 mnkr; number 2}; calibrated; source \"s\"; "
         "dated 2020-01-01}"},
        {"set a = 5 estimated", "set a {number 5; estimated}"},
        {"expect g from \"f\" column c in tkr within 1 kr because \"r\"",
         "expect g \"f\" {column \"c\"; in tkr; within {number 1 kr}; "
         "because \"r\"}"},
        {"expect sum(g) = 5 kr within 0 kr",
         "expect {= {call sum {name g}; number 5 kr}; "
         "within {number 0 kr}}"},
        {"expect g <= 5", "expect {<= {name g; number 5}}"},
        {"vary a from 0 kr to 5 kr step 1 kr",
         "vary a {from {number 0 kr}; to {number 5 kr}; "
         "step {number 1 kr}}"},
        {"vary a in 1, b + 2", "vary a {number 1; + {name b; number 2}}"},
        {"draw a ~ normal(a, 3 %)",
         "draw a {distribution normal; name a; number 3 %}"},
        {"draws 1000 seed 7", "draws {number 1000; number 7}"},
        {"report a \"A\", sum(b), c \"C\"",
         "report {name a; title \"A\"; call sum {name b}; name c; "
         "title \"C\"}"},
    };
    CHECK_ALL("scenario s", cases);
}

/* Rule 2: these words never are units. */
Test(test_lang_tree, words_after_numbers)
{
    static const char *const words[] = {
        "to", "step", "from", "estimated", "calibrated", "source", "within",
        "because", "seed", "keeping", "using", "summed", "dated", "first",
        "decimal", "encoding", "key", "column"};
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *text = arena_format(arena, "1 %s", words[i]);
        Diags *diags = diags_new(arena);
        Source *source = source_make(arena, "t", text, strlen(text));
        cr_expect_null(parse_expression(arena, source, diags));
        cr_expect_str_eq(
            faults(arena, diags),
            arena_format(arena, "t:1:3: error: expected the end of the "
                         "statement, found \"%s\" | write an operator "
                         "between, or begin a new line", words[i]));
        text = arena_format(arena, "formula f\nunit %s", words[i]);
        cr_expect_str_eq(
            faults_of(arena, text),
            arena_format(arena, "t:2:6: error: \"%s\" cannot be a unit: "
                         "after a number it has a meaning of its own | "
                         "choose another name", words[i]));
    }
    arena_free(arena);
}

/* Parentheses come back where the tree needs them and nowhere else; what is
 * printed has the same tree. */
Test(test_lang_tree, prints_expressions)
{
    static const Case cases[] = {
        {"((a)+(b))*(c)", "(a + b) * c"},
        {"a-(b-c)-(d)", "a - (b - c) - d"},
        {"a/(b*c)", "a / (b * c)"},
        {"-(-(a+b))", "--(a + b)"},
        {"not (a and b) or (c or d)", "not (a and b) or (c or d)"},
        {"(a = b) = c", "(a = b) = c"},
        {"(1 + 2 per t) + 1", "(1 + 2 per t) + 1"},
        {"(if a then b else c) per t", "(if a then b else c) per t"},
        {"30000000kr+1234 %", "30 000 000 kr + 1234 %"},
        {"a + (allocate b by c)", "a + allocate b by c"},
        {"sum((if a then b else c) where d)",
         "sum((if a then b else c) where d)"},
        {"sum(a per t where b by c ties to d)",
         "sum(a per t where b by c ties to d)"},
        {"allocate a per t equally where b at least c summed by t "
         "at least d at least e or nothing at most f in order of g "
         "using equal awards",
         "allocate a per t equally where b at least d "
         "at least c summed by t at least e or nothing at most f "
         "in order of g using equal awards"},
        {"round(a to 1 kr by webster first 0.5 keeping b,c per t "
         "at least d at most e ties to f)",
         "round(a to 1 kr by webster first 0.5 keeping b, c per t "
         "at least d at most e ties to f)"},
        {"a not in(1,\"x\"\"y\",2020-01-01)",
         "a not in (1, \"x\"\"y\", 2020-01-01)"},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *dump[2];
        const char *text = cases[i].text;
        for (size_t k = 0; k < 2; k++) {
            const char *let = arena_format(arena, "let x = %s", text);
            dump[k] = dump_of(arena, "formula f", let);
            Diags *diags = diags_new(arena);
            Source *source = source_make(arena, "t", text, strlen(text));
            Buf out = {0};
            node_print(parse_expression(arena, source, diags), &out);
            text = arena_copy(arena, out.at, out.n);
            buf_free(&out);
            cr_expect_str_eq(text, cases[i].tree);
        }
        cr_expect_str_eq(dump[0], dump[1]);
    }
    arena_free(arena);
}
