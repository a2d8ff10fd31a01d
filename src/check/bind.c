/* bind.c - data statements: alternatives, marks, origins (rules 19, 20). */
#include "check/bind.h"

#include <string.h>

#include "check/bind_int.h"
#include "check/check_int.h"

/* What is being filled for one data statement. */
typedef struct Fill {
    const Def *def;
    const Stmt *stmt;
    const Table *table;
    DataColumn *out;
    bool *done;             /* by row */
    const Word *from;       /* the file in force */
    const Rat *scale;       /* of the declared unit */
} Fill;

static Origin *origin_new(Fill *f, const AstAlt *alt, Mark mark) {
    Origin *o = &f->out->origin[f->out->n_origins++];
    *o = (Origin){.mark = mark, .place = alt->place,
                  .source = f->stmt->origin.source.text,
                  .has_date = f->stmt->origin.has_date,
                  .dated = f->stmt->origin.dated};
    return o;
}

static void put(Fill *f, size_t row, Datum value, Mark mark) {
    value.marks |= (unsigned char)mark;
    value.origin = (unsigned short)(f->out->n_origins - 1);
    f->out->at[row] = value;
    f->done[row] = true;
}

static bool fill_column(Binder *b, Fill *f, const AstAlt *alt, Mark mark) {
    static const Word own = {0};
    Join join;
    const Word *from = f->from ? f->from : &own;
    if (!join_column(b, f->def->table, &alt->column, from, &f->def->type,
                     f->scale, &join)) {
        return false;
    }
    Origin *o = origin_new(f, alt, mark);
    o->file = source_shown(b->arena, join.csv->source);
    o->column = join.csv->head[join.col].text;
    bool ok = true;
    for (size_t row = 0; row < f->table->n; row++) {
        Datum value = {0};
        bool bad = false;
        if (f->done[row]) {
            continue;
        }
        if (join_value(b, &join, row, &f->def->type, &value, &bad)) {
            put(f, row, value, mark);
        }
        ok = ok && !bad;
    }
    return ok;
}

/* The dimensions of another program's unit text, such as "kr * pupils /
 * rooms": base units count by name, as two programs may number them
 * differently. False if one of them is none of ours. */
static bool dims_of_text(const Program *p, const char *text, Type *out) {
    int sign = 1;
    *out = type_number();
    while (*text) {
        size_t len = strcspn(text, " "), i = 0;
        while (i < p->n_dims && (strlen(p->dim_name[i]) != len ||
                                 memcmp(p->dim_name[i], text, len) != 0)) {
            i++;
        }
        if (len == 1 && (*text == '*' || *text == '/')) {
            sign = *text == '/' ? -1 : 1;
        } else if (i < p->n_dims) {
            out->dim[i] = (int8_t)(out->dim[i] + sign);
        } else if (len != 1 || *text != '1') {
            return false;
        }
        text += len + (text[len] == ' ');
    }
    return true;
}

static bool result_fits(const Program *p, const Def *def,
                        const OtherResult *other) {
    bool own = false;
    for (size_t i = 2; i < DIMS_MAX; i++) {
        own = own || def->type.dim[i] != 0 || other->type->dim[i] != 0;
    }
    Type there = *other->type;
    return (!own || (def->type.kind == TYPE_NUMBER &&
                     dims_of_text(p, other->unit_text, &there))) &&
           type_same(&def->type, &there);
}

static bool fill_result(Binder *b, Fill *f, const AstAlt *alt, Mark mark) {
    OtherResult r = {0};
    const char *path = path_join(b->arena, alt->from.place.source->path,
                                 alt->from.text);
    if (!b->other || !b->other->run(b->other->context, path, alt->result.text,
                                    alt->place, &r, b->diags)) {
        return false;
    }
    if (!result_fits(b->program, f->def, &r)) {
        diag_add(b->diags, DIAG_FAULT, alt->result.place,
                 "declare the data in the unit of that result",
                 "\"%s\" there is %s, \"%s\" here is %s", alt->result.text,
                 r.unit_text[0] ? r.unit_text : tr("a plain number"),
                 f->def->name,
                 f->def->unit_text[0] ? f->def->unit_text
                                      : tr("a plain number"));
        return false;
    }
    Origin *o = origin_new(f, alt, mark);
    o->file = path;
    o->column = alt->result.text;
    bool ok = true;
    for (size_t i = 0; i < r.table->n; i++) {
        size_t row;
        const char *code = r.table->code[i];
        if (code_index_find(f->table->index, code, &row)) {
            if (!f->done[row]) {
                put(f, row, r.at[i], mark);
            }
        } else if (!f->table->left_out ||
                   !code_index_find(f->table->left_out, code, &row)) {
            const char *near =
                check_told(b->diags)
                    ? NULL
                    : code_index_nearest(f->table->index, code);
            diag_add(b->diags, DIAG_FAULT, alt->place,
                     near ? arena_format(b->arena, tr("the nearest is %s"),
                                         near)
                          : N_("give the table's file a line for it, and leave "
                               "that out with \"where\""),
                     "%s has a row \"%s\" that the table \"%s\" does not", path,
                     code, f->table->name);
            ok = false;
        }
    }
    return ok;
}

static bool constant_number(Binder *b, const Node *node, const Type *type,
                            Datum *out, bool *fits) {
    const Rat *value = rat_read(b->pool, node->text, strlen(node->text));
    Type found = type_number();
    if (!node->word.text) {
        *fits = type_same(&found, type) || rat_sign(value) == 0;
    } else if (strcmp(node->word.text, "%") == 0) {
        value = rat_div(b->pool, value, rat_int(b->pool, 100));
        *fits = type_same(&found, type);
    } else {
        *fits = false;
        for (size_t i = 0; i < b->program->n_units; i++) {
            const UnitDef *u = &b->program->unit[i];
            if (strcmp(u->name, node->word.text) == 0) {
                value = rat_mul(b->pool, value, u->scale);
                *fits = type_same(&u->type, type);
            }
        }
    }
    out->num = value;
    return *fits;
}

/* unit: of the data. Only a unit of one word can follow a number. */
static const char *constant_way(Binder *b, const Type *type,
                                const char *unit) {
    static const char *const kind[] = {
        [TYPE_FLAG] = N_("write true or false"),
        [TYPE_TEXT] = N_("write a text in quotation marks"),
        [TYPE_DATE] = N_("write a date, such as 2020-11-01")};
    if (type->kind != TYPE_NUMBER) {
        return kind[type->kind];
    }
    if (unit[0] == '\0') {
        return N_("write a number without a unit");
    }
    if (strpbrk(unit, "/*")) {
        return N_("write 0, or give the values in a column");
    }
    return arena_format(b->arena, tr("write the value with its unit, such as "
                                     "0 %s"), unit);
}

static bool constant(Binder *b, const Node *node, const Type *type,
                     Datum *out) {
    bool fits = false;
    const Node *n = node->kind == NODE_NEG ? node->args.at[0] : node;
    if (n->kind == NODE_NUMBER && type->kind == TYPE_NUMBER) {
        constant_number(b, n, type, out, &fits);
        if (node->kind == NODE_NEG) {
            out->num = rat_neg(b->pool, out->num);
        }
    } else if (n->kind == NODE_STRING) {
        out->text = n->text;
        fits = type->kind == TYPE_TEXT;
    } else if (n->kind == NODE_DATE) {
        out->date = n->date;
        fits = type->kind == TYPE_DATE;
    } else if (n->kind == NODE_TRUE || n->kind == NODE_FALSE) {
        out->flag = n->kind == NODE_TRUE;
        fits = type->kind == TYPE_FLAG;
    }
    if (!fits) {
        Buf want = {0};
        type_print(b->program, type, &want);
        diag_add(b->diags, DIAG_FAULT, node->place,
                 constant_way(b, type, want.n ? want.at : ""),
                 "this does not fit: the data is %s",
                 want.n ? want.at : tr("a plain number"));
        buf_free(&want);
    }
    return fits;
}

static bool fill_constant(Binder *b, Fill *f, const AstAlt *alt, Mark mark) {
    Datum value = {0};
    if (!constant(b, alt->constant, &f->def->type, &value)) {
        return false;
    }
    origin_new(f, alt, mark);
    for (size_t row = 0; row < f->table->n; row++) {
        if (!f->done[row]) {
            put(f, row, value, mark);
        }
    }
    return true;
}

static bool fill_alt(Binder *b, Fill *f, size_t i) {
    const AstAlt *alt = &f->stmt->alt[i];
    if (alt->constant) {
        return fill_constant(b, f, alt, alt->mark);
    }
    /* Rule 19: a fallback to a column marks the row. */
    Mark mark = alt->mark != MARK_NONE || i == 0 ? alt->mark : MARK_ESTIMATED;
    if (alt->result.text) {
        return fill_result(b, f, alt, mark);
    }
    if (alt->from.text) {
        f->from = &alt->from;
    }
    return fill_column(b, f, alt, mark);
}

static void say_missing(Binder *b, const Fill *f, const char *rows) {
    static const char *const stand_in[] = {
        [TYPE_NUMBER] = "0", [TYPE_FLAG] = "false",
        [TYPE_TEXT] = "\"TEXT\"", [TYPE_DATE] = "2020-11-01"};
    diag_add(b->diags, DIAG_FAULT, f->stmt->place,
             arena_format(b->arena, tr("add the lines, or say what stands in: "
                                       "else column NAME, or else %s"),
                          stand_in[f->def->type.kind]),
             "\"%s\" has no value for %s", f->def->name, rows);
}

static bool all_filled(Binder *b, const Fill *f) {
    Buf buf = {0};
    size_t missing = 0;
    for (size_t row = 0; row < f->table->n; row++) {
        if (f->done[row]) {
            continue;
        }
        if (missing++ < 3) {
            const char *code = f->table->code[row];
            const char *label = f->table->label[row];
            buf_addf(&buf, "%s%s", missing > 1 ? ", " : "", code);
            if (strcmp(code, label) != 0) {
                buf_addf(&buf, " %s", label);
            }
        }
    }
    if (missing > 3) {
        buf_addf(&buf, tr(" and %zu more"), missing - 3);
    }
    if (missing > 0) {
        say_missing(b, f, buf.at);
    }
    buf_free(&buf);
    return missing == 0;
}

DataColumn *bind_data(Binder *b, const Def *def, const Stmt *s) {
    Fill f = {.def = def, .stmt = s, .table = b->data->table[def->table],
              .scale = def->scale};
    f.out = ARENA_NEW(b->arena, DataColumn);
    f.out->n = f.table->n;
    f.out->at = ARENA_ARRAY(b->arena, Datum, f.table->n + 1);
    f.out->origin = ARENA_ARRAY(b->arena, Origin, s->n_alts + 1);
    f.done = ARENA_ARRAY(b->arena, bool, f.table->n + 1);
    for (size_t i = 0; i < s->n_alts; i++) {
        if (!fill_alt(b, &f, i)) {
            return NULL;
        }
    }
    return all_filled(b, &f) ? f.out : NULL;
}

Dataset *bind_scenario(Arena *arena, RatPool *pool, const Program *program,
              const OtherScenario *other, SourceList *sources, Diags *diags) {
    return bind_corrected(arena, pool, program, other, NULL, sources, diags);
}

Dataset *bind_corrected(Arena *arena, RatPool *pool, const Program *program,
                        const OtherScenario *other,
                        const Corrections *corrections, SourceList *sources,
                        Diags *diags) {
    Binder b = {.arena = arena, .pool = pool, .program = program,
                .other = other, .corrections = corrections,
                .sources = sources, .diags = diags};
    size_t before = diags_count(diags);
    b.data = ARENA_NEW(arena, Dataset);
    b.data->table = ARENA_ARRAY(arena, Table *, program->n_tables + 1);
    b.data->column = ARENA_ARRAY(arena, DataColumn *, program->n_defs + 1);
    b.rows = ARENA_ARRAY(arena, RowsRead, program->n_tables + 1);
    b.data->rows = b.rows;
    if (!bind_tables(&b)) {
        return NULL;
    }
    bool ok = true;
    for (size_t i = 0; i < program->n_defs; i++) {
        const Def *def = program->def[i];
        if (def->kind == DEF_DATA) {
            b.data->column[def->id] = bind_data(&b, def, def->fill);
            ok = ok && b.data->column[def->id];
            if (b.data->column[def->id]) {
                bind_note_total(&b, def, b.data->column[def->id]);
            }
        }
    }
    return ok && diags_count(diags) == before ? b.data : NULL;
}

DataColumn *bind_expected(Arena *arena, RatPool *pool, const Program *program,
                          const Dataset *data, const Expect *expect,
                          SourceList *sources, Diags *diags) {
    Dataset copy = *data;
    Binder b = {.arena = arena, .pool = pool, .program = program,
                .sources = sources, .diags = diags, .data = &copy,
                .rows = data->rows};
    const Def *def = expect->result;
    const Table *table = data->table[def->table];
    Join join;
    if (!join_column(&b, def->table, &expect->stmt->column,
                     &expect->stmt->path, &def->type, rat_int(pool, 1),
                     &join)) {
        return NULL;
    }
    DataColumn *out = ARENA_NEW(arena, DataColumn);
    out->n = table->n;
    out->at = ARENA_ARRAY(arena, Datum, table->n + 1);
    out->origin = ARENA_NEW(arena, Origin);
    out->n_origins = 1;
    out->line = join.csv_row;
    out->origin[0] = (Origin){.file = source_shown(arena, join.csv->source),
                              .column = join.csv->head[join.col].text,
                              .place = expect->place};
    bool ok = true;
    for (size_t row = 0; row < table->n; row++) {
        bool bad = false;
        Datum value = {0};
        if (join_value(&b, &join, row, &def->type, &value, &bad)) {
            value.present = true;
            out->at[row] = value;
        }
        ok = ok && !bad;
    }
    return ok ? out : NULL;
}
