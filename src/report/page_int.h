/* page_int.h - between the files that write pages. */
#ifndef FORDELA_REPORT_PAGE_INT_H
#define FORDELA_REPORT_PAGE_INT_H

#include "report/chart.h"
#include "report/html.h"
#include "report/page_frame.h"
#include "report/report_int.h"

struct Verdict;

/* A page being written. */
typedef struct Page {
    Arena *arena;
    RatPool *pool;
    const Program *program;
    const Result *result;       /* or NULL: many variants */
    const Dataset *data;        /* of the result, or set besides */
    const struct MapShapes *shapes;     /* or NULL: maps have tiles */
    Chart chart;
    Buf *out;
} Page;

Page page_begin(Arena *arena, RatPool *pool, const Program *program,
                const Result *result, Buf *out);

/* ---- page_frame.c ---- */

/* Head and title; what: "Allocation", "Comparison"; under: a line below the
 * title, or NULL. */
void page_open(const Page *page, const char *what, const char *title,
               const char *under);
/* Command, files, version, script. */
void page_close(const Page *page, const PageFrame *frame);
/* A part with a heading that the list at the top leads to; closed by the
 * next one, or by page_section_end. */
void page_section(const Page *page, const char *id, const char *heading);
void page_section_end(const Page *page);
/* The list at the top: ids and headings by turns, NULL at the end. */
void page_contents(const Page *page, const char *const *entry);
void page_paragraph(const Page *page, const char *html);
/* A label and what stands beside it, in a <dl>. Both are HTML. */
void page_fact(const Page *page, const char *label, const char *html);

/* ---- page_number.c ---- */

/* "30 000 000 kr", as text. */
const char *page_amount(const Page *page, const Type *type, const Rat *num);
const char *page_value(const Page *page, const Type *type,
                       const Value *value);
/* "+1 234 kr" */
const char *page_change(const Page *page, const Type *type, const Rat *num);
const char *page_count(const Page *page, size_t n);
const char *page_date(const Page *page, Date date);
/* Decimals that a column of numbers is shown with, and the numbers so. */
int page_places(const Page *page, const Type *type, size_t n,
                const Rat *const *num);
const char *page_fixed(const Page *page, const Type *type, const Rat *num,
                       int places);
/* "estimated" and its like as HTML, "" without marks. */
const char *page_marks(const Page *page, unsigned marks);
/* The title, else the name with blanks for underscores. */
const char *page_def_title(const Page *page, const Def *def);
/* "recipients", "rows of Ansökan". */
const char *page_rows_word(const Page *page, int table);
/* How a row is called: "Botkyrka". */
const char *page_row_name(const Page *page, int table, size_t row);
ChartUnit page_chart_unit(const Page *page, const Type *type);
/* Numbers as doubles, for charts. NULL if one is missing. */
const double *page_doubles(const Page *page, const Column *column);
/* The data that amounts of a table are held against: persons, named
 * population; NULL if there is none above 0 everywhere. */
const Def *page_population(const Page *page, int table);

/* ---- page_words.c, page_words_expr.c ---- */

/* How the grant is divided, in sentences. */
void page_decision(const Page *page, const Def *def);
/* An expression in words, with the values of what is one value, as HTML. */
const char *page_expr(const Page *page, const Expr *expr);
/* The same and its value behind: "Kvar (19 850 000 kr)". */
const char *page_expr_value(const Page *page, const Expr *expr);
/* What a name stands for, through lets that only rename it. */
const Expr *page_meant(const Expr *expr);
/* The sum of an expression over a table's rows; NULL if it has none. */
const Rat *page_expr_sum(const Page *page, const Expr *expr, int table);

/* ---- page_figures.c ---- */

void page_figures(const Page *page, const Def *def);

/* ---- page_table.c ---- */

/* A table that can be sorted and searched. Cells are added row by row. */
typedef struct PageCol {
    const char *head, *unit;    /* text; unit may be NULL */
    bool number;
    const char *explain;        /* key of derivations of its cells, or NULL */
} PageCol;
void page_table_open(const Page *page, const char *caption, size_t n,
                     const PageCol *col);
/* id: of the line, or NULL. */
void page_row(const Page *page, const char *id);
void page_cell(const Page *page, const PageCol *col, const char *html);
void page_row_end(const Page *page);
void page_table_close(const Page *page);

/* All results of a table, with its numeric data. */
void page_recipients(const Page *page, int table);
/* Derivations of so many amounts are packed into a page at most: they cost 20
 * to 200 bytes each, and up to a third of a millisecond. */
#define EXPLAINED_MAX 2000

/* Does a column's every cell lead to its derivation? */
bool page_explained(const Page *page, const Def *def);

/* ---- page_derive.c ---- */

/* One amount's derivation as it stands in the page, and all of them packed for
 * the script. */
void page_example(const Page *page, const Def *def);
/* Amounts that are asked about under a key, that of PageCol.explain, in the
 * order of a table's rows. */
typedef struct Derived {
    const char *key;
    const Result *result;
    const Def *def;
    const size_t *row;      /* n; NULL: as they are */
    size_t n;
} Derived;
void page_derivations(const Page *page, size_t n, const Derived *list);
/* Of a scenario: of each result that page_explained says so. */
void page_derivations_run(const Page *page);

/* ---- page_charts.c ---- */

void page_charts(const Page *page, const Def *def);

/* ---- page_map.c: the one place where report/map.h is called ---- */

typedef struct PageMap {
    const Table *table;
    const char *title;
    const Type *type;
    const Rat *const *num;      /* by row; an entry may be NULL */
    const unsigned char *marks; /* by row, or NULL */
    bool change;                /* gains and losses, not amounts */
    const char *prefix;         /* of page_row_id */
} PageMap;
/* False, and nothing, if no code is a municipality's or a region's. */
bool page_map(const Page *page, const PageMap *map);
/* The id of a row's line in its table; NULL: it has none. */
const char *page_row_id(const Page *page, const char *prefix,
                        const char *code);

/* ---- page_sources.c ---- */

void page_notes(const Page *page, const Def *def);
void page_checks(const Page *page, const struct Verdict *verdict, size_t n);
void page_inputs(const Page *page, const char *caption);
/* Those marks that every row has, or some, said once at the top. */
void page_mark_banner(const Page *page);
/* The same of the inputs, where there is no result. */
void page_input_banner(const Page *page);

#endif
