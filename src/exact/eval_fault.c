/* eval_fault.c - faults that only show in the numbers, told with their row. */
#include <string.h>

#include "exact/exact_int.h"

const char *row_name(Eval *ev, int table, size_t row) {
    const Table *t = ev->data->table[table];
    if (strcmp(t->code[row], t->label[row]) == 0) {
        return t->code[row];
    }
    return arena_format(ev->arena, "%s %s", t->code[row], t->label[row]);
}

const char *row_text(Eval *ev, int table, size_t row) {
    if (table < 0) {
        return "";
    }
    return arena_format(ev->arena, tr(" for %s"), row_name(ev, table, row));
}

/* Digits in groups of three. */
static void add_grouped(Buf *out, const char *digits) {
    size_t whole = strspn(digits[0] == '-' ? digits + 1 : digits,
                          "0123456789");
    if (digits[0] == '-') {
        buf_add_char(out, '-');
        digits++;
    }
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0) {
            buf_add_char(out, ' ');
        }
        buf_add_char(out, digits[i]);
    }
    if (digits[whole] == '.') {
        buf_add_char(out, tr_decimal_mark());
    }
    buf_add(out, digits + whole + (digits[whole] == '.'));
}

const char *number_text(Eval *ev, const Rat *num, const Type *type) {
    Buf buf = {0};
    bool percent = type->percent;
    const Rat *shown =
        percent ? rat_mul(ev->pool, num, rat_int(ev->pool, 100)) : num;
    int places = rat_places(shown, 6);
    if (places < 0) {
        buf_add(&buf, tr("about "));
    }
    add_grouped(&buf, rat_decimal(ev->arena, shown, places < 0 ? 2 : places));
    size_t before = buf.n;
    type_say(ev->program, type, &buf);
    if (buf.n > before) {
        char *text = arena_format(ev->arena, "%.*s %s", (int)before, buf.at,
                                  buf.at + before);
        buf_free(&buf);
        return text;
    }
    char *text = arena_string(ev->arena, buf.at);
    buf_free(&buf);
    return text;
}

static void undefined_fault(Eval *ev, const Undefined *u, size_t more) {
    const char *others =
        more == 0 ? ""
                  : arena_format(ev->arena, trn(" and %zu more row",
                                                " and %zu more rows", more),
                                 more);
    diag_add(ev->diags, DIAG_FAULT, u->expr->place,
             u->expr->kind == EXPR_DIV
                 ? N_("say what holds then: if b > 0 then a / b else ...")
                 : N_("say what holds then with if ... then ... else"),
             "%s%s%s", u->why, row_text(ev, u->expr->table, u->row), others);
}

bool all_defined(Eval *ev, const Expr *e, size_t n, const bool *part) {
    const Undefined *first = NULL;
    size_t more = 0;
    if (!e) {
        return true;
    }
    size_t rows = e->table < 0 ? 1 : n;
    for (size_t i = 0; i < rows; i++) {
        const Value *v = eval_at(ev, e, i);
        if (v->undefined && (!part || e->table < 0 || part[i])) {
            more += first && v->undefined != first;
            first = first ? first : v->undefined;
        }
    }
    if (!first) {
        return true;
    }
    undefined_fault(ev, first, more);
    return false;
}

const Undefined *undefined_new(Eval *ev, const Expr *e, size_t row,
                               const char *why) {
    Undefined *u = ARENA_NEW(ev->arena, Undefined);
    *u = (Undefined){.expr = e, .row = row, .why = why};
    return u;
}

bool not_overflowed(Eval *ev, const Expr *e) {
    if (!rat_overflowed(ev->pool)) {
        return true;
    }
    rat_clear_overflow(ev->pool);
    diag_add(ev->diags, DIAG_FAULT, e->place,
             e->kind == EXPR_EXP || e->kind == EXPR_POWER
                 ? N_("the result is beyond any use: check what goes in")
                 : N_("round what goes in with round(... to 0.000001 by "
                      "nearest), so that the fractions have one denominator"),
             "the exact value needs a number of more than %d bits",
             RAT_BITS_MAX);
    return false;
}
