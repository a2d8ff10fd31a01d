/* part_questions.c - what planners ask, each question as the command that
 * answers it: a program of its own from reading the files to the last line.
 *
 * Nothing is compared here: the answers are those of tests/cli, and a command
 * that ends otherwise than it should is not timed.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"
#include "made.h"
#include "measure.h"

#define G1 "bench/g1/g1.scenario"
#define G3 "bench/g3/g3.scenario"
#define REFORM "bench/g1/reform.scenario"
#define PUBLISHED "scenarios/kompetensutveckling-2020/belopp.csv"
#define POPULATION "scenarios/data/folkmangd-kommuner.csv"

enum { WORDS_MOST = 20 };

typedef struct Question {
    const char *name;
    Bar bar;
    int status;             /* with which it ends */
    const char *word[WORDS_MOST];   /* after "fordela" */
} Question;

static const Question questions[] = {
    {"compare", BAR_QUESTIONS, 0, {"compare", G1, REFORM}},
    {"compare, four parts", BAR_QUESTIONS, 0,
     {"compare", G1, REFORM, "--decompose"}},
    {"compare, twelve parts", BAR_QUESTIONS, 0,
     {"compare", "bench/g1/parts.scenario",
      "bench/g1/parts_reform.scenario", "--decompose"}},
    {"seek a budget", BAR_QUESTIONS, 0,
     {"seek", G1, "--vary", "budget", "--from", "11 mnkr", "--to", "90 mnkr",
      "--until", "smallest(grant) >= 50 tkr"}},
    {"seek a minimum, nobody loses 2 %", BAR_QUESTIONS, 0,
     {"seek", G1, "--vary", "minimum", "--from", "0 kr", "--to", "90 tkr",
      "--largest", "minimum", "--reference", "before = " G1, "--until",
      "smallest(grant / before) >= 98 %"}},
    {"seek with a second param", BAR_QUESTIONS, 0,
     {"seek", G1, "--vary", "minimum from 0 kr to 90 tkr", "--vary",
      "weight from 0 % to 100 % step 5 %", "--largest", "minimum",
      "--reference", "before = " G1, "--until",
      "smallest(grant / before) >= 98 %"}},
    {"infer whole numbers", BAR_QUESTIONS, 0,
     {"infer", PUBLISHED, "--amount", "belopp"}},
    {"infer among 11 columns", BAR_QUESTIONS, 0,
     {"infer", PUBLISHED, "--amount", "belopp", "--candidates", POPULATION}},
    {"infer a weight and patients", BAR_QUESTIONS, 0,
     {"infer", PUBLISHED, "--amount", "belopp", "--candidates", POPULATION,
      "--formula", "formulas/minimum_plus_need.formula", "--free", "weight",
      "patients", "--data", "population=2019-12-31", "--set",
      "budget=30 mnkr", "--set", "minimum=35 tkr"}},
    {"doctor, nothing explains", BAR_QUESTIONS, 1,
     {"doctor", "bench/g1/differs.scenario"}},
    {"marginal, one row", BAR_QUESTIONS, 0,
     {"marginal", G1, "--data", "population", "0114"}},
    {"erratum", BAR_QUESTIONS, 0,
     {"erratum", G1, "--data", "population", "0114=45534"}},
    {"tipping of minimum", BAR_TIPPING, 0,
     {"tipping", G1, "--vary", "minimum", "--from", "0 kr", "--to",
      "90 tkr"}},
    {"tipping of weight", BAR_TIPPING, 0,
     {"tipping", G1, "--vary", "weight", "--from", "0 %", "--to", "100 %"}},
    {"tipping of weight, kronor of one row", BAR_TIPPING, 0,
     {"tipping", G1, "--vary", "weight", "--from", "0 %", "--to", "100 %",
      "--recipient", "0305"}},
    {"tipping of growth, floor and ceiling", BAR_TIPPING, 0,
     {"tipping", G3, "--vary", "growth", "--from", "4 %", "--to", "40 %"}},
    {"marginal, the whole matrix", BAR_TIPPING, 0,
     {"marginal", G1, "--data", "population", "--format", "csv"}},
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

typedef struct Took {
    double wall, processor;     /* seconds */
} Took;

static _Noreturn void become(const char *program, const Question *q)
{
    char *argv[WORDS_MOST + 2] = {(char *)program};
    memcpy(argv + 1, q->word, sizeof q->word);
    int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execv(program, argv);
    _exit(127);
}

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

/* False if it did not end as it should. */
static bool ask(const Bench *bench, const Question *q, Took *took)
{
    char program[MADE_PATH];
    struct rusage used;
    int status;
    snprintf(program, sizeof program, "%s/fordela", bench->build);
    double start = wall_seconds();
    pid_t id = fork();
    if (id == 0) {
        become(program, q);
    }
    if (id < 0 || wait4(id, &status, 0, &used) != id) {
        return false;
    }
    took->wall = wall_seconds() - start;
    took->processor = seconds_of(used.ru_utime) + seconds_of(used.ru_stime);
    return WIFEXITED(status) && WEXITSTATUS(status) == q->status;
}

/* Each in turn within each round. */
static void ask_all(const Bench *bench, Series *wall, Series *processor,
                    bool *good)
{
    for (int i = 0; i < QUESTIONS; i++) {
        good[i] = true;
    }
    for (int r = 0; r < ROUNDS; r++) {
        for (int i = 0; i < QUESTIONS; i++) {
            Took took = {0};
            good[i] = good[i] && ask(bench, &questions[i], &took);
            wall[i].at[r] = took.wall;
            processor[i].at[r] = took.processor;
        }
    }
}

void part_questions(Bench *bench, const char *name)
{
    Series wall[QUESTIONS], processor[QUESTIONS];
    bool good[QUESTIONS];
    ask_all(bench, wall, processor, good);
    printf("\n%s: each as a command of its own, 290 recipients; milliseconds\n"
           "%40s %10s %10s\n", name, "", "processor", "wall");
    for (int i = 0; i < QUESTIONS; i++) {
        if (!good[i]) {
            printf("  %-38s failed\n", questions[i].name);
            continue;
        }
        double seconds = series_median(&processor[i]);
        printf("  %-38s %10.1f %10.1f\n", questions[i].name, 1e3 * seconds,
               1e3 * series_median(&wall[i]));
        bars_worst(&bench->bars, questions[i].bar, seconds);
    }
}
