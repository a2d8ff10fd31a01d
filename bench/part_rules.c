/* part_rules.c - rules one by one: the budget varies, everything else stands
 * still. One thread, processor time.
 */
#include <stdio.h>

#include "base/mem.h"
#include "bench.h"
#include "made.h"
#include "measure.h"
#include "pool.h"
#include "rules.h"

enum { DRAWN = 1 << 10, COMPARED = 5 };
/* Seconds of a round: there are many rules. */
#define LENGTH 0.02

/* ---- Files ---- */

static const char scenario_name[] = "rule.scenario";

static void write_scenario(const Bench *bench, size_t rows,
                           char path[MADE_PATH])
{
    FILE *out = made_open(bench, scenario_name, path);
    fprintf(out,
            "scenario rule\n"
            "formula \"rule.formula\"\n"
            "table area from \"areas.csv\" key omrade\n"
            "table class from \"classes.csv\" key klass\n"
            "table recipient from \"recipients-%zu.csv\" key kod\n"
            "  in area by omrade in class by klass\n"
            "data part column del\n"
            "data population column folkmangd\n"
            "data patients column patienter\n"
            "data last_year column forra_aret\n"
            "data requested column ansokt\n"
            "data eligible column behorig\n"
            "data priority column prioritet\n"
            "set budget = %zu tkr\n",
            rows, 100 * rows);
    made_close(out, path);
}

static void write_formula(const Bench *bench, const Rule *rule)
{
    char path[MADE_PATH];
    FILE *out = made_open(bench, "rule.formula", path);
    fprintf(out, "%s%s", rule_head, rule->text);
    made_close(out, path);
}

static void write_tables(const Bench *bench)
{
    made_text(bench, "areas.csv",
              "omrade,del\nA0,30\nA1,25\nA2,20\nA3,15\nA4,10\n");
    made_text(bench, "classes.csv", "klass\nK0\nK1\nK2\n");
}

static void remove_all(const Bench *bench)
{
    static const char *const names[] = {
        scenario_name, "rule.formula", "areas.csv", "classes.csv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        made_remove(bench, names[i]);
    }
}

/* ---- One rule ---- */

/* 70 to 130 tkr for each. */
static int64_t *budgets(size_t rows)
{
    int64_t *budget = mem_alloc(DRAWN, sizeof *budget);
    uint64_t counter = 0;
    for (size_t k = 0; k < DRAWN; k++) {
        budget[k] = (int64_t)(70000 * rows
                              + made_number(&counter, 60000 * rows));
    }
    return budget;
}

static void print_rule(const Rule *rule, const Pool *pool, const Timed *timed)
{
    FastCounts counts = fast_counts(pool->planned->fast);
    double rate = series_median(&timed->rate);
    printf("    %-34s %11.0f %9.2f", rule->name, rate,
           1e9 / rate / (double)pool->planned->rows);
    if (pool->planned->plan->exactly != NULL) {
        printf("  exactly: %s", pool->planned->plan->exactly);
    } else if (counts.exactly > 0) {
        printf("  %.0f %% exactly",
               100 * (double)counts.exactly / (double)counts.variants);
    }
    putchar('\n');
}

static void time_rule(const Bench *bench, const Rule *rule)
{
    char scenario[MADE_PATH], data[MADE_PATH];
    size_t rows = rule->rows > 0 ? rule->rows : RULE_ROWS;
    PlannedParam budget = {"budget", 1, 130000 * (double)rows};
    Pool pool;
    made_recipients(bench, rows, data);
    write_formula(bench, rule);
    write_scenario(bench, rows, scenario);
    if (pool_open(&pool, scenario, &budget, 1, budgets(rows), DRAWN)) {
        Timed timed = {.seconds = pool_seconds, .context = &pool,
                       .round = LENGTH};
        size_t bad = pool_wrong(&pool, COMPARED);
        timed_rounds(&timed, bad == 0);
        if (bad > 0 || timed.failed) {
            printf("    %-34s WRONG in %zu of %d\n", rule->name, bad,
                   COMPARED);
        } else {
            print_rule(rule, &pool, &timed);
        }
        pool_close(&pool);
    }
    made_remove(bench, data);
}

void part_rules(Bench *bench, const char *name)
{
    size_t n;
    const Rule *rule = rules_list(&n);
    printf("\n%s: one by one, %d recipients, the budget varies; one thread, "
           "processor time\n", name, RULE_ROWS);
    printf("    %-34s %11s %9s\n", "", "variants/s", "ns/each");
    write_tables(bench);
    for (size_t i = 0; i < n; i++) {
        time_rule(bench, &rule[i]);
    }
    remove_all(bench);
}
