/* test_check_bind.c - files into tables and columns (LANGUAGE rules 18 to 20).
 *
 * Values are in base units: kronor, whole shares. Expectations by hand.
 */
#include "test_check_help.h"

static const char plain_table[] = "table t from \"d.csv\" key code";

/* r = x; e.csv is another file beside d.csv. */
static const struct {
    const char *unit, *table, *data, *d, *e, *want;
} rows[] = {
    /* units of cells */
    {"kr", plain_table, "data x column x", "code,x\nA,5\nB,2.5\n", "",
     "A 5, B 5/2"},
    {"tkr", plain_table, "data x column x", "code,x\nA,5\n", "", "A 5000"},
    {"tkr", plain_table, "data x column x in kr", "code,x\nA,5\n", "", "A 5"},
    {"kr", plain_table, "data x column x in mnkr", "code,x\nA,5\n", "",
     "A 5000000"},
    {"kr / persons", plain_table, "data x column x in tkr / persons",
     "code,x\nA,5\n", "", "A 5000"},
    {"pupils", plain_table, "data x column x in school", "code,x\nA,5\n", "",
     "A 60"},
    {"school", plain_table, "data x column x", "code,x\nA,5\n", "", "A 60"},
    {"school", plain_table, "data x column x in pupils", "code,x\nA,5\n", "",
     "A 5"},
    {"number", plain_table, "data x column x in %", "code,x\nA,5\n", "",
     "A 1/20"},
    {"number", plain_table, "data x column x", "code,x\nA,5 %\n", "",
     "A 1/20"},
    {"number", plain_table, "data x column x in %", "code,x\nA,5 %\nB,5\n", "",
     "A 1/20, B 1/20"},
    {"%", plain_table, "data x column x", "code,x\nA,5\nB,5%\n", "",
     "A 1/20, B 1/20"},
    {"%", plain_table, "data x column x in share", "code,x\nA,0.05\nB,5%\n",
     "", "A 1/20, B 1/20"},
    {"share", plain_table, "data x column x", "code,x\nA,0.05\nB,5%\n", "",
     "A 1/20, B 1/20"},
    {"share", plain_table, "data x column x in %", "code,x\nA,5\nB,5%\n", "",
     "A 1/20, B 1/20"},
    {"share", plain_table, "data x column x in number", "code,x\nA,0.5\n", "",
     "A 1/2"},
    {"kr", plain_table, "data x column x", "code,x\nA,5 %\n", "",
     "!\"5 %\" is not an amount"},
    {"kr", plain_table, "data x column x in persons", "code,x\nA,5\n", "",
     "!the column is kr, \"in\" says persons"},
    {"kr", plain_table, "data x column x in kronor", "code,x\nA,5\n", "",
     "!\"kronor\" is not a unit"},
    {"text", plain_table, "data x column x in kr", "code,x\nA,5\n", "",
     "!the column is text, \"in\" says kr"},
    /* types of cells */
    {"flag", plain_table, "data x column x",
     "code,x\nA,1\nB,0\nC,ja\nD,Nej\nE,YES\nF,no\nG,true\nH,False\n", "",
     "A true, B false, C true, D false, E true, F false, G true, H false"},
    {"flag", plain_table, "data x column x", "code,x\nA,2\n", "",
     "!\"2\" is not a flag"},
    {"date", plain_table, "data x column x", "code,x\nA,2020-02-29\n", "",
     "A 2020-02-29"},
    {"date", plain_table, "data x column x", "code,x\nA,2021-02-29\n", "",
     "!\"2021-02-29\" is not a date"},
    {"text", plain_table, "data x column x", "code,x\nA,b c\n", "",
     "A \"b c\""},
    {"kr", plain_table, "data x column x", "code,x\nA,b\n", "",
     "!\"b\" is not a number"},
    {"kr", plain_table, "data x column x",
     "code,x\nA,12345678901234567890123456789012345678901\n", "",
     "!a number of more than 40 digits"},
    {"kr", plain_table, "data x column x decimal \",\"",
     "code;x\nA;1.234\nB;1,5\n", "", "A 1234, B 3/2"},
    {"kr", plain_table, "data x column x", "code;x\nA;1.234\n", "",
     "!could be for decimals or for thousands"},
    {"kr", plain_table, "data x column x decimal \";\"", "code,x\nA,1\n", "",
     "!the decimal mark is a comma or a point"},
    /* alternatives and marks */
    {"kr", plain_table, "data x column x", "code,x\nA,\n", "",
     "!\"x\" has no value for A"},
    {"kr", plain_table, "data x column x else column y",
     "code,x,y\nA,,7\nB,..,8\nC,3,9\n", "", "A 7 e, B 8 e, C 3"},
    {"kr", plain_table, "data x column x estimated else column y calibrated",
     "code,x,y\nA,,7\nC,3,9\n", "", "A 7 c, C 3 e"},
    {"kr", plain_table, "data x column x else 4 kr", "code,x\nA,\nB,1\n", "",
     "A 4, B 1"},
    {"kr", plain_table, "data x column x else 4 kr estimated",
     "code,x\nA,\nB,1\n", "", "A 4 e, B 1"},
    {"kr", plain_table, "data x column x else column y else 0",
     "code,x,y\nA,,\nB,,2\nC,1,2\n", "", "A 0, B 2 e, C 1"},
    {"kr", plain_table, "data x 5 tkr calibrated", "code\nA\nB\n", "",
     "A 5000 c, B 5000 c"},
    {"kr", plain_table, "data x -5 kr", "code\nA\n", "", "A -5"},
    {"share", plain_table, "data x 5 %", "code\nA\n", "", "A 1/20"},
    {"%", plain_table, "data x 0.5", "code\nA\n", "", "A 1/2"},
    {"flag", plain_table, "data x true", "code\nA\n", "", "A true"},
    {"date", plain_table, "data x 2020-01-02", "code\nA\n", "",
     "A 2020-01-02"},
    {"text", plain_table, "data x \"b\"", "code\nA\n", "", "A \"b\""},
    {"kr", plain_table, "data x 5", "code\nA\n", "",
     "!this does not fit: the data is kr"},
    {"kr", plain_table, "data x true", "code\nA\n", "", "!this does not fit"},
    {"kr", plain_table, "data x 5 %", "code\nA\n", "", "!this does not fit"},
    {"flag", plain_table, "data x 1", "code\nA\n", "", "!this does not fit"},
    {"kr", plain_table, "data x from \"e.csv\" column x else column z",
     "code,z\nA,100\nB,200\n", "code,x,z\nB,1,50\nA,,60\n", "A 60 e, B 1"},
    {"kr", plain_table,
     "data x column x else from \"e.csv\" column x else column z",
     "code,x,z\nA,,100\nB,5,200\nC,,9\n", "code,x,z\nC,,50\nA,8,60\n",
     "A 8 e, B 5, C 50 e"},
    {"kr", plain_table, "data x from \"e.csv\" column x", "code\nA\nB\n",
     "code,x\nA,1\n", "!\"x\" has no value for B"},
    {"kr", plain_table, "data x from \"e.csv\" column x",
     "code\nA\nB\nC\nD\nE\n", "code,x\nA,1\n",
     "!\"x\" has no value for B, C, D and 1 more"},
    {"kr", plain_table, "data x from \"e.csv\" column x", "code\nA\nB\n",
     "code,x\nA,1\nB,2\nA,3\n", "!the code A stands already in line 2"},
    {"kr", plain_table, "data x from \"e.csv\" column x", "code\n0114\nB\n",
     "code,x\nB,1\n114,2\n", "!did you mean 0114?"},
    {"kr", plain_table, "data x from \"e.csv\" column x", "code\nA\n",
     "code,x\nA,1\n,2\n", "!a row without a code"},
    {"kr", plain_table, "data x from \"e.csv\" column y", "code\nA\n",
     "code,x\nA,1\n", "!e.csv has no column \"y\""},
    {"kr", plain_table, "data x from \"no.csv\" column y", "code\nA\n", "",
     "!no.csv"},
    {"kr", plain_table, "data x from \"e.csv\" column x key id", "code\nA\n",
     "id,x\nA,1\n", "A 1"},
    {"kr", plain_table, "data x from \"e.csv\" column x", "code\nA\n",
     "id,x\nA,1\n", "!e.csv has no column \"code\""},
    /* the table's own file by another key */
    {"kr", plain_table, "data x column x key other",
     "code,other,x\nA,B,1\nB,A,2\n", "", "A 2, B 1"},
    {"kr", plain_table, "data x column x key code", "code,x\nA,1\n", "",
     "A 1"},
    /* several keys */
    {"kr", "table t from \"d.csv\" key a, b", "data x column x",
     "a,b,x\n1,1,5\n1,2,6\n2,1,7\n", "", "1/1 5, 1/2 6, 2/1 7"},
    {"kr", "table t from \"d.csv\" key a, b",
     "data x from \"e.csv\" column x key c, b",
     "a,b\n1,1\n1,2\n", "b,c,x\n1,1,5\n2,1,6\n", "1/1 5, 1/2 6"},
    {"kr", "table t from \"d.csv\" key a, b",
     "data x from \"e.csv\" column x key c",
     "a,b\n1,1\n1,2\n", "c,x\n1/1,5\n1/2,6\n", "1/1 5, 1/2 6"},
    {"kr", "table t from \"d.csv\" key a", "data x column x",
     "a,b,x\n1,1,5\n1,2,6\n", "", "!the code 1 stands already in line 2"},
    {"kr", plain_table, "data x column x", "code,x\nA,1\n,2\n", "",
     "!a row without a code"},
    {"kr", plain_table, "data x column x", "id,x\nA,1\n", "",
     "!d.csv has no column \"code\""},
    /* where */
    {"kr", "table t from \"d.csv\" key code where kind = \"k\"",
     "data x column x", "code,kind,x\nA,k,1\nB,r,\nC,k,3\n,sum,4\n", "",
     "A 1, C 3"},
    {"kr", "table t from \"d.csv\" key code where kind = \"k\"",
     "data x from \"e.csv\" column x", "code,kind\nA,k\nB,r\n",
     "code,x\nB,1\nA,2\n", "A 2"},
    {"kr", "table t from \"d.csv\" key code where kind = \"k\"",
     "data x from \"e.csv\" column x", "code,kind\nA,k\nB,r\n",
     "code,x\nB,1\nA,2\nC,3\n", "!\"C\" is not a code of the table \"t\""},
    {"kr", "table t from \"d.csv\" key code where kind = \"zzz\"",
     "data x column x", "code,kind,x\nA,k,1\n", "",
     "!no line of the file meets its \"where\""},
    {"kr",
     "table t from \"d.csv\" key code where kind in (\"k\", \"l\") and not "
     "(column(\"odd name\") <> kind) or code = \"Z\"",
     "data x column x",
     "code,kind,odd name,x\nA,k,k,1\nB,k,r,2\nC,l,l,3\nD,m,m,4\nZ,m,k,5\n", "",
     "A 1, C 3, Z 5"},
    {"kr", "table t from \"d.csv\" key code where kind not in (\"k\")",
     "data x column x", "code,kind,x\nA,k,1\nB,l,2\n", "", "B 2"},
    {"kr", "table t from \"d.csv\" key code where true and not false",
     "data x column x", "code,x\nA,1\n", "", "A 1"},
    {"kr", plain_table, "data x from \"e.csv\" column x where year = \"2020\"",
     "code\nA\nB\n", "code,year,x\nA,2019,1\nA,2020,2\nB,2020,3\nB,2019,4\n",
     "A 2, B 3"},
    {"kr", plain_table,
     "data x from \"e.csv\" column x where year = \"2020\" else column x where "
     "year = \"2019\"",
     "code\nA\nB\n", "code,year,x\nA,2019,1\nB,2020,3\nB,2019,4\n",
     "A 1 e, B 3"},
    {"kr", plain_table, "data x column x where kind = 5", "code,kind,x\nA,5,1",
     "", "!write it in quotes, as it stands in the file"},
    {"kr", plain_table, "data x column x where kind > \"5\"",
     "code,kind,x\nA,5,1", "", "!the columns of a file are text here"},
    {"kr", plain_table, "data x column x where kin = \"5\"",
     "code,kind,x\nA,5,1", "", "!did you mean \"kind\"?"},
    {"kr", plain_table, "data x column x where abs(kind) = \"5\"",
     "code,kind,x\nA,5,1", "", "!functions cannot be used"},
    {"kr", plain_table, "data x column x where kind + code = \"5\"",
     "code,kind,x\nA,5,1", "", "!this is no text to compare"},
    {"kr", plain_table, "data x column x where column(\"none\") = \"5\"",
     "code,kind,x\nA,5,1", "", "!d.csv has no column \"none\""},
    /* another scenario */
    {"kr", plain_table, "data x from \"o.scenario\" result money",
     "code\nA\nB\n", "", "A 10 e, B 20 e"},
    {"kr", plain_table, "data x from \"o.scenario\" result money calibrated",
     "code\nA\nB\n", "", "A 10 ec, B 20 ec"},
    {"kr", plain_table,
     "data x from \"o.scenario\" result money else 3 kr", "code\nB\nA\nC\n",
     "", "B 20 e, A 10 e, C 3"},
    {"kr", plain_table,
     "data x column x else from \"o.scenario\" result money",
     "code,x\nB,\nA,4\n", "", "B 20 e, A 4"},
    {"kr", plain_table, "data x from \"o.scenario\" result money", "code\nA\n",
     "", "!has a row \"B\" that the table \"t\" does not"},
    {"kr", "table t from \"d.csv\" key code where kind = \"k\"",
     "data x from \"o.scenario\" result money", "code,kind\nA,k\nB,l\n", "",
     "A 10 e"},
    {"persons", plain_table, "data x from \"o.scenario\" result money",
     "code\nA\nB\n", "", "!\"money\" there is kr, \"x\" here is persons"},
    {"rooms * pupils / kr", plain_table,
     "data x from \"o.scenario\" result odd", "code\nA\nB\n", "",
     "A 1/10 e, B 1/20 e"},
    {"pupils / kr", plain_table, "data x from \"o.scenario\" result odd",
     "code\nA\nB\n", "", "!\"odd\" there is"},
    {"flag", plain_table, "data x from \"o.scenario\" result rich",
     "code\nA\nB\n", "", "A false e, B true e"},
    {"kr", plain_table, "data x from \"o.scenario\" result none",
     "code\nA\nB\n", "", "!no result \"none\" in scenario \"o\""},
    {"kr", "table t from \"d.csv\" key code where kind = \"k\"",
     "data x from \"o.scenario\" result money", "code,kind\nA,k\nC,l\n", "",
     "!has a row \"B\" that the table \"t\" does not"},
    {"number", plain_table, "data x from \"o.scenario\" result money",
     "code\nA\nB\n", "", "!\"money\" there is kr, \"x\" here is number"},
    {"kr", plain_table, "data x from \"o.scenario\" result ratio",
     "code\nA\nB\n", "",
     "!\"ratio\" there is a plain number, \"x\" here is kr"},
    {"flag", plain_table, "data x from \"o.scenario\" result odd",
     "code\nA\nB\n", "", "!\"x\" here is flag"},
    {"1 / pupils", plain_table, "data x from \"o.scenario\" result rare",
     "code\nA\nB\n", "", "!1"},
    {"persons / pupils", plain_table,
     "data x from \"o.scenario\" result rare * 2", "code\nA\nB\n", "",
     "!\"*\""},
    {"persons / pupils", plain_table, "data x from \"o.scenario\" result odd",
     "code\nA\nB\n", "", "!\"x\" here is persons / pupils"},
    {"kr", plain_table, "data x from \"o.scenario\" result rare",
     "code\nA\nB\n", "", "!\"rare\" there is"},
    {"kr", plain_table, "data x from \"o.scenario\" result teachers",
     "code\nA\nB\n", "", "!\"teachers\" there is"},
    /* several columns, files and keys */
    {"kr", plain_table, "data x column wrong",
     "code,qa,qb,qc,qd,qe,qf,qg,qh,qi\nA,1,2,3,4,5,6,7,8,9\n", "",
     "!its columns are code, qa, qb, qc, qd, qe, qf, qg, ..."},
    {"kr", plain_table, "data x column wrong", "code,qa\nA,1\n", "",
     "!its columns are code, qa"},
    {"kr", "table t from \"d.csv\" key code name nam", "data x column x",
     "code,x\nA,1\n", "", "!\"nam\""},
    {"kr", "table t from \"d.csv\" key code where kin = \"k\"",
     "data x column x", "code,kind,x\nA,k,1\n", "",
     "!did you mean \"kind\"?"},
    {"kr", "table t from \"d.csv\" key code, codx", "data x column x",
     "code,x\nA,1\n", "", "!no column \"codx\""},
    {"kr", "table t from \"d.csv\" key codx, code", "data x column x",
     "code,x\nA,1\n", "", "!no column \"codx\""},
    {"kr", "table t from \"d.csv\" key a, b where kind = \"k\"",
     "data x column x", "a,b,kind,x\nA,1,k,1\nA,,l,2\n,1,l,3\nA,2,k,4\n", "",
     "A/1 1, A/2 4"},
    {"kr", "table t from \"d.csv\" key code where 1",
     "data x column x", "code,x\nA,1\n", "", "!here"},
    {"kr", "table t from \"d.csv\" key code where d = 2020-01-01",
     "data x column x", "code,d,x\nA,2020-01-01,1\n", "",
     "!write it in quotes, as it stands in the file"},
    {"kr", "table t from \"d.csv\" key code where column(code) = \"A\"",
     "data x column x", "code,x\nA,1\n", "",
     "!\"column\" takes the name of one column, in quotes"},
    {"kr", "table t from \"d.csv\" key code where column(\"a\", \"b\") = \"A\"",
     "data x column x", "code,x\nA,1\n", "", "!write column(\"NAME\")"},
    {"kr", plain_table, "data x from \"e.csv\" column x key none",
     "code\nA\n", "code,x\nA,1\n", "!e.csv has no column \"none\""},
    {"kr", plain_table,
     "data x from \"e.csv\" column x else from \"e.csv\" column y",
     "code\nA\nB\n", "code,x,y\nA,1,\nB,,2\n", "A 1, B 2 e"},
    {"text", plain_table,
     "data x from \"e.csv\" column x encoding \"latin1\" else from "
     "\"e.csv\" column y encoding \"utf-8\"",
     "code\nA\nB\n", "code,x,y\nA,\xC3\xA5,\nB,,\xC3\xA5\n",
     "A \"\xC3\x83\xC2\xA5\", B \"\xC3\xA5\" e"},
    {"text", plain_table,
     "data x from \"e.csv\" column x encoding \"utf-8\" else from "
     "\"e.csv\" column y encoding \"utf-8\" else from \"e.csv\" column z",
     "code\nA\nB\nC\n", "code,x,y,z\nA,1,,\nB,,2,\nC,,,3\n",
     "A \"1\", B \"2\" e, C \"3\" e"},
    /* numbers and what they are not */
    {"number", plain_table, "data x column x in kr", "code,x\nA,5\n", "",
     "!the column is a plain number, \"in\" says kr"},
    {"kr", plain_table, "data x column x in number", "code,x\nA,5\n", "",
     "!the column is kr, \"in\" says a plain number"},
    {"number", plain_table, "data x 5 kr", "code\nA\n", "",
     "!this does not fit: the data is a plain number"},
    {"number", plain_table, "data x \"b\"", "code\nA\n", "",
     "!this does not fit"},
    {"number", plain_table, "data x column x decimal \",\"",
     "code;x\nA;1,5\nB;1.5\n", "", "!the column mixes both marks"},
    {"number", plain_table, "data x column x decimal \".\"",
     "code;x\nA;1.5\nB;1,5\n", "", "!the column mixes both marks"},
    {"date", plain_table, "data x column x else 2020-01-02",
     "code,x\nA,\nB,2021-03-04\n", "", "A 2020-01-02, B 2021-03-04"},
};

Test(check_bind, columns, .init = trial_enter, .fini = trial_leave)
{
    trial_put("o.formula",
              "formula o\nunit rooms\nunit pupils\n"
              "data m : kr per p\nresult money = m\n"
              "result odd = 1 pupils * rooms / m\n"
              "result rich = m > 15 kr\n"
              "result ratio = m / 10 kr\n"
              "unit teachers_\nresult teachers = 1 teachers_ per p\n"
              "result rare = 1 / (m * 1 pupils) * 1 kr\n");
    trial_put("o.csv", "id,m\nA,10\nB,20\n");
    trial_put("o.scenario",
              "scenario o\nformula \"o.formula\"\n"
              "table p from \"o.csv\" key id\ndata m column m estimated\n");
    for (size_t i = 0; i < TRIAL_ROWS(rows); i++) {
        Trial t;
        Buf formula = {0}, text = {0};
        buf_addf(&formula,
                 "formula f\nunit pupils\nunit school = 12 pupils\n"
                 "unit rooms\ndata x : %s per t\nresult r = x\n",
                 rows[i].unit);
        buf_addf(&text, "scenario s\nformula \"f.formula\"\n%s\n%s\n",
                 rows[i].table, rows[i].data);
        trial_put("f.formula", formula.at);
        trial_put("s.scenario", text.at);
        trial_put("d.csv", rows[i].d);
        trial_put("e.csv", rows[i].e);
        trial_run(&t, "s.scenario");
        trial_expect(&t, text.at, rows[i].want);
        trial_end(&t);
        buf_free(&formula);
        buf_free(&text);
    }
}

/* Rows of b lie in a: a.csv, b.csv, what is said. */
static const struct {
    const char *where, *a, *b, *want;
} parents[] = {
    {"", "code,y\nA,10\nB,20\n", "code,in\n1,B\n2,A\n3,B\n",
     "1 20, 2 10, 3 20"},
    {"", "code,y\nA,10\nB,20\n", "code,in\n1,B\n2,C\n",
     "!\"C\" is not a code of the table \"a\""},
    {"", "code,y\nA,10\nB,20\n", "code,in\n1,\n",
     "!the cell is empty, it should hold a code of the table \"a\""},
    {" where y = \"10\"", "code,y\nA,10\nB,20\n", "code,in\n1,A\n2,B\n",
     "!\"B\" was left out of the table \"a\""},
    {"", "code,y\nAlfa,10\nBeta,20\n", "code,in\n1,Alfb\n",
     "!did you mean Alfa?"},
    {"", "code,y\nA,10\n", "code,inn\n1,A\n", "!b.csv has no column \"in\""},
    {"", "code,y\nA,10\nB,20\n", "code,in\n1,QQQQQQQQ\n",
     "!its codes stand in a.csv"},
    {" where y = \"10\"", "code,y\nA,10\nB,20\n", "code,in\n1,A\n2,QQQQQQ\n",
     "!\"QQQQQQ\" is not a code of the table \"a\""},
    {"", "code,y\nA,ten\n", "code,in\n1,A\n", "!\"ten\" is not a number"},
    {"", "code,y\n", "code,in\n1,A\n", "!empty"},
};

Test(check_bind, parents_are_rows, .init = trial_enter, .fini = trial_leave)
{
    trial_put("f.formula", "formula f\ntable a\ntable b in a\n"
                           "data y : number per a\nresult r = y per b\n");
    for (size_t i = 0; i < TRIAL_ROWS(parents); i++) {
        Trial t;
        Buf text = {0};
        buf_addf(&text, "scenario s\nformula \"f.formula\"\n"
                        "table a from \"a.csv\" key code%s\n"
                        "table b from \"b.csv\" key code in a by \"in\"\n"
                        "data y column y\n", parents[i].where);
        trial_put("s.scenario", text.at);
        trial_put("a.csv", parents[i].a);
        trial_put("b.csv", parents[i].b);
        trial_run(&t, "s.scenario");
        trial_expect(&t, parents[i].b, parents[i].want);
        trial_end(&t);
        buf_free(&text);
    }
}

/* expect NAME from FILE: the printed values and their lines; rows may be left
 * out (rule 22), "-" for none. */
static const struct {
    const char *column, *e, *want;
} expected[] = {
    {"column v", "code,v\nB,20\nA,10\n", "10@2 20@1"},
    {"column v", "code,v\nB,20\n", "- 20@1"},
    {"column v in tkr", "code,v\nB,20\nA,\n", "- 20000@1"},
    {"column v key id where k = \"1\"", "id,k,v\nB,2,3\nB,1,2\nA,1,..\n",
     "- 2@2"},
    {"column v", "code,v\nC,20\n", "!\"C\" is not a code of the table \"t\""},
    {"column v", "code,v\nA,x\n", "!\"x\" is not a number"},
    {"column w", "code,v\nA,x\n", "!e.csv has no column \"w\""},
};

Test(check_bind, expected_values, .init = trial_enter, .fini = trial_leave)
{
    trial_put("f.formula",
              "formula f\ndata x : kr per t\nresult r = x\n");
    trial_put("d.csv", "code,x\nA,1\nB,2\n");
    for (size_t i = 0; i < TRIAL_ROWS(expected); i++) {
        Trial t;
        Buf text = {0}, got = {0};
        buf_addf(&text, "scenario s\nformula \"f.formula\"\n"
                        "table t from \"d.csv\" key code\ndata x column x\n"
                        "expect r from \"e.csv\" %s\n", expected[i].column);
        trial_put("s.scenario", text.at);
        trial_put("e.csv", expected[i].e);
        trial_run(&t, "s.scenario");
        if (trial_ok(&t, text.at)) {
            DataColumn *c = bind_expected(
                t.arena, t.work.pool, t.run.program, t.run.data,
                &t.run.program->expect[0], NULL, t.work.diags);
            for (size_t k = 0; c && k < c->n; k++) {
                buf_add(&got, k ? " " : "");
                if (c->at[k].present) {
                    buf_addf(&got, "%s@%zu", rat_text(t.arena, c->at[k].num),
                             c->line[k]);
                } else {
                    buf_add(&got, "-");
                }
            }
            if (!c) {
                buf_add(&got, "!");
                diags_render(t.work.diags, &got);
            }
            const char *want = expected[i].want;
            cr_expect(want[0] == '!' ? strstr(got.at, want + 1) != NULL
                                     : strcmp(got.at, want) == 0,
                      "%s\nwanted %s\ngot %s", text.at, want, got.at);
        }
        trial_end(&t);
        buf_free(&text);
        buf_free(&got);
    }
}

/* The other columns a data could have read: codes, words and columns that
 * leave a row out are none, and else serves as it does for the one written. */
static const struct {
    const char *data, *table, *want;
} others[] = {
    {"from \"d.csv\" column v1", "code,v0,v1,word,gap,v2\nB,1,2,x,,3\nA,4,5,"
     "y,9,6\n", "v0 4 1, v2 6 3"},
    {"from \"d.csv\" column v1 in tkr else 7 kr",
     "code,v1,gap\nB,2,\nA,5,9\n", "gap 9000 7"},
    {"from \"d.csv\" column v1 key id", "code,id,v1\n1,B,2\n2,A,5\n",
     "code 2 1"},
    {"column v1", "code,v1\nB,2\nA,5\n", "n 1 2"},
    {"3 kr", "code,v1\nB,2\nA,5\n", ""},
};

Test(check_bind, other_columns, .init = trial_enter, .fini = trial_leave)
{
    trial_put("f.formula", "formula f\ndata x : kr per t\nresult r = x\n");
    trial_put("t.csv", "code,n,v1\nA,1,8\nB,2,9\n");
    for (size_t i = 0; i < TRIAL_ROWS(others); i++) {
        Trial t;
        Buf text = {0}, got = {0};
        buf_addf(&text, "scenario s\nformula \"f.formula\"\n"
                        "table t from \"t.csv\" key code\ndata x %s\n",
                 others[i].data);
        trial_put("s.scenario", text.at);
        trial_put("d.csv", others[i].table);
        trial_run(&t, "s.scenario");
        if (trial_ok(&t, text.at)) {
            OtherColumn *other;
            size_t n = bind_other_columns(
                t.arena, t.work.pool, t.run.program, t.run.data,
                program_find(t.run.program, "x"), &other, t.work.diags);
            buf_add(&got, "");
            for (size_t k = 0; k < n; k++) {
                const Datum *at = other[k].data->at;
                buf_addf(&got, "%s%s %s %s", k ? ", " : "", other[k].name,
                         rat_text(t.arena, at[0].num),
                         rat_text(t.arena, at[1].num));
            }
            cr_expect_str_eq(got.at, others[i].want, "%s", text.at);
        }
        trial_end(&t);
        buf_free(&text);
        buf_free(&got);
    }
}

/* 20 000 codes that the table never had: the nearest is looked for only as
 * long as messages are shown. It took minutes before. */
Test(check_bind, many_unknown_codes, .init = trial_enter, .fini = trial_leave,
     .timeout = 60)
{
    Buf d = {0}, e = {0};
    buf_add(&d, "code\n");
    buf_add(&e, "code,x\n");
    for (int i = 0; i < 20000; i++) {
        buf_addf(&d, "place%d\n", i);
        buf_addf(&e, "plate%d,1\n", i);
    }
    trial_put("d.csv", d.at);
    trial_put("e.csv", e.at);
    trial_put("f.formula", "formula f\ndata x : kr per t\nresult r = x\n");
    trial_put("s.scenario",
              "scenario s\nformula \"f.formula\"\n"
              "table t from \"d.csv\" key code\n"
              "data x from \"e.csv\" column x\n");
    Trial t;
    trial_run(&t, "s.scenario");
    cr_assert_not_null(strstr(t.said.at, "did you mean place0?"));
    cr_assert_not_null(strstr(t.said.at, "and 19980 more"), "%s", t.said.at);
    trial_end(&t);
    buf_free(&d);
    buf_free(&e);
}
