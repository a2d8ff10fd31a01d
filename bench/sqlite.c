/* sqlite.c - the workloads in SQLite: one prepared statement each, with window
 * functions, over tables in memory.
 *
 * In doubles, to six decimals where remainders tie: as good as SQL does it.
 */
#include "contestant.h"

#include <stdio.h>

#ifndef BENCH_SQLITE

static void *sqlite_open(const Workload *w, const char *build, char why[WHY])
{
    (void)w;
    (void)build;
    snprintf(why, WHY, "SQLite's library is not installed");
    return NULL;
}

const Contestant sqlite = {.name = "SQLite", .open = sqlite_open};

#else

#include <sqlite3.h>
#include <string.h>

#include "base/mem.h"

/* x and a remainder go through `as_is`, or through `six` where they tie. */
#define as_is(x) x
#define six(x) "round(" x ", 6)"

#define DIVIDE_G1(taken)                                                   \
    "WITH rest AS (SELECT ?1 - ?2 * (SELECT count(*) FROM r) AS rest),"    \
    " x AS (SELECT id, " taken(                                            \
        "rest * (?3 / 1e4 * b / (SELECT sum(b) FROM r)"                    \
        " + (1 - ?3 / 1e4) * a / (SELECT sum(a) FROM r))") " AS x"         \
    "  FROM r, rest),"                                                     \
    " w AS (SELECT id, x, CAST(x AS INTEGER) AS w FROM x),"                \
    " n AS (SELECT id, w, row_number() OVER"                               \
    "  (ORDER BY " taken("x - w") " DESC, w DESC, id) AS n,"               \
    "  sum(w) OVER () AS s FROM w)"                                        \
    " SELECT ?2 + w + (n <= rest - s) FROM n, rest ORDER BY id"

static const char g1[] = DIVIDE_G1(as_is);
static const char g1_ties[] = DIVIDE_G1(six);

static const char g2[] =
    "WITH area AS (SELECT a AS area, sum(b * c * (d = 1)) AS first,"
    "   sum(b * c * (d = 2)) AS second,"
    "   CASE a WHEN 0 THEN ?1 WHEN 1 THEN ?2 ELSE ?3 END AS cap"
    "  FROM r GROUP BY a),"
    " level AS (SELECT area, min(1.0, 1.0 * cap / first) AS one,"
    "   max(0, min(1.0, 1.0 * (cap - first) / second)) AS two,"
    "   min(cap, first + second) AS total FROM area),"
    " x AS (SELECT id, area, total,"
    "   b * c * CASE d WHEN 1 THEN one ELSE two END AS x"
    "  FROM r JOIN level ON a = area),"
    " w AS (SELECT id, area, total, x, CAST(x AS INTEGER) AS w FROM x),"
    " n AS (SELECT id, total, w, row_number() OVER (PARTITION BY area"
    "   ORDER BY x - w DESC, w DESC, id) AS n,"
    "   sum(w) OVER (PARTITION BY area) AS s FROM w)"
    " SELECT w + (n <= total - s) FROM n ORDER BY id";

/* Rows join and leave the rising level in the order of their breakpoints. */
static const char g3[] =
    "WITH k AS (SELECT ?2 / 1e4 AS low, 1 + ?3 / 1e4 AS high),"
    " e AS (SELECT low * b / a AS level, a AS people FROM r, k UNION ALL"
    "  SELECT high * b / a, -a FROM r, k),"
    " c AS (SELECT level, sum(people) OVER up AS people,"
    "   sum(people * level) OVER up AS spent FROM e"
    "  WINDOW up AS (ORDER BY level ROWS UNBOUNDED PRECEDING)),"
    " f AS (SELECT ?1 - low * (SELECT sum(b) FROM r) AS above FROM k),"
    " l AS (SELECT (above + spent) / people AS level FROM c, f"
    "  WHERE level * people - spent <= above AND people > 0"
    "  ORDER BY c.level DESC LIMIT 1),"
    " x AS (SELECT id, round(max(low * b, min(high * b, level * a)), 6) AS x"
    "  FROM r, k, l),"
    " w AS (SELECT id, x, CAST(x AS INTEGER) AS w FROM x),"
    " n AS (SELECT id, w, row_number() OVER"
    "  (ORDER BY round(x - w, 6) DESC, w DESC, id) AS n,"
    "  sum(w) OVER () AS s FROM w)"
    " SELECT w + (n <= ?1 - s) FROM n ORDER BY id";

typedef struct Sqlite {
    sqlite3 *db;
    sqlite3_stmt *divide;
    size_t rows;
} Sqlite;

static void sqlite_close_all(void *self)
{
    Sqlite *s = self;
    sqlite3_finalize(s->divide);
    sqlite3_close(s->db);
    mem_free(s);
}

static bool fill(sqlite3 *db, const Workload *w)
{
    sqlite3_stmt *insert;
    if (sqlite3_exec(db, "CREATE TABLE r(id INTEGER PRIMARY KEY, a INTEGER,"
                     " b INTEGER, c INTEGER, d INTEGER)", NULL, NULL, NULL)
        || sqlite3_prepare_v2(db, "INSERT INTO r VALUES(?, ?, ?, ?, ?)", -1,
                              &insert, NULL)) {
        return false;
    }
    bool done = true;
    for (size_t i = 0; i < w->rows; i++) {
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)i);
        for (int c = 0; c < COLUMNS; c++) {
            sqlite3_bind_int64(insert, c + 2, w->column[c][i]);
        }
        done = done && sqlite3_step(insert) == SQLITE_DONE;
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    return done;
}

static const char *statement(const Workload *w)
{
    switch (w->kind) {
    case G1: return strcmp(w->name, "g1") == 0 ? g1 : g1_ties;
    case G2: return g2;
    case G3: break;
    }
    return g3;
}

static void *sqlite_open(const Workload *w, const char *build, char why[WHY])
{
    (void)build;
    Sqlite *s = mem_alloc(1, sizeof *s);
    s->rows = w->rows;
    if (sqlite3_open(":memory:", &s->db) || !fill(s->db, w)
        || sqlite3_prepare_v2(s->db, statement(w), -1, &s->divide, NULL)) {
        snprintf(why, WHY, "%s", sqlite3_errmsg(s->db));
        sqlite_close_all(s);
        return NULL;
    }
    return s;
}

static bool sqlite_run(void *self, const int64_t *param, size_t n,
                       int64_t *amounts)
{
    Sqlite *s = self;
    for (size_t k = 0; k < n; k++, param += PARAMS) {
        sqlite3_reset(s->divide);
        for (int p = 0; p < PARAMS; p++) {
            sqlite3_bind_int64(s->divide, p + 1, param[p]);
        }
        for (size_t i = 0; i < s->rows; i++) {
            if (sqlite3_step(s->divide) != SQLITE_ROW) {
                return false;
            }
            *amounts++ = sqlite3_column_int64(s->divide, 0);
        }
    }
    return true;
}

const Contestant sqlite = {
    .name = "SQLite", .open = sqlite_open, .run = sqlite_run, .block = 1,
    .close = sqlite_close_all};

#endif
