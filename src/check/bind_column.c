/* bind_column.c - one column of a file joined to the rows of a table. */
#include <string.h>

#include "check/bind_int.h"
#include "check/check_int.h"

/* Dimensions and scale of `in UNIT`, from the program's units. */
static bool unit_of_cells(Binder *b, const AstUnit *unit, const Type *type,
                          Join *out) {
    Type found = type_number();
    const Rat *scale = rat_int(b->pool, 1);
    for (size_t i = 0; i < unit->n; i++) {
        const AstUnitPart *part = &unit->part[i];
        if (unit->n == 1 && (strcmp(part->name.text, "%") == 0 ||
                             strcmp(part->name.text, "share") == 0 ||
                             strcmp(part->name.text, "number") == 0)) {
            out->percent = part->name.text[0] == '%';
            scale = out->percent ? rat_ratio(b->pool, 1, 100) : scale;
            continue;
        }
        const UnitDef *def = NULL;
        for (size_t k = 0; k < b->program->n_units; k++) {
            if (strcmp(b->program->unit[k].name, part->name.text) == 0) {
                def = &b->program->unit[k];
            }
        }
        if (!def) {
            diag_add(b->diags, DIAG_FAULT, part->name.place,
                     /* xgettext:no-c-format */
                     "units are kr, tkr, mnkr, mdkr, persons, % and those the "
                     "formula declares",
                     "\"%s\" is not a unit", part->name.text);
            return false;
        }
        type_product(&found, &def->type, part->divide ? -1 : 1, &found);
        scale = part->divide ? rat_div(b->pool, scale, def->scale)
                             : rat_mul(b->pool, scale, def->scale);
    }
    if (!type_same(&found, type)) {
        Buf want = {0}, have = {0};
        type_print(b->program, type, &want);
        type_print(b->program, &found, &have);
        diag_add(b->diags, DIAG_FAULT, unit->place,
                 "\"in\" says how large the file's unit is, such as in tkr",
                 "the column is %s, \"in\" says %s",
                 want.n ? want.at : tr("a plain number"),
                 have.n ? have.at : tr("a plain number"));
        buf_free(&want);
        buf_free(&have);
        return false;
    }
    out->scale = scale;
    return true;
}

static bool style_of(Binder *b, const AstColumn *column, const bool *keep,
                     Join *join) {
    size_t row = 0;
    if (column->decimal.text) {
        bool comma = strcmp(column->decimal.text, ",") == 0;
        if (!comma && strcmp(column->decimal.text, ".") != 0) {
            diag_add(b->diags, DIAG_FAULT, column->decimal.place,
                     "write decimal \",\" or decimal \".\"",
                     "the decimal mark is a comma or a point");
            return false;
        }
        join->style = comma ? STYLE_COMMA : STYLE_POINT;
        return true;
    }
    join->style = cell_style(join->csv, join->col, keep, &row);
    if (join->style == STYLE_UNKNOWN) {
        const char *text = csv_cell(join->csv, row, join->col)->text;
        diag_add(b->diags, DIAG_FAULT, csv_place(join->csv, row, join->col),
                 "say it in the scenario: column ... decimal \",\" or decimal "
                 "\".\"",
                 "the mark in %s could be for decimals or for thousands, and "
                 "no other cell of \"%s\" decides", text,
                 join->csv->head[join->col].text);
        return false;
    }
    return true;
}

static bool same_keys(const Stmt *s, const AstColumn *column) {
    if (column->n_key == 0) {
        return true;
    }
    bool same = column->n_key == s->n_words;
    for (size_t i = 0; same && i < s->n_words; i++) {
        same = strcmp(column->key[i].text, s->words[i].text) == 0;
    }
    return same;
}

const char *bind_lost_zero(Binder *b, const char *code, const char *near) {
    if (!near || near[0] != '0' || strcmp(near + 1, code) != 0) {
        return NULL;
    }
    return arena_format(b->arena, tr("did you mean %s? A spreadsheet drops a "
                                     "leading zero unless the column is text "
                                     "there"), near);
}

static const char *way_to_code(Binder *b, const char *code, const char *near) {
    const char *zero = bind_lost_zero(b, code, near);
    if (zero) {
        return zero;
    }
    return near ? arena_format(b->arena, tr("did you mean %s? Lines that do "
                                            "not belong are left out with "
                                            "\"where\""), near)
                : N_("lines that do not belong are left out with \"where\"");
}

/* Codes of the file's lines to rows of the table. */
static bool match_codes(Binder *b, const Table *table, const Csv *csv,
                        const int *key, size_t n_key, const bool *keep,
                        size_t *csv_row) {
    bool ok = true;
    for (size_t line = 0; line < csv->n_rows; line++) {
        size_t row;
        if (keep && !keep[line]) {
            continue;
        }
        const char *code = bind_code(b, csv, line, key, n_key);
        Place place = csv_place(csv, line, (size_t)key[0]);
        if (!code) {
            ok = false;
        } else if (!code_index_find(table->index, code, &row)) {
            if (table->left_out &&
                code_index_find(table->left_out, code, &row)) {
                continue;
            }
            const char *near = check_told(b->diags)
                                   ? NULL
                                   : code_index_nearest(table->index, code);
            diag_add(b->diags, DIAG_FAULT, place, way_to_code(b, code, near),
                     "\"%s\" is not a code of the table \"%s\"", code,
                     table->name);
            ok = false;
        } else if (csv_row[row] > 0) {
            Place first = csv_place(csv, csv_row[row] - 1, (size_t)key[0]);
            LineCol at = source_line_col(first.source, first.span.from);
            diag_add(b->diags, DIAG_FAULT, place,
                     "each code stands once: choose lines with \"where\"",
                     "the code %s stands already in line %zu", code, at.line);
            ok = false;
        } else {
            csv_row[row] = line + 1;
        }
    }
    return ok;
}

/* The other file must have the table's key columns: said at its column
 * clause, which can name others. */
static bool keys_found(Binder *b, const Csv *csv, const Stmt *s,
                       const AstColumn *column) {
    for (size_t i = 0; i < s->n_words; i++) {
        if (csv_find(csv, s->words[i].text) < 0) {
            diag_add(b->diags, DIAG_FAULT, column->name.place,
                     arena_format(b->arena, tr("say which column has the "
                                               "codes: column \"%s\" key "
                                               "COLUMN"),
                                  column->name.text),
                     "%s has no column \"%s\", the key of the table \"%s\"",
                     csv->source->path, s->words[i].text, s->name.text);
            return false;
        }
    }
    return true;
}

bool join_column(Binder *b, int t, const AstColumn *column, const Word *path,
                 const Type *type, const Rat *scale, Join *out) {
    const RowsRead *own = &b->rows[t];
    const Table *table = b->data->table[t];
    const char *full = own->path;
    *out = (Join){.scale = scale, .percent = type->percent &&
                                             !rat_is_whole(scale)};
    bool reread = path->text || column->encoding.text;
    Csv *csv = reread ? bind_file(b, path->text ? path : &own->stmt->path,
                                  column->encoding.text, &full)
                      : own->csv;
    if (!csv) {
        return false;
    }
    out->csv = csv;
    int col = bind_column(b, csv, &column->name);
    if (col < 0 || (column->unit &&
                    !unit_of_cells(b, column->unit, type, out))) {
        return false;
    }
    out->col = (size_t)col;
    bool *keep = NULL;
    if (column->where && !(keep = where_rows(b, csv, column->where))) {
        return false;
    }
    if (type->kind == TYPE_NUMBER && !style_of(b, column, keep, out)) {
        return false;
    }
    out->csv_row = ARENA_ARRAY(b->arena, size_t, table->n + 1);
    if (csv == own->csv && !keep && same_keys(own->stmt, column)) {
        for (size_t i = 0; i < table->n; i++) {
            out->csv_row[i] = own->csv_row[i] + 1;
        }
        return true;
    }
    const Word *key = column->n_key ? column->key : own->stmt->words;
    size_t n_key = column->n_key ? column->n_key : own->stmt->n_words;
    if (column->n_key == 0 && !keys_found(b, csv, own->stmt, column)) {
        return false;
    }
    const int *index = bind_keys(b, csv, key, n_key);
    return index &&
           match_codes(b, table, csv, index, n_key, keep, out->csv_row);
}

static bool bad_cell(Binder *b, const Join *join, size_t line, CellStatus why,
                     const char *want, const char *way) {
    const Cell *cell = csv_cell(join->csv, line, join->col);
    if (why == CELL_TOO_LONG) {
        diag_add(b->diags, DIAG_FAULT, csv_place(join->csv, line, join->col),
                 "round it to fewer digits",
                 "a number of more than %d digits", CELL_DIGITS_MAX);
    } else {
        diag_add(b->diags, DIAG_FAULT, csv_place(join->csv, line, join->col),
                 way, "\"%s\" is not %s", cell->text, want);
    }
    return false;
}

static bool number_value(Binder *b, const Join *join, size_t line,
                         const Type *type, Datum *out) {
    const Cell *cell = csv_cell(join->csv, line, join->col);
    bool percent = false;
    NumberStyle style = cell_style_at(join->csv, line, join->col,
                                      join->style);
    CellStatus status =
        cell_number(b->pool, cell, style, &out->num, &percent);
    bool comma = style == STYLE_COMMA, other;
    const Rat *number;
    if (status == CELL_BAD &&
        cell_number(b->pool, cell, comma ? STYLE_POINT : STYLE_COMMA, &number,
                    &other) == CELL_OK) {
        diag_add(b->diags, DIAG_FAULT, csv_place(join->csv, line, join->col),
                 "write all its numbers with one decimal mark",
                 comma ? N_("the column mixes both marks: \"%s\" has a "
                            "decimal point, the others have a decimal comma")
                       : N_("the column mixes both marks: \"%s\" has a "
                            "decimal comma, the others have a decimal point"),
                 cell->text);
        return false;
    }
    if (status != CELL_OK) {
        return bad_cell(b, join, line, status, tr("a number"),
                        tr("write digits, with \",\" or \".\" for decimals; "
                           "leave the cell empty or write .. for none"));
    }
    Type plain = type_number();
    if (percent && !type_same(type, &plain)) {
        return bad_cell(b, join, line, CELL_BAD, tr("an amount"),
                        /* xgettext:no-c-format */
                        tr("take the % away"));
    }
    if (!(percent && join->percent)) {
        out->num = rat_mul(b->pool, out->num, join->scale);
    }
    return true;
}

bool join_value(Binder *b, const Join *join, size_t row, const Type *type,
                Datum *out, bool *bad) {
    *bad = false;
    if (join->csv_row[row] == 0) {
        return false;
    }
    size_t line = join->csv_row[row] - 1;
    const Cell *cell = csv_cell(join->csv, line, join->col);
    if (cell_is_blank(cell)) {
        return false;
    }
    bool ok = true;
    switch (type->kind) {
    case TYPE_NUMBER: ok = number_value(b, join, line, type, out); break;
    case TYPE_TEXT:
        out->text = cell->text;
        ok = bind_text(b, join->csv, line, join->col);
        break;
    case TYPE_FLAG:
        ok = cell_flag(cell, &out->flag) == CELL_OK ||
             bad_cell(b, join, line, CELL_BAD, tr("a flag"),
                      tr("write 1 or 0, ja or nej, yes or no, true or false"));
        break;
    case TYPE_DATE:
        ok = cell_date(cell, &out->date) == CELL_OK ||
             bad_cell(b, join, line, CELL_BAD, tr("a date"),
                      tr("write it as 2020-01-31"));
        break;
    }
    *bad = !ok;
    return ok;
}
