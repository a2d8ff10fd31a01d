/* units.c - units, and the types that products of them make. */
#include <assert.h>
#include <string.h>
#include <strings.h>

#include "check/check_int.h"

/* Exponents beyond this are refused; no formula needs kr^20. */
#define EXPONENT_MAX 20

Type type_number(void) {
    return (Type){.kind = TYPE_NUMBER};
}

static bool same_dims(const Type *a, const Type *b) {
    return memcmp(a->dim, b->dim, sizeof a->dim) == 0;
}

bool type_same(const Type *a, const Type *b) {
    return a->kind == b->kind &&
           (a->kind != TYPE_NUMBER || same_dims(a, b));
}

bool type_is_money(const Program *program, const Type *type) {
    for (size_t i = 0; i < program->n_dims; i++) {
        if (type->dim[i] != (strcmp(program->dim_name[i], "kr") == 0)) {
            return false;
        }
    }
    return type->kind == TYPE_NUMBER;
}

bool type_is_plain(const Type *type) {
    for (size_t i = 0; i < DIMS_MAX; i++) {
        if (type->dim[i] != 0) {
            return false;
        }
    }
    return type->kind == TYPE_NUMBER;
}

bool type_unify(const Type *a, const Type *b, Type *out) {
    if (a->kind != b->kind) {
        return false;
    }
    if (a->kind == TYPE_NUMBER && !same_dims(a, b)) {
        if (!a->any && !b->any) {
            return false;
        }
        *out = a->any ? *b : *a;
        return true;
    }
    bool percent = a->any ? b->percent
                 : b->any ? a->percent
                          : a->percent && b->percent;
    bool any = a->any && b->any;
    *out = *a;
    out->any = any;
    out->percent = percent;
    return true;
}

bool type_product(const Type *a, const Type *b, int sign, Type *out) {
    Type product = type_number();   /* out may be a or b */
    for (size_t i = 0; i < DIMS_MAX; i++) {
        int e = a->dim[i] + sign * b->dim[i];
        if (e > EXPONENT_MAX || e < -EXPONENT_MAX) {
            return false;
        }
        product.dim[i] = (int8_t)e;
    }
    product.any = a->any && sign > 0 && b->any;
    *out = product;
    return true;
}

/* Kronor are kr in every language. */
static const char *said(const char *unit, bool below) {
    if (strcmp(unit, "persons") != 0) {
        return unit;
    }
    return below ? tr_as("per unit", "persons") : tr_as("unit", "persons");
}

static void print_dims(const char *const *name, size_t n, const Type *type,
                       int sign, const char *between, Buf *out) {
    bool first = true;
    for (size_t i = 0; i < n; i++) {
        for (int k = 0; k < sign * type->dim[i]; k++) {
            buf_add(out, first ? "" : between);
            buf_add(out, name[i]);
            first = false;
        }
    }
}

/* Each unit has a name above the line of a quotient and one below. */
static void print_type(const char *const *name, const char *const *name_below,
                       size_t n, const Type *type, Buf *out) {
    switch (type->kind) {
    case TYPE_FLAG: buf_add(out, "flag"); return;
    case TYPE_TEXT: buf_add(out, "text"); return;
    case TYPE_DATE: buf_add(out, "date"); return;
    case TYPE_NUMBER: break;
    }
    bool above = false, below = false;
    for (size_t i = 0; i < n; i++) {
        above = above || type->dim[i] > 0;
        below = below || type->dim[i] < 0;
    }
    if (!above && !below) {
        buf_add(out, type->percent ? "%" : "");
        return;
    }
    if (above) {
        print_dims(name, n, type, 1, " * ", out);
    } else {
        buf_add(out, "1");
    }
    if (below) {
        buf_add(out, " / ");
        print_dims(name_below, n, type, -1, " / ", out);
    }
}

void type_print(const Program *program, const Type *type, Buf *out) {
    print_type(program->dim_name, program->dim_name, program->n_dims, type,
               out);
}

void type_say(const Program *program, const Type *type, Buf *out) {
    const char *above[DIMS_MAX], *below[DIMS_MAX];
    for (size_t i = 0; i < program->n_dims; i++) {
        above[i] = said(program->dim_name[i], false);
        below[i] = said(program->dim_name[i], true);
    }
    print_type(above, below, program->n_dims, type, out);
}

const char *type_text(Checker *c, const Type *type) {
    Buf buf = {0};
    print_type(c->dim.at, c->dim.at, c->dim.n, type, &buf);
    const char *text = buf.n > 0 ? arena_string(c->arena, buf.at)
                                 : tr("a plain number");
    buf_free(&buf);
    return text;
}

const UnitDef *unit_find(const Checker *c, const char *name) {
    size_t at;
    return code_index_find(c->unit_names, name, &at) ? &c->unit.at[at] : NULL;
}

static const struct {
    const char *word;
    TypeKind kind;
    bool percent;
} plain_types[] = {
    {"number", TYPE_NUMBER, false}, {"share", TYPE_NUMBER, true},
    {"%", TYPE_NUMBER, true},       {"flag", TYPE_FLAG, false},
    {"text", TYPE_TEXT, false},     {"date", TYPE_DATE, false},
};

static bool plain_type(Checker *c, const AstUnit *unit, Type *out,
                       const Rat **scale, bool *known) {
    *known = false;
    for (size_t i = 0; i < sizeof plain_types / sizeof *plain_types; i++) {
        if (strcmp(unit->part[0].name.text, plain_types[i].word) != 0) {
            continue;
        }
        *known = true;
        if (unit->n > 1) {
            diag_add(c->diags, DIAG_FAULT, unit->place,
                     "write it alone, or use units such as kr / persons",
                     "\"%s\" does not combine with other units",
                     plain_types[i].word);
            return false;
        }
        *out = (Type){.kind = plain_types[i].kind,
                      .percent = plain_types[i].percent};
        *scale = strcmp(plain_types[i].word, "%") == 0
                     ? rat_ratio(c->pool, 1, 100)
                     : rat_int(c->pool, 1);
        return true;
    }
    return true;
}

/* What Swedish decisions call our units. Nearness of letters would take the
 * million out of "mkr". */
static const char *unit_elsewhere(const char *name) {
    static const struct {
        const char *name, *unit;
    } other[] = {
        {"sek", "kr"},         {"kronor", "kr"},      {"krona", "kr"},
        {"kkr", "tkr"},        {"ksek", "tkr"},       {"tsek", "tkr"},
        {"tusen", "tkr"},      {"mkr", "mnkr"},       {"msek", "mnkr"},
        {"mn", "mnkr"},        {"milj", "mnkr"},      {"miljon", "mnkr"},
        {"miljoner", "mnkr"},  {"million", "mnkr"},   {"millions", "mnkr"},
        {"mdr", "mdkr"},       {"mrd", "mdkr"},       {"mdsek", "mdkr"},
        {"miljard", "mdkr"},   {"miljarder", "mdkr"}, {"billion", "mdkr"},
        {"person", "persons"}, {"personer", "persons"},
        {"procent", "%"},      {"percent", "%"},      {"pct", "%"},
    };
    for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
        if (strcasecmp(other[i].name, name) == 0) {
            return other[i].unit;
        }
    }
    return NULL;
}

const char *unit_nearest(Checker *c, const char *name, bool types) {
    size_t n_types = sizeof plain_types / sizeof *plain_types, n = 0;
    const char *elsewhere = unit_elsewhere(name);
    if (elsewhere) {
        return elsewhere;
    }
    assert(c->unit.at);     /* kr, at least */
    const char **names =
        ARENA_ARRAY(c->arena, const char *, c->unit.n + n_types);
    for (size_t i = 0; i < c->unit.n; i++) {
        names[n++] = c->unit.at[i].name;
    }
    for (size_t i = 0; types && i < n_types; i++) {
        names[n++] = plain_types[i].word;
    }
    return name_nearest(name, names, n);
}

bool unit_resolve(Checker *c, const AstUnit *unit, Type *out,
                  const Rat **scale) {
    bool known;
    if (!plain_type(c, unit, out, scale, &known)) {
        return false;
    }
    if (known) {
        return true;
    }
    Type type = type_number();
    const Rat *factor = rat_int(c->pool, 1);
    for (size_t i = 0; i < unit->n; i++) {
        const AstUnitPart *part = &unit->part[i];
        const UnitDef *def = unit_find(c, part->name.text);
        if (!def) {
            const char *near = unit_nearest(c, part->name.text, true);
            diag_add(c->diags, DIAG_FAULT, part->name.place,
                     near ? arena_format(c->arena, tr("did you mean \"%s\"?"),
                                         near)
                          : arena_format(c->arena,
                                         tr("units are kr, tkr, mnkr, mdkr, "
                                            "persons, number, share, %%, "
                                            "flag, text and date; declare "
                                            "others with \"unit %s\""),
                                         part->name.text),
                     "\"%s\" is not a unit", part->name.text);
            return false;
        }
        if (!type_product(&type, &def->type, part->divide ? -1 : 1, &type)) {
            diag_add(c->diags, DIAG_FAULT, unit->place,
                     "use a plain number instead",
                     "a unit to a power above %d", EXPONENT_MAX);
            return false;
        }
        factor = part->divide ? rat_div(c->pool, factor, def->scale)
                              : rat_mul(c->pool, factor, def->scale);
    }
    *out = type;
    *scale = factor;
    return true;
}

static UnitDef *unit_add(Checker *c, const char *name, Place place,
                         const Stmt *stmt) {
    size_t earlier;
    code_index_add(c->unit_names, name, c->unit.n, &earlier);
    *VEC_ADD(c->arena, &c->unit_stmt) = stmt;
    UnitDef *def = VEC_ADD(c->arena, &c->unit);
    *def = (UnitDef){.name = name, .place = place};
    def->type = type_number();
    def->scale = rat_int(c->pool, 1);
    return def;
}

static void unit_base(Checker *c, UnitDef *def) {
    if (c->dim.n == DIMS_MAX) {
        diag_add(c->diags, DIAG_FAULT, def->place,
                 "give it a value in another unit, or leave it out",
                 "more than %d base units", DIMS_MAX);
        return;
    }
    def->type.dim[c->dim.n] = 1;
    *VEC_ADD(c->arena, &c->dim) = def->name;
}

static const struct {
    const char *name;
    int64_t kronor;
} money[] = {{"kr", 1},
             {"tkr", 1000},
             {"mnkr", 1000000},
             {"mdkr", 1000000000}};

int64_t unit_kronor(const char *name) {
    for (size_t i = 0; i < sizeof money / sizeof *money; i++) {
        if (strcmp(money[i].name, name) == 0)
            return money[i].kronor;
    }
    return 0;
}

static void units_builtin(Checker *c) {
    Place none = {0};
    unit_base(c, unit_add(c, "kr", none, NULL));
    unit_base(c, unit_add(c, "persons", none, NULL));
    for (size_t i = 1; i < sizeof money / sizeof *money; i++) {
        UnitDef *def = unit_add(c, money[i].name, none, NULL);
        def->type.dim[0] = 1;
        def->scale = rat_int(c->pool, money[i].kronor);
    }
}

/* unit NAME = NUMBER UNIT, whose other unit is known. */
static void unit_multiple(Checker *c, UnitDef *def, const Node *value) {
    const UnitDef *of = unit_find(c, value->word.text);
    const Rat *number = rat_read(c->pool, value->text, strlen(value->text));
    if (rat_sign(number) <= 0) {
        diag_add(c->diags, DIAG_FAULT, value->place,
                 "write how much of the other unit it is, such as 11.5 kr",
                 "a unit must be more than 0 of another unit");
        number = rat_int(c->pool, 1);
    }
    def->type = of->type;
    def->scale = rat_mul(c->pool, number, of->scale);
    if (rat_overflowed(c->pool)) {
        rat_clear_overflow(c->pool);
        diag_add(c->diags, DIAG_FAULT, value->place,
                 "build it on a unit nearer to it in size",
                 "the exact size of this unit needs a number of more than %d "
                 "bits", RAT_BITS_MAX);
        def->scale = rat_int(c->pool, 1);
    }
}

/* A unit that is not declared, or that is built on itself. */
static void unit_stuck(Checker *c, size_t unit, bool circle) {
    const Stmt *s = c->unit_stmt.at[unit];
    const char *of = s->value->word.text;
    diag_add(c->diags, DIAG_FAULT, s->value->place,
             circle ? N_("build one of them on kr, persons or a unit of its "
                         "own")
                    : N_("name a unit, such as 11.5 kr"),
             circle ? N_("\"%s\" is built on itself")
                    : N_("\"%s\" is not a unit"),
             circle ? s->name.text : of);
    c->unit.at[unit].scale = rat_int(c->pool, 1);
}

/* Units may be declared in any order: goes down to one that is known, with a
 * stack of its own, then up again. */
static void units_resolve(Checker *c) {
    size_t *stack = ARENA_ARRAY(c->arena, size_t, c->unit.n + 1);
    bool *open = ARENA_ARRAY(c->arena, bool, c->unit.n + 1);
    for (size_t u = 0; u < c->unit.n; u++) {
        size_t n = 0, at = u;
        while (!c->unit.at[at].scale) {
            if (open[at]) {
                unit_stuck(c, at, true);
                break;
            }
            open[at] = true;
            stack[n++] = at;
            const char *of = c->unit_stmt.at[at]->value->word.text;
            if (!code_index_find(c->unit_names, of, &at)) {
                unit_stuck(c, stack[n - 1], false);
                break;
            }
        }
        while (n > 0) {
            at = stack[--n];
            if (!c->unit.at[at].scale) {
                unit_multiple(c, &c->unit.at[at],
                              c->unit_stmt.at[at]->value);
            }
        }
    }
}

void units_declare(Checker *c) {
    c->unit_names = code_index_new(c->arena, c->formula->n);
    units_builtin(c);
    for (size_t i = 0; i < c->formula->n; i++) {
        const Stmt *s = c->formula->stmt[i];
        if (s->kind != STMT_UNIT) {
            continue;
        }
        const UnitDef *twin = unit_find(c, s->name.text);
        bool reserved = false;
        for (size_t k = 0; k < sizeof plain_types / sizeof *plain_types; k++) {
            reserved = reserved ||
                       strcmp(plain_types[k].word, s->name.text) == 0;
        }
        if (twin || reserved) {
            diag_add(c->diags, DIAG_FAULT, s->name.place,
                     "choose another name",
                     "\"%s\" is already a unit", s->name.text);
            continue;
        }
        size_t index = c->unit.n;
        unit_add(c, s->name.text, s->name.place, s);
        if (s->value) {
            c->unit.at[index].scale = NULL;
        } else {
            unit_base(c, &c->unit.at[index]);
        }
    }
    units_resolve(c);
}
