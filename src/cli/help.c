/* help.c - what --help prints: at most 80 columns, with examples. */
#include "cli/cli_int.h"

#include <string.h>

#include "base/tr.h"

#define PIECES_MOST 10

#define COMMON                                                             \
    N_("  --lang sv|en      the language, in place of the environment's\n" \
       "  --help            this text\n"                                   \
       "  --version         the version of fordela\n")

#define SETTING                                                             \
    N_("  --set NAME=VALUE  in place of the scenario's value; repeatable. " \
       "VALUE\n"                                                            \
       "                    is an expression: --set budget=\"40 mnkr\"\n")

#define DUMP                                                                  \
    N_("  --dump STAGE      print what a stage made of the file, and stop:\n" \
       "                    tokens, tree, program or plan\n")

#define BULK                                                                  \
    N_("  -o FILE           into a file, which is there only when complete; " \
       "until\n"                                                              \
       "                    then it is called FILE.partial\n"                 \
       "  --force           FILE may replace another\n"                       \
       "  --resume          go on where an interrupted run was\n"             \
       "  --threads N       threads at work, all cores by default; never "    \
       "changes\n"                                                            \
       "                    what is written\n"                                \
       "  --lanes NAME      the loops to use: avx512, avx2, plain, or exact " \
       "for\n"                                                                \
       "                    rational arithmetic only; for comparing\n")

static const char program_text[] =
    N_("fordela divides grants: exactly, to the krona, and shows why.\n"
       "\n"
       "  fordela check    FILE...                  check a formula or "
       "scenario\n"
       "  fordela run      SCENARIO                 compute every amount\n"
       "  fordela verify   SCENARIO|DIRECTORY...    compare with what was "
       "published\n"
       "  fordela explain  SCENARIO CODE [RESULT]   one amount, step by "
       "step\n"
       "  fordela certify  SCENARIO -o FILE         what fordela-check "
       "verifies\n"
       "  fordela compare  SCENARIO SCENARIO...     what a reform changes\n"
       "  fordela report   SCENARIO... -o FILE      a page to hand over\n"
       "  fordela marginal SCENARIO --data NAME     one more inhabitant, "
       "say\n"
       "  fordela sweep    SCENARIO -o FILE         every variant of it\n"
       "  fordela simulate SCENARIO --draws N       what many draws give\n"
       "  fordela infer    TABLE.csv --amount NAME  what lies behind a "
       "table\n"
       "  fordela doctor   SCENARIO|DIRECTORY...    why published figures "
       "differ\n"
       "  fordela erratum  SCENARIO|DIRECTORY --data NAME CODE=VALUE...\n"
       "                                            what a corrected input "
       "changes\n"
       "  fordela tipping  SCENARIO --vary NAME     where something "
       "changes\n"
       "  fordela seek     SCENARIO --vary NAME --until CONDITION\n"
       "                                            the value for which it "
       "holds\n"
       "  fordela new      GRANT                    files to begin with\n"
       "  fordela fmt      FILE...                  one canonical layout\n"
       "\n"
       "A formula file says how a grant is divided; a scenario file over "
       "whom, with\n"
       "which data and parameters, and what to compare with.\n"
       "\n"
       "  fordela run grant.scenario -o amounts.csv\n"
       "  fordela run grant.scenario --set budget=\"40 mnkr\"\n"
       "  fordela SUBCOMMAND --help\n"
       "\n"
       "Exit status: 0 as asked; 1 an expectation does not hold; 2 wrong "
       "use; 3 a\n"
       "fault in a formula, scenario or data file; 4 a fault of the machine "
       "(file,\n"
       "memory). Data goes to standard output, messages to standard error.\n");

/* What a subcommand is, its options, and examples, which are not translated.
 * Piece by piece, since options are shared. */
static const char *const sub_text[][PIECES_MOST] = {
    [SUB_CHECK] = {
    N_("fordela check FILE...\n"
       "\n"
       "Reads formulas and scenarios and checks names, units and shapes; of "
       "a\n"
       "scenario the data files too. Nothing is computed. Says nothing when "
       "all is\n"
       "well; exit status 3 after a fault.\n"
       "\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela check grant.formula grant.scenario\n"
    "  fordela check grant.scenario --dump program\n"},

    [SUB_RUN] = {
    N_("fordela run SCENARIO [--format table|csv|json] [--table NAME] [-o "
       "FILE]\n"
       "\n"
       "Computes every amount of a scenario and prints the table of the "
       "first\n"
       "result, with sums against budgets, ties, single values and figures "
       "below.\n"
       "\n"
       "  --format table    for reading (the default)\n"
       "  --format csv      code,name and each result; kronor as plain "
       "digits\n"
       "  --format json     everything, with units, marks and hashes of the "
       "inputs\n"
       "  --table NAME      the rows of another table\n"
       "  -o FILE           into a file, which is replaced only when "
       "complete; its\n"
       "                    name may say the format: .csv, .json\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela run grant.scenario\n"
    "  fordela run grant.scenario -o amounts.csv\n"
    "  fordela run grant.scenario --set budget=\"40 mnkr\" --table area\n"},

    [SUB_VERIFY] = {
    N_("fordela verify SCENARIO|DIRECTORY...\n"
       "\n"
       "Compares every expect line of the scenarios with what was "
       "published; a\n"
       "directory stands for all *.scenario files in and below it. Exit "
       "status 1 if\n"
       "one deviates without the scenario saying so; 3 if there is no "
       "expect line.\n"
       "\n"
       "  --rows            list every row that deviates, not only ten\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela verify scenarios\n"
    "  fordela verify grant.scenario --rows\n"},

    [SUB_EXPLAIN] = {
    N_("fordela explain SCENARIO CODE [RESULT]\n"
       "\n"
       "Derives one amount step by step down to inputs with their source "
       "and date.\n"
       "CODE is the code or the name of a row. RESULT may be any result, "
       "let, param\n"
       "or data; for a single value its name may stand alone in place of "
       "CODE.\n"
       "\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela explain grant.scenario 0114\n"
    "  fordela explain grant.scenario 0114 grant --set budget=\"40 mnkr\"\n"},

    [SUB_CERTIFY] = {
    N_("fordela certify SCENARIO [-o FILE]\n"
       "\n"
       "Computes every amount and writes a certificate, a JSON file: the "
       "hashes of\n"
       "the inputs, and of every allocate and rounding what is needed to "
       "recompute\n"
       "it. fordela-check FILE, a program that shares no code with this "
       "one, then\n"
       "says whether everything in it holds. The same inputs give the same "
       "bytes.\n"
       "\n"
       "  -o FILE           into a file, which is replaced only when "
       "complete\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela certify grant.scenario -o grant.cert.json\n"
    "  fordela-check grant.cert.json\n"},

    [SUB_COMPARE] = {
    N_("fordela compare BASE REFORM... [--decompose] [--per NAME] [-o "
       "FILE]\n"
       "\n"
       "Compares scenarios over the same recipients: of each its amount "
       "before and\n"
       "after, the change in kronor, per cent and per inhabitant; who gains "
       "and who\n"
       "loses by county (or parent table) and by size, the largest gains "
       "and losses,\n"
       "and how concentrated the amounts are. A reform is best written as a "
       "scenario\n"
       "`like` the base, with what changes.\n"
       "\n"
       "  --decompose       split every change over the parts of the "
       "reform, the\n"
       "                    statements that differ, at most 12: as written, "
       "and\n"
       "                    order-free (Shapley). Of several reforms, each "
       "like the\n"
       "                    one before, the parts are the steps\n"
       "  --per NAME        per unit of this data; data named population by "
       "default\n"
       "  --result NAME     another result than the one explain explains\n"
       "  --top N           so many gains and losses, 5 by default\n"
       "  --format table    for reading (the default)\n"
       "  --format csv      a line for each recipient; with --decompose for "
       "each\n"
       "                    recipient and part\n"
       "  --format json     everything\n"
       "  --format html     a page (fordela report)\n"
       "  --map FILE        of the page: boundaries in place of equal tiles\n"
       "  -o FILE           into a file, which is replaced only when "
       "complete; its\n"
       "                    name may say the format: .csv, .json, .html\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela compare today.scenario reform.scenario\n"
    "  fordela compare today.scenario reform.scenario --decompose --format "
    "csv\n"},

    [SUB_REPORT] = {
    N_("fordela report SCENARIO... -o FILE.html\n"
       "\n"
       "A page to hand over: one HTML file that needs no network and prints. "
       "It has the\n"
       "decision in words with its figures, charts, a table that can be "
       "sorted and\n"
       "searched, how every amount came about, agreement with what was "
       "published,\n"
       "sources with their dates, marks (estimated, calibrated) and the "
       "hashes of all\n"
       "files. Several scenarios are compared, the first being today's "
       "rules.\n"
       "\n"
       "  -o FILE           a file whose name ends in .html, which is "
       "replaced only\n"
       "                    when complete; without it, to standard output\n"
       "  --map FILE        a map of boundaries with codes, GeoJSON or "
       "TopoJSON, in\n"
       "                    place of equal tiles\n"
       "  --result NAME     another result than the one explain explains\n"),
    N_("  -o FILE.xlsx      a workbook of one scenario for Excel and "
       "LibreOffice:\n"
       "                    parameters and inputs in cells that may be "
       "changed, and\n"
       "                    the formulas that recompute every amount from "
       "them, to\n"
       "                    the krona; what no formula expresses is listed "
       "in it\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela report grant.scenario -o grant.html\n"
    "  fordela report grant.scenario -o grant.xlsx\n"
    "  fordela report today.scenario reform.scenario -o reform.html\n"
    "  fordela compare today.scenario reform.scenario --per patients "
    "-o reform.html\n"
    "  fordela simulate grant.scenario -o uncertain.html\n"
    "  fordela sweep grant.scenario -o variants.html\n"},

    [SUB_MARGINAL] = {
    N_("fordela marginal SCENARIO --data NAME [CODE] [-o FILE]\n"
       "\n"
       "One more resident, patient or krona in one recipient, by code or "
       "name: what\n"
       "it gives that one and takes from each other, exactly, with the "
       "rounding and\n"
       "without it. Without CODE for every recipient in turn: CSV and JSON "
       "have the\n"
       "whole matrix, the table a line for each.\n"
       "\n"
       "  --data NAME       what there is more of: a number for each "
       "recipient\n"
       "  --by AMOUNT       so much in place of one more: 10, -1, \"1 "
       "tkr\"\n"
       "  --result NAME     another result than the one explain explains\n"
       "  --format table    or csv, json; as -o FILE ends by default\n"
       "  -o FILE           into a file, which is replaced only when "
       "complete\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela marginal grant.scenario --data population 0114\n"
    "  fordela marginal grant.scenario --data population -o m.csv\n"},

    [SUB_SWEEP] = {
    N_("fordela sweep SCENARIO [--vary LINE]... [--amounts] [-o FILE]\n"
       "\n"
       "Computes every variant: all combinations of the scenario's vary "
       "lines, the\n"
       "last varying fastest. One row each: its number, what varies, the "
       "figures of\n"
       "the report lines, and the reason where it cannot be computed.\n"
       "\n"
       "  --vary LINE       \"minimum from 0 kr to 50 tkr step 1 tkr\", or\n"
       "                    \"weight in 0.4, 0.5\": in place of the "
       "scenario's line\n"
       "                    for that param, or besides; repeatable\n"
       "  --report FIGURE   in place of the scenario's report lines; "
       "repeatable\n"
       "  --amounts         every amount of every recipient, too\n"
       "  --limit N         the first N rows only\n"
       "  --format csv      or netcdf: as FILE.nc, in the classic 64-bit "
       "data\n"
       "                    format that R, Python and Julia read\n"
       "  --format html     a page with the figures as curves; as FILE.html, "
       "which is\n"
       "                    replaced when complete\n"),
    BULK, SETTING, DUMP, COMMON,
    "\n"
    "  fordela sweep grant.scenario -o out.csv\n"
    "  fordela sweep grant.scenario --vary \"budget in 30 mnkr, 40 mnkr\" "
    "\\\n"
    "      --report \"smallest(grant)\"\n"},

    [SUB_SIMULATE] = {
    N_("fordela simulate SCENARIO [--draws N] [--seed N] [-o FILE]\n"
       "\n"
       "Draws what the scenario's draw lines say, and sums up: of each "
       "figure of the\n"
       "report lines and of each recipient the mean, the deviation, "
       "quantiles, the\n"
       "chance of standing at the floor or ceiling, and of less than in the "
       "scenario\n"
       "as it stands. With vary lines all draws for each variant.\n"
       "\n"
       "  --draws N         in place of the scenario's number of draws\n"
       "  --seed N          in place of its seed (1 if it has none)\n"
       "  --draws-out FILE  what is drawn, as CSV\n"
       "  --sensitivity     in place of the summary, how much of each "
       "figure's\n"
       "                    variance each draw line brings (Sobol's "
       "indices)\n"
       "  --format table    or csv, json, html (a page): of the summary; as "
       "-o FILE\n"
       "                    ends by default\n"
       "  --amounts         every draw a row of FILE (.csv or .nc), with "
       "every\n"
       "                    amount; the summary goes to standard output\n"
       "  --result NAME     the amounts of another result than the one "
       "explain explains\n"
       "  --vary LINE, --report FIGURE    as in fordela sweep\n"),
    BULK, SETTING, DUMP, COMMON,
    "\n"
    "  fordela simulate grant.scenario --draws 100000 --seed 1\n"
    "  fordela simulate grant.scenario --draws 1000 --amounts -o draws.nc\n"},

    [SUB_INFER] = {
    N_("fordela infer TABLE.csv --amount COLUMN [--candidates FILE...]\n"
       "    [--formula FILE [--free NAME...]] [--base COLUMN]\n"
       "\n"
       "What lies behind a published table. Everything found is calibrated: "
       "inferred\n"
       "from that very column. Four questions:\n"
       "\n"
       "  (nothing more)    the smallest total of whole numbers, such as "
       "persons,\n"
       "                    by which the column is a division\n"
       "  --candidates FILE...  which of their columns, by which rounding, "
       "gives\n"
       "                    the most rows\n"
       "  --formula FILE    the same by a formula; or with\n"
       "  --free NAME...    what the table says of its params and data so "
       "named\n"
       "  --base COLUMN     can instalments that were rounded one by one "
       "explain\n"
       "                    it? By the whole numbers behind another column, "
       "or with\n"
       "                    --instalments N by the best candidate\n"
       "\n"
       "  --amount COLUMN   the printed amounts\n"
       "  --key COLUMN      the codes, by default the first column\n"
       "  --in tkr          amounts are printed in tkr (mnkr, mdkr)\n"
       "  --at-most N       search totals up to N, by default 20 000 000\n"
       "  --total N         the kronor that were divided; by default the "
       "printed sum\n"
       "                    and the roundest number near it\n"
       "  --unit N          amounts were rounded to N; by default the power "
       "of ten\n"
       "                    that goes into all of them\n"
       "  --stated COLUMN   the candidate that the document names\n"
       "  --data NAME=COLUMN    a column of the candidates, or of the "
       "table, as data\n"
       "                    of the formula; by default the one of the same "
       "name\n"
       "  --set NAME=VALUE  the value of a param of the formula; "
       "repeatable\n"
       "  --instalments N   look for up to N instalments, by default 4\n"
       "  --format table    or csv, json; as -o FILE ends by default\n"
       "  -o FILE           into a file, which is replaced only when "
       "complete\n"),
    COMMON,
    "\n"
    "  fordela infer amounts.csv --amount granted\n"
    "  fordela infer amounts.csv --amount granted --candidates "
    "population.csv\n"
    "  fordela infer amounts.csv --amount granted --formula grant.formula "
    "\\\n"
    "      --free weight need --data population=2019-12-31 --set "
    "budget=\"30 mnkr\"\n"},

    [SUB_DOCTOR] = {
    N_("fordela doctor SCENARIO|DIRECTORY... [--format csv|json] [-o "
       "FILE]\n"
       "\n"
       "Asks why published figures differ from what the scenario computes, "
       "and says\n"
       "how many each explanation accounts for. It computes everything "
       "again with\n"
       "another rounding, floor or ceiling, another column of a data's "
       "file, inputs\n"
       "exchanged, inputs and params mistyped; and looks for rows "
       "exchanged, shifted or\n"
       "missing, wrong digits, thousands, sums and percentages that do not "
       "follow. An\n"
       "explanation counts only where it agrees to the last digit. Exit "
       "status 1 if a\n"
       "figure remains that neither this nor the scenario's \"because\" "
       "explains.\n"
       "\n"
       "  --rows            list every row, not only ten of a kind\n"
       "  --format table    or csv (a line per figure that differs), json; "
       "as -o FILE\n"
       "                    ends by default\n"
       "  -o FILE           into a file, which is replaced only when "
       "complete\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela doctor grant.scenario\n"
    "  fordela doctor scenarios\n"},

    [SUB_ERRATUM] = {
    N_("fordela erratum SCENARIO|DIRECTORY --data NAME CODE=VALUE... "
       "[-o FILE]\n"
       "\n"
       "One or more inputs corrected, in memory only: the amounts that "
       "every scenario\n"
       "in the directory gives then. NAME is a data of the scenarios, CODE "
       "a row, VALUE\n"
       "what its file should have had, written as there. Whoever reads that "
       "cell of the\n"
       "file is affected, under whatever name, and through other scenarios' "
       "results.\n"
       "The annex lists the rows that change: decided, corrected and "
       "difference, with\n"
       "sums, sources and hashes.\n"
       "\n"
       "  --data NAME       the data that is corrected\n"
       "  --column COLUMN   the column, where scenarios read NAME from "
       "several\n"
       "  --file FILE       the file, likewise; its path or the end of it\n"
       "  --format table    or csv, json; as -o FILE ends by default\n"
       "  -o FILE           into a file, which is replaced only when "
       "complete\n"),
    COMMON,
    "\n"
    "  fordela erratum scenarios --data population 0114=45534 -o annex.txt\n"
    "  fordela erratum grant.scenario --data population 0114=25789 "
    "0139=42661\n"},

    [SUB_TIPPING] = {
    N_("fordela tipping SCENARIO --vary NAME [--from V --to V] [--recipient "
       "CODE]\n"
       "\n"
       "Every value of a param between two others at which something "
       "changes, exactly:\n"
       "a recipient reaches or leaves a floor or a ceiling, an application "
       "turns from\n"
       "nothing to part to full, two recipients change their order, a "
       "condition or a\n"
       "text turns, the scenario can no longer be computed. Amounts are "
       "those before\n"
       "rounding. Between two neighbouring points nothing of this kind "
       "changes.\n"
       "\n"
       "  --vary NAME       the param; or \"NAME from A to B\"\n"
       "  --from V, --to V  between which values; without them those of "
       "the\n"
       "                    scenario's vary line\n"
       "  --recipient CODE  every value at which the rounded amount of one "
       "recipient\n"
       "                    changes, too\n"
       "  --result NAME     the amounts that are compared, in place of the "
       "main result\n"
       "  --unrounded       leave roundings out; an amount computed from "
       "one that is\n"
       "                    rounded cannot be followed otherwise\n"
       "  --limit N         show N points (csv and json: all by default)\n"
       "  --format table    or csv (a line per change), json; as -o FILE "
       "ends by\n"
       "                    default\n"
       "  -o FILE           into a file, which is replaced only when "
       "complete\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela tipping grant.scenario --vary minimum --from \"0 kr\" --to "
    "\"50 tkr\"\n"
    "  fordela tipping grant.scenario --vary weight --from 0 --to \"100 %\" "
    "\\\n"
    "      -o points.csv\n"},

    [SUB_SEEK] = {
    N_("fordela seek SCENARIO --vary NAME... --until CONDITION\n"
       "             [--largest NAME|--maximise FIGURE|--minimise FIGURE]\n"
       "\n"
       "The value of a param, in whole steps, for which a condition holds: "
       "the smallest\n"
       "one, unless --largest says otherwise. With it the place before "
       "rounding where\n"
       "the condition turns, as a fraction, and runs at the answer and a "
       "step to either\n"
       "side. Says whether the answer is proven to be the first, or "
       "bracketed among\n"
       "values tried. A condition that always holds is refused; of one that "
       "never does,\n"
       "the demands that cannot hold together are named.\n"
       "\n"
       "  --vary NAME       the param; or \"NAME from A to B step C\". With "
       "several,\n"
       "                    the one named by --largest or --smallest, else "
       "the first,\n"
       "                    is sought, and for the others values are tried\n"
       "  --from V, --to V  between which values; without them those of "
       "the\n"
       "                    scenario's vary line\n"
       "  --step V          what the answer is a whole number of: by "
       "default 1 kr, 1\n"
       "                    person, 0.01 %, 0.01\n"
       "  --until CONDITION an expression, \"smallest(grant) >= 50 tkr\"; "
       "results that\n"
       "                    are rounded are meant as rounded\n"
       "  --largest NAME    the largest value of the param, not the "
       "smallest\n"
       "                    (--smallest NAME)\n"
       "  --maximise FIGURE, --minimise FIGURE\n"
       "                    in place of the param itself, what is to be "
       "large or small\n"
       "  --reference \"NAME = FILE.scenario [result NAME]\"\n"
       "                    a name for amounts to compare with, in the "
       "condition; the\n"
       "                    same file stands for itself as it is written\n"
       "  --format table    or csv (a line per run), json; as -o FILE ends "
       "by default\n"
       "  -o FILE           into a file, which is replaced only when "
       "complete\n"),
    SETTING, DUMP, COMMON,
    "\n"
    "  fordela seek grant.scenario --vary budget --from \"10 mnkr\" --to "
    "\"90 mnkr\" \\\n"
    "      --until \"smallest(grant) >= 50 000 kr\"\n"
    "  fordela seek grant.scenario --vary minimum --from \"0 kr\" --to \"90 "
    "tkr\" \\\n"
    "      --largest minimum --reference \"before = grant.scenario\" \\\n"
    "      --until \"smallest(grant / before) >= 98 %\"\n"},

    [SUB_NEW] = {
    N_("fordela new GRANT [--over municipalities|regions]\n"
       "\n"
       "Writes GRANT.formula, GRANT.scenario and GRANT.csv, which run as they "
       "are and\n"
       "say in comments what to change: a minimum each, the rest by need and\n"
       "population. The data has a row for each municipality or region with "
       "its code,\n"
       "name and population (SCB), and a column for your own figures. GRANT "
       "may have a\n"
       "folder before it. A file that is there is never replaced: all three "
       "are\n"
       "written, or none.\n"
       "\n"
       "  --over municipalities    the 290 municipalities (the default)\n"
       "  --over regions    the 21 regions\n"),
    COMMON,
    "\n"
    "  fordela new elevhalsa-2026\n"
    "  fordela new drafts/vardplatser --over regions\n"},

    [SUB_FMT] = {
    N_("fordela fmt FILE...\n"
       "\n"
       "Rewrites formula and scenario files in their one canonical layout. "
       "Comments\n"
       "are kept; a file with faults is left alone.\n"
       "\n"
       "  --check           change nothing; list the files that would "
       "change and\n"
       "                    exit with status 1 if there are any\n"),
    COMMON,
    "\n"
    "  fordela fmt grant.formula grant.scenario\n"
    "  fordela fmt --check *.formula\n"},
};

int help_program(void)
{
    return put_out(tr(program_text), strlen(tr(program_text)));
}

int help_sub(Sub sub)
{
    int status = FORDELA_OK;
    for (size_t i = 0; status == FORDELA_OK && i < PIECES_MOST
                       && sub_text[sub][i] != NULL; i++)
        status = put_out(tr(sub_text[sub][i]), strlen(tr(sub_text[sub][i])));
    return status;
}
