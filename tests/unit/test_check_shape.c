/* test_check_shape.c - which table an expression belongs to (rules 7, 9 to
 * 13), and what the operators over rows ask for.
 *
 * Tables: region above area above site above case; site also in owner; desk
 * lies in two tables that both lie in house. Expectations follow from the
 * rules by hand.
 */
#include "test_check_help.h"

static const char preamble[] =
    "formula f\n"
    "table region\n"
    "table area in region\n"
    "table owner\n"
    "table site in area, owner\n"
    "table kase in site\n"
    "table house\n"
    "table room in house\n"
    "table team in house\n"
    "table desk in room, team\n"
    "table alone\n"
    "param k : kr\n"
    "param n : number\n"
    "param f : flag\n"
    "data re : number per region\n"
    "data ar : number per area\n"
    "data ow : number per owner\n"
    "data si : number per site\n"
    "data sik : kr per site\n"
    "data sif : flag per site\n"
    "data sit : text per site\n"
    "data ca : number per kase\n"
    "data cak : kr per kase\n"
    "data ho : number per house\n"
    "data ro : number per room\n"
    "data te : number per team\n"
    "data de : number per desk\n"
    "data al : number per alone\n"
    "data ark : kr per area\n"
    "data owk : kr per owner\n";

static const struct {
    const char *text, *want;   /* table, "one value", or "!" and a message */
} rows[] = {
    {"n + 1", "one value"},
    {"si + n", "site"},
    {"n + si", "site"},
    {"re + ar", "area"},
    {"ar + re", "area"},
    {"re + ca", "kase"},
    {"ar * ow + si", "site"},
    {"ar + (ow + si)", "site"},
    {"(ar * ow) * (re + si)", "site"},
    {"ar * ow * share(si)", "site"},
    {"ar * ow * rank(si)", "site"},
    {"ar * ow * sum(ca by site)", "site"},
    {"ar * ow + sum(si by sit)", "site"},
    {"ar * ow + count(site by sit)", "site"},
    {"if ar > ow and code(site) = \"1\" then 1 else 0", "site"},
    {"if ar > ow then re else si", "site"},
    {"clamp(ar, ow, si)", "site"},
    {"ar in (ow, si)", "site"},
    {"not (ar > ow) or sif", "site"},
    {"code(owner)", "owner"},
    {"n per site", "site"},
    {"n per region", "region"},
    {"re per site", "site"},
    {"si per site", "site"},
    {"ar * ow per site", "site"},
    {"sum(si)", "one value"},
    {"sum(n per site)", "one value"},
    {"sum(si by area)", "area"},
    {"sum(ca by area)", "area"},
    {"sum(ca by region)", "region"},
    {"sum(si by site)", "site"},
    {"sum(si where sif by owner)", "owner"},
    {"sum(si where ar > 1)", "one value"},
    {"sum(si by ar)", "site"},
    {"sum(si by n)", "site"},
    {"mean(si by sit)", "site"},
    {"share(si by area)", "site"},
    {"rank(si where sif by owner ties to ar)", "site"},
    {"count(site)", "one value"},
    {"count(site where sif by area)", "area"},
    {"si / sum(si by area)", "site"},
    {"de + ro + te", "desk"},
    {"ro + ho", "room"},
    {"allocate k by si", "site"},
    {"allocate k per area by si", "site"},
    {"allocate k by ar * ow * share(si)", "site"},
    {"allocate ark per area by si", "site"},
    {"allocate k per owner by si", "site"},
    {"allocate ark per area by ca", "kase"},
    {"allocate k per site by ca", "kase"},
    {"allocate ark per site by ca", "kase"},
    {"allocate k equally at most sik", "site"},
    {"allocate k equally where ar > 1 at most sik", "site"},
    {"allocate k equally at least ark at most owk where sif", "site"},
    {"allocate k by ca at most sik in order of re", "kase"},
    {"allocate k by ca at least sik or nothing", "kase"},
    {"allocate k by ca at most sik summed by site", "kase"},
    {"allocate k by ca at most k summed by area", "kase"},
    {"allocate ark per area by ca at least sik summed by site", "kase"},
    {"sik + allocate k by si", "site"},
    {"k - allocate k by si", "site"},
    {"if n > 1 then allocate k by si else sik", "site"},
    {"round(sik to 1 kr by largest remainder)", "site"},
    {"round(k to 1 kr by nearest)", "one value"},
    {"round(cak to 1 kr by webster per area keeping ark)", "kase"},
    {"round(sik to 1 kr by webster keeping ark, owk)", "site"},
    {"round(cak to 1 kr by adams keeping owk, ark)", "kase"},

    {"si + al", "!one part has a value per \"alone\", another per \"site\""},
    {"ar + ow", "!neither table lies above the other"},
    {"ho + de", "!\"house\" is reached from \"desk\" by more than one way"},
    {"(ho per room) + de", "desk"},
    {"si per area", "!which one row of \"area\" does not have"},
    {"al per site", "!this has a value per \"alone\", which one row of"},
    {"k per nothing", "!unknown name \"nothing\""},
    {"k per kr", "!for an amount per unit write a / b"},
    {"k per n", "!\"n\" is not a table"},
    {"site + 1", "!\"site\" is a table, not a value"},
    {"sum(n)", "!goes over the rows of a column, this is one value"},
    {"sum(si, ca)", "!\"sum\" takes one column, not 2 arguments"},
    {"sum(ar where sif)", "!which one row of \"area\" does not have"},
    {"sum(ar by si)", "!which one row of \"area\" does not have"},
    {"sum(si by kase)", "!\"kase\" does not lie above \"site\""},
    {"sum(de by house)", "!\"house\" lies above \"desk\" in more than one way"},
    {"sum(si by alone)", "!declare it: table site in alone"},
    {"sum(si ties to ar)", "!\"ties to\" belongs to rank"},
    {"count(si)", "!\"count\" counts the rows of a table"},
    {"count(si > 0)", "!\"count\" counts the rows of a table"},
    {"code(si)", "!\"code\" takes the name of a table"},
    {"name(1)", "!write name(TABLE)"},
    {"abs(si where sif)", "!only aggregates take \"where\""},
    {"summ(si)", "!did you mean \"sum\"?"},
    {"zebra(si)", "!functions are min max clamp"},
    {"column(si)", "!column(...) stands only in the \"where\""},
    {"sum + 1", "!a function is written with parentheses: sum(...)"},
    {"allocate k by n", "!this is one value"},
    {"allocate k equally", "!does not say over which table's rows"},
    {"allocate ark by si", "!the total has one value per \"area\""},
    {"allocate sik per area by si",
     "!which one row of \"area\" does not have"},
    {"allocate k per alone by si", "!\"alone\" does not lie above \"site\""},
    {"allocate k per house by de", "!in more than one way"},
    {"allocate k by si at most cak",
     "!which one row of \"site\" does not have"},
    {"allocate k by si in order of si", "!needs \"at most\""},
    {"allocate k by si at most sik in order of si using talmud",
     "!divides over the claims alone"},
    {"allocate k equally at most sik using talmud", "site"},
    {"allocate k by sik at most sik using talmud", "site"},
    {"allocate k by si using talmud", "!there are none"},
    {"allocate k equally at least 1 kr at most sik using piniles",
     "!is not defined with floors"},
    {"allocate k equally at least 1 kr at most sik using equal losses",
     "site"},
    {"allocate k by ca at most cak in order of ca at least k summed by site",
     "!without \"in order of\""},
    {"allocate k by ca at least 1 kr or nothing at most k summed by site",
     "!without \"or nothing\""},
    {"allocate k equally at most cak using equal awards at least k summed by site",
     "!without another rule"},
    {"allocate k by ca at least k summed by site at most k summed by area",
     "!floors are summed by \"site\", ceilings by \"area\""},
    {"allocate k by ca at most cak summed by site",
     "!which one row of \"site\" does not have"},
    {"allocate k per owner by ca at most ark summed by area",
     "!sum by a table that lies in the one of \"per\""},
    {"allocate k by si at most k summed by kase", "!does not lie above"},
    {"if sif then allocate k by si else sik", "!write the condition as"},
    {"if sif then sik + allocate k by si else sik", "!write the condition as"},
    {"round(k to 1 kr by nearest per area)", "!leave \"per\" out"},
    {"round(sik to 1 kr by webster per alone)", "!does not lie above"},
    {"round(sik to 1 kr by webster keeping ark)", "!must be one value"},
    {"round(sik to 1 kr by webster per owner keeping ark)",
     "!which one row of \"owner\" does not have"},
    {"round(sik to 1 kr by largest remainder keeping ark, owk)",
     "!does not keep two totals"},
    {"round(sik to 1 kr by webster keeping ark, ark)", "!both totals are of"},
    {"round(sik to 1 kr by webster keeping ark, k)",
     "!columns of two parent tables"},
    {"round(sik to 1 kr by webster keeping sik, owk)",
     "!columns of two parent tables"},
    {"round(sik to 1 kr by webster keeping ark, owk ties to si)",
     "!keeping two totals goes without"},
    {"round(sik to 1 kr by webster keeping ark, cak)", "!does not lie above"},
    {"round(sik to 1 kr by nearest at least cak)",
     "!which one row of \"site\" does not have"},
    /* what is unknown, clause by clause */
    {"round(k to zz kr by nearest)", "!zz"},
    {"round(k to zz by nearest)", "!unknown name \"zz\""},
    {"round(sik to 1 kr by webster per zz)", "!unknown name \"zz\""},
    {"round(sik to 1 kr by webster keeping zz)", "!unknown name \"zz\""},
    {"round(sik to 1 kr by webster keeping ark, zz)",
     "!unknown name \"zz\""},
    {"round(sik to 1 kr by nearest at least zz)", "!unknown name \"zz\""},
    {"round(sik to 1 kr by nearest at most zz)", "!unknown name \"zz\""},
    {"round(sik to 1 kr by webster ties to zz)", "!unknown name \"zz\""},
    {"allocate zz by si", "!unknown name \"zz\""},
    {"allocate k by zz", "!unknown name \"zz\""},
    {"allocate k per zz by si", "!unknown name \"zz\""},
    {"allocate k per k by si", "!\"k\" is not a table"},
    {"allocate k by si where zz", "!unknown name \"zz\""},
    {"allocate k by si at least zz", "!unknown name \"zz\""},
    {"allocate k by si or nothing below zz", "!zz"},
    {"allocate k by si at most zz", "!unknown name \"zz\""},
    {"allocate k by si at most k in order of zz", "!unknown name \"zz\""},
    {"allocate k by si at least zz summed by area", "!unknown name \"zz\""},
    {"allocate k by si at most zz summed by area", "!unknown name \"zz\""},
    {"sum(si where zz)", "!unknown name \"zz\""},
    {"rank(si ties to zz)", "!unknown name \"zz\""},
    {"min(si, zz)", "!unknown name \"zz\""},
    {"zz per site", "!unknown name \"zz\""},
    /* units of the clauses */
    {"round(k to n by nearest)", "!what is rounded is kr"},
    {"round(k to 1 by nearest)", "!write to 1 kr"},
    {"round(k to 1 + 1 by nearest)", "!what is rounded is kr"},
    {"round(k to f by nearest)", "!the unit to round to is flag"},
    {"round(f to 1 by nearest)", "!only numbers can be rounded"},
    {"round(k to 0 kr by nearest)", "!must be more than 0"},
    {"round(k to -1 kr by nearest)", "!must be more than 0"},
    {"round(k to 1 kr - 2 kr by nearest)", "!must be more than 0"},
    {"round(k to 1 kr / 0 by nearest)", "!must be a fixed amount"},
    {"round(k to n * 1 kr by nearest)", "!must be a fixed amount"},
    {"round(k to 1 kr + k by nearest)", "!must be a fixed amount"},
    {"round(k to -k by nearest)", "!must be a fixed amount"},
    {"round(k to min(1 kr, 2 kr) by nearest)", "!must be a fixed amount"},
    {"round(sik to 1 kr by webster first 0)",
     "!the first signpost must be above 0"},
    {"round(sik to 1 kr by webster first 1.5)",
     "!the first signpost must be above 0 and at most 1"},
    {"round(sik to 1 kr by nearest keeping ark, owk)",
     "!\"nearest\" does not keep two totals"},
    {"round(sik to 1 kr by webster per area keeping ark, owk)",
     "!keeping two totals goes without"},
    {"round(sik to 1 kr by webster keeping ark, owk at least k)",
     "!keeping two totals goes without"},
    {"round(sik to 1 kr by webster keeping ark, owk at most k)",
     "!keeping two totals goes without"},
    {"round(sik to 1 kr by webster keeping ark, ow)",
     "!a total to keep must be kr"},
    {"round(k to 1 kr by webster keeping ark, owk)",
     "!columns of two parent tables"},
    {"round(sik to 1 kr by webster keeping ark, sik)",
     "!columns of two parent tables"},
    {"round(sik to 1 kr by webster keeping n)",
     "!the total to keep must be kr"},
    {"round(sik to 1 kr by webster per area keeping ar)",
     "!the total to keep must be kr"},
    {"round(sik to 1 kr by nearest at least si)",
     "!the least amount must be kr"},
    {"round(sik to 1 kr by nearest at most si)",
     "!the most amount must be kr"},
    {"round(sik to 1 kr by webster ties to sit)",
     "!\"ties to\" needs a number"},
    {"round(k to 1 kr by nearest at least sik)", "!at least"},
    {"allocate k by si at most si", "!the ceiling"},
    {"allocate k by si at least si", "!the floor"},
    {"allocate k by si or nothing below si", "!below"},
    {"allocate k by si at least ar summed by area", "!the groups' floor"},
    {"allocate k by si at most ar summed by area", "!the groups' ceiling"},
    {"allocate k by si at most k in order of sit",
     "!\"in order of\" needs a number"},
    {"allocate k by si where si", "!a condition must be true or false"},
    {"sum(si where si)", "!a condition must be true or false"},
    {"if n then 1 else 2", "!a condition must be true or false"},
    {"if sif then allocate k by si else k", "!write the condition as"},
    {"if sif then k else k + allocate k by si", "!write the condition as"},
    /* rules and groups */
    {"allocate k by si using proportional", "site"},
    {"allocate k by si at least ark summed by area", "site"},
    {"allocate k by si at least sik summed by area",
     "!which one row of \"area\" does not have"},
    {"allocate k by si at most sik summed by area",
     "!which one row of \"area\" does not have"},
    {"allocate k by si at most ark summed by area using talmud",
     "!divides over claims, and there are none"},
    {"allocate k equally at least ark at most owk",
     "!neither table lies above the other"},
    {"clamp(n, ar, al)", "!neither table lies above the other"},
    {"de + re", "!neither table lies above the other"},
    {"ar in (al, 1)", "!neither table lies above the other"},
    /* too many arguments, too few */
    {"rank(si, ow)", "!write rank(si ties to ow)"},
    {"share(si, ow)", "!write share(si)"},
    {"rank(si + si + si + si + si + si + si + si + si + si + si + si + si, n)",
     "!write rank(x ties to n)"},
    {"smallest(si, ow)", "!for the smaller of two values write min(a, b)"},
    {"rank(si, ow, ar)", "!takes one column, not 3 arguments"},
    {"share(si, ow, ar)", "!takes one column, not 3 arguments"},
    {"min(si)", "!for the smallest of a column write smallest(...)"},
    {"max(si)", "!for the largest of a column write largest(...)"},
    {"abs(n, n)", "!\"abs\" takes 1 argument, not 2"},
    {"power(n)", "!write power(x, y)"},
    {"clamp(n, 1)", "!write clamp(x, least, most)"},
    {"code(site, area)", "!\"code\" takes the name of a table"},
    {"code(n)", "!\"code\" takes the name of a table"},
    {"sum(sif)", "!\"sum\" needs numbers, this is a flag"},
    {"sum(sit)", "!\"sum\" needs numbers, this is a text"},
    {"sum(2020-01-01 per site)", "!\"sum\" needs numbers, this is a date"},
    {"largest(2020-01-01 per site)", "one value"},
    {"rank(2020-01-01 per site)", "site"},
    {"share(2020-01-01 per site)", "!\"share\" needs numbers"},
    {"2020-01-01 - 1", "!needs numbers, this is a date"},
    {"1 - 2020-01-01", "!needs numbers, this is a date"},
    {"f < f", "!flag"},
    {"2020-01-01 = n", "!date"},
    {"n = f", "!flag"},
};

Test(check_shape, of_expressions)
{
    for (size_t i = 0; i < TRIAL_ROWS(rows); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text, "%slet r = %s\n", preamble, rows[i].text);
        trial_check(&t, text.at);
        if (rows[i].want[0] == '!') {
            trial_expect(&t, rows[i].text, rows[i].want);
        } else if (trial_ok(&t, rows[i].text)) {
            const Def *r = program_find(t.run.program, "r");
            const char *table = r->table < 0
                                    ? "one value"
                                    : t.run.program->table[r->table].name;
            cr_expect_str_eq(table, rows[i].want, "%s belongs to %s, not %s",
                             rows[i].text, table, rows[i].want);
        }
        trial_end(&t);
        buf_free(&text);
    }
}

/* The tree in short: kind(arguments), a spread with its links. */
static void dump(const Expr *e, Buf *out)
{
    static const char *const word[] = {
#define X(name, text) [EXPR_##name] = text,
        EXPRS(X)
#undef X
    };
    if (e->kind == EXPR_DEF) {
        buf_add(out, e->def->name);
        return;
    }
    buf_add(out, word[e->kind]);
    for (size_t i = 0; e->kind == EXPR_SPREAD && i < e->path.n; i++) {
        buf_addf(out, "^%d", e->path.link[i]);
    }
    for (size_t i = 0; i < e->n_args; i++) {
        buf_add(out, i ? ", " : "(");
        dump(e->arg[i], out);
    }
    buf_add(out, e->n_args ? ")" : "");
}

/* Links are numbered in the order of a table's `in`. */
static const struct {
    const char *text, *want;
} spreads[] = {
    {"si + n", "+(si, n)"},
    {"si + ar", "+(si, spread^0(ar))"},
    {"si + ow", "+(si, spread^1(ow))"},
    {"si + re", "+(si, spread^0^0(re))"},
    {"ca + re", "+(ca, spread^0^0^0(re))"},
    {"ca + ow", "+(ca, spread^0^1(ow))"},
    {"re per site", "spread^0^0(re)"},
    {"n per site", "spread(n)"},
    {"ar * ow + si", "+(*(spread^0(ar), spread^1(ow)), si)"},
    {"(ho per room) + de", "+(spread^0(spread^0(ho)), de)"},
};

Test(check_shape, spreads_along_the_links)
{
    for (size_t i = 0; i < TRIAL_ROWS(spreads); i++) {
        Trial t;
        Buf text = {0}, got = {0};
        buf_addf(&text, "%slet r = %s\n", preamble, spreads[i].text);
        trial_check(&t, text.at);
        if (trial_ok(&t, spreads[i].text)) {
            dump(program_find(t.run.program, "r")->expr, &got);
            cr_expect_str_eq(got.at, spreads[i].want, "%s: %s, not %s",
                             spreads[i].text, got.at, spreads[i].want);
        }
        trial_end(&t);
        buf_free(&text);
        buf_free(&got);
    }
}
