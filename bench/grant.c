/* grant.c - generated grants like G1 and G3. */
#include "grant.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

/* Two paths and the name of the recipients' file are put in. */
static const char *const text[GRANTS] = {
    [GRANT_G1] =
        "scenario made_g1\n"
        "formula \"%s/formulas/minimum_plus_need.formula\"\n"
        "table recipient from \"%s\" key kod\n"
        "data population column folkmangd\n"
        "data patients column patienter\n"
        "set budget = %zu tkr\n"
        "set minimum = 35 000 kr\n"
        "set weight = 50 %%\n"
        "report smallest(grant),\n"
        "  count(recipient where grant < 60 000 kr)\n",
    [GRANT_G3] =
        "scenario made_g3\n"
        "formula \"%s/bench/g3/g3.formula\"\n"
        "table recipient from \"%s\" key kod\n"
        "data population column folkmangd\n"
        "data last_year column forra_aret\n"
        "set budget = %zu tkr\n"
        "set floor_share = 85 %%\n"
        "set growth = 15 %%\n"};

static const char *const names[GRANTS] = {"g1", "g3"};

/* Last year's amounts are 100 tkr each, on average. */
enum { TKR_EACH = 100 };

/* As in workload.c, with the budget for that many. */
static Workload workload_of(Grant grant, size_t recipients)
{
    Workload w = workload_list()[grant == GRANT_G1 ? 0 : WORKLOADS - 1];
    int64_t n = (int64_t)recipients;
    /* G1: 69 to 207 tkr each; G3: 93 to 110 tkr. */
    w.param[0].low = n * (grant == GRANT_G1 ? 69000 : 93000);
    w.param[0].count = n * (grant == GRANT_G1 ? 138000 : 17000);
    w.rows = 0;
    return w;
}

static void name_of(Grant grant, size_t recipients, char name[MADE_PATH])
{
    snprintf(name, MADE_PATH, "%s-%zu.scenario", names[grant], recipients);
}

void grant_made(const Bench *bench, Grant grant, size_t recipients,
                char scenario[MADE_PATH], Workload *workload)
{
    char data[MADE_PATH], name[MADE_PATH], top[MADE_PATH];
    if (getcwd(top, sizeof top) == NULL) {
        perror(".");
        exit(4);
    }
    made_recipients(bench, recipients, data);
    name_of(grant, recipients, name);
    FILE *out = made_open(bench, name, scenario);
    fprintf(out, text[grant], top, data, TKR_EACH * recipients);
    made_close(out, scenario);
    *workload = workload_of(grant, recipients);
}

void grant_remove(const Bench *bench, Grant grant, size_t recipients)
{
    char name[MADE_PATH];
    name_of(grant, recipients, name);
    made_remove(bench, name);
    snprintf(name, sizeof name, "recipients-%zu.csv", recipients);
    made_remove(bench, name);
}
