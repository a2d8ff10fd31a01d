/* bind_where.c - conditions over a file's columns as text. */
#include <string.h>

#include "base/tr.h"
#include "check/bind_int.h"

/* A condition with its columns found, so that no row looks for them. */
typedef struct Test Test;
struct Test {
    NodeKind kind;
    size_t n;
    Test *arg;
    const char *text;       /* NODE_STRING */
    size_t col;             /* NODE_NAME: a column */
};

typedef struct Where {
    Binder *b;
    const Csv *csv;
    bool ok;
} Where;

static void refuse(Where *w, const Node *node, const char *way,
                   const char *what) {
    diag_add(w->b->diags, DIAG_FAULT, node->place, way, "%s", what);
    w->ok = false;
}

/* column("NAME") */
static bool is_column(const Node *node) {
    return node->kind == NODE_CALL && strcmp(node->text, "column") == 0 &&
           node->args.n == 1 && node->args.at[0]->kind == NODE_STRING;
}

/* The column a node names, or -1. */
static int column_of(Where *w, const Node *node, bool report) {
    Word word = {.text = node->text, .place = node->place};
    if (is_column(node)) {
        word.text = node->args.at[0]->text;
        word.place = node->args.at[0]->place;
    } else if (node->kind != NODE_NAME) {
        return -1;
    }
    return report ? bind_column(w->b, w->csv, &word)
                  : csv_find(w->csv, word.text);
}

static void check_text(Where *w, const Node *node) {
    if (node->kind == NODE_STRING) {
        return;
    }
    if (node->kind == NODE_NUMBER || node->kind == NODE_DATE) {
        refuse(w, node, tr("write it in quotes, as it stands in the file"),
               tr("the columns of a file are text here"));
    } else if (node->kind == NODE_NAME || node->kind == NODE_CALL) {
        if (node->kind == NODE_CALL && strcmp(node->text, "column") != 0) {
            refuse(w, node, tr("use =, <>, in, and, or, not"),
                   tr("functions cannot be used on the columns of a file"));
        } else if (node->kind == NODE_CALL && !is_column(node)) {
            refuse(w, node, tr("write column(\"NAME\")"),
                   tr("\"column\" takes the name of one column, in quotes"));
        } else if (column_of(w, node, true) < 0) {
            w->ok = false;
        }
    } else {
        refuse(w, node, tr("compare a column with a text: kind = \"kommun\""),
               tr("this is no text to compare"));
    }
}

static void check_cond(Where *w, const Node *node) {
    switch (node->kind) {
    case NODE_EQ: case NODE_NE: case NODE_IN: case NODE_NOT_IN:
        for (size_t i = 0; i < node->args.n; i++) {
            check_text(w, node->args.at[i]);
        }
        return;
    case NODE_AND: case NODE_OR: case NODE_NOT:
        for (size_t i = 0; i < node->args.n; i++) {
            check_cond(w, node->args.at[i]);
        }
        return;
    case NODE_TRUE: case NODE_FALSE: return;
    case NODE_NUMBER: case NODE_DATE: case NODE_STRING: case NODE_NAME:
    case NODE_NEG: case NODE_ADD: case NODE_SUB: case NODE_MUL: case NODE_DIV:
    case NODE_LT: case NODE_LE: case NODE_GT: case NODE_GE: case NODE_IF:
    case NODE_PER: case NODE_CALL: case NODE_ROUND: case NODE_ALLOCATE: break;
    }
    refuse(w, node, tr("use =, <>, in, and, or, not; for numbers declare data "
                       "and use \"where\" in the formula"),
           tr("the columns of a file are text here"));
}

static Test test_new(Where *w, const Node *node) {
    Test t = {.kind = node->kind, .text = node->text};
    int col = column_of(w, node, false);
    if (node->kind != NODE_STRING && col >= 0) {
        t.kind = NODE_NAME;
        t.col = (size_t)col;
        return t;
    }
    t.n = node->args.n;
    t.arg = ARENA_ARRAY(w->b->arena, Test, t.n + 1);
    for (size_t i = 0; i < t.n; i++) {
        t.arg[i] = test_new(w, node->args.at[i]);
    }
    return t;
}

static const char *text_of(const Csv *csv, const Test *t, size_t row) {
    return t->kind == NODE_NAME ? csv_cell(csv, row, t->col)->text : t->text;
}

/* A formula that failed, "#N/A", is unlike no text but where that is written:
 * status <> "#N/A". */
static void check_unlike(Where *w, const Test *t, size_t row) {
    for (size_t i = 0; i < t->n; i++) {
        if (t->arg[i].kind == NODE_NAME &&
            !bind_text(w->b, w->csv, row, t->arg[i].col)) {
            w->ok = false;
        }
    }
}

static bool holds(Where *w, const Test *t, size_t row) {
    const Test *a = t->arg;
    if (t->kind == NODE_AND) {
        return holds(w, &a[0], row) && holds(w, &a[1], row);
    }
    if (t->kind == NODE_OR) {
        return holds(w, &a[0], row) || holds(w, &a[1], row);
    }
    if (t->kind == NODE_NOT) {
        return !holds(w, &a[0], row);
    }
    if (t->kind == NODE_TRUE || t->kind == NODE_FALSE) {
        return t->kind == NODE_TRUE;
    }
    const char *left = text_of(w->csv, &a[0], row);
    bool any = false;
    for (size_t i = 1; !any && i < t->n; i++) {
        any = strcmp(left, text_of(w->csv, &a[i], row)) == 0;
    }
    if (!any) {
        check_unlike(w, t, row);
    }
    bool negated = t->kind == NODE_NE || t->kind == NODE_NOT_IN;
    return any != negated;
}

bool *where_rows(Binder *b, const Csv *csv, const Node *cond) {
    Where w = {.b = b, .csv = csv, .ok = true};
    check_cond(&w, cond);
    if (!w.ok) {
        return NULL;
    }
    Test test = test_new(&w, cond);
    bool *keep = ARENA_ARRAY(b->arena, bool, csv->n_rows + 1);
    for (size_t row = 0; row < csv->n_rows; row++) {
        keep[row] = holds(&w, &test, row);
    }
    return w.ok ? keep : NULL;
}
