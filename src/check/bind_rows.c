/* bind_rows.c - tables: codes, names, rows left out, parents (rule 18). */
#include <string.h>

#include "check/bind_int.h"
#include "check/check_int.h"

/* The file as it would be, in memory only. */
static void correct(Binder *b, Csv *csv) {
    if (!b->corrections || b->corrections->n == 0) {
        return;
    }
    const char *real = path_real(b->arena, csv->source->path);
    const char *sheet = csv->source->sheet;
    for (size_t i = 0; i < b->corrections->n; i++) {
        const FileCell *c = &b->corrections->cell[i];
        const char *other = c->source ? c->source->sheet : NULL;
        bool same = sheet && other ? strcmp(sheet, other) == 0
                                   : sheet == other;
        if (same && strcmp(c->real, real) == 0 && c->row < csv->n_rows &&
            c->col < csv->n_cols) {
            csv->cell[c->row * csv->n_cols + c->col].text = c->text;
        }
    }
}

Csv *bind_file(Binder *b, const Word *path, const char *encoding,
               const char **full) {
    *full = path_join(b->arena, path->place.source->path, path->text);
    for (size_t i = 0; i < b->file.n; i++) {
        const FileRead *f = &b->file.at[i];
        bool same = strcmp(f->path, *full) == 0 &&
                    (f->encoding == encoding ||
                     (f->encoding && encoding &&
                      strcmp(f->encoding, encoding) == 0));
        if (same) {
            return f->csv;
        }
    }
    FileRead *f = VEC_ADD(b->arena, &b->file);
    f->path = *full;
    f->encoding = encoding;
    f->csv = csv_read(b->arena, *full, encoding, path->place, b->diags);
    if (f->csv) {
        correct(b, f->csv);
    }
    if (f->csv && b->sources) {
        *VEC_ADD(b->arena, b->sources) = f->csv->source;
    }
    return f->csv;
}

int bind_column(Binder *b, const Csv *csv, const Word *name) {
    int col = csv_find(csv, name->text);
    if (col >= 0) {
        return col;
    }
    const char **names = ARENA_ARRAY(b->arena, const char *, csv->n_cols);
    Buf all = {0};
    for (size_t i = 0; i < csv->n_cols; i++) {
        names[i] = csv->head[i].text;
        if (i < 8) {
            buf_addf(&all, "%s%s", i ? ", " : "", names[i]);
        }
    }
    if (csv->n_cols > 8) {
        buf_add(&all, ", ...");
    }
    const char *near = name_nearest(name->text, names, csv->n_cols);
    diag_add(b->diags, DIAG_FAULT, name->place,
             near ? arena_format(b->arena, tr("did you mean \"%s\"?"), near)
                  : arena_format(b->arena, tr("its columns are %s"), all.at),
             "%s has no column \"%s\"", source_shown(b->arena, csv->source),
             name->text);
    buf_free(&all);
    return -1;
}

int *bind_keys(Binder *b, const Csv *csv, const Word *key, size_t n) {
    int *out = ARENA_ARRAY(b->arena, int, n);
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        out[i] = bind_column(b, csv, &key[i]);
        ok = ok && out[i] >= 0;
    }
    return ok ? out : NULL;
}

bool bind_text(Binder *b, const Csv *csv, size_t row, size_t col) {
    if (!csv_is_failed(csv, row, col)) {
        return true;
    }
    diag_add(b->diags, DIAG_FAULT, csv_place(csv, row, col),
             "mend the formula, or write the text in its cell",
             "\"%s\" is what a formula shows that failed, no text",
             csv_cell(csv, row, col)->text);
    return false;
}

/* Such as the line with the sums. */
static bool code_is_blank(const Csv *csv, size_t row, const int *key,
                          size_t n_key) {
    bool blank = false;
    for (size_t i = 0; i < n_key; i++) {
        blank = blank || csv_cell(csv, row, (size_t)key[i])->text[0] == '\0'
                || csv_is_failed(csv, row, (size_t)key[i]);
    }
    return blank;
}

const char *bind_code(Binder *b, const Csv *csv, size_t row, const int *key,
                      size_t n_key) {
    for (size_t i = 0; i < n_key; i++) {
        if (csv_cell(csv, row, (size_t)key[i])->text[0] == '\0') {
            diag_add(b->diags, DIAG_FAULT,
                     csv_place(csv, row, (size_t)key[i]),
                     "give the row a code, or take the line away",
                     "a row without a code");
            return NULL;
        }
        if (!bind_text(b, csv, row, (size_t)key[i])) {
            return NULL;
        }
    }
    if (n_key == 1) {
        return csv_cell(csv, row, (size_t)key[0])->text;
    }
    Buf buf = {0};
    for (size_t i = 0; i < n_key; i++) {
        buf_addf(&buf, "%s%s", i ? "/" : "",
                 csv_cell(csv, row, (size_t)key[i])->text);
    }
    const char *code = arena_string(b->arena, buf.at);
    buf_free(&buf);
    return code;
}

static void code_repeated(Binder *b, const Csv *csv, size_t row,
                          const int *key, const char *code,
                          size_t earlier_row) {
    Place first = csv_place(csv, earlier_row, (size_t)key[0]);
    LineCol at = source_line_col(first.source, first.span.from);
    diag_add(b->diags, DIAG_FAULT, csv_place(csv, row, (size_t)key[0]),
             "each code stands once: take one line away, choose lines with "
             "\"where\", or name another key column",
             "the code %s stands already in line %zu", code, at.line);
}

/* Reads codes and names of one table; its parents come after. */
static Table *read_rows(Binder *b, size_t t, const Stmt *s) {
    RowsRead *read = &b->rows[t];
    read->stmt = s;
    read->csv = bind_file(b, &s->path, NULL, &read->path);
    if (!read->csv) {
        return NULL;
    }
    const Csv *csv = read->csv;
    const int *key = bind_keys(b, csv, s->words, s->n_words);
    int label = s->label.text ? bind_column(b, csv, &s->label) : -1;
    bool *keep = s->value ? where_rows(b, csv, s->value) : NULL;
    if (!key || (s->label.text && label < 0) || (s->value && !keep)) {
        return NULL;
    }
    Table *table = ARENA_NEW(b->arena, Table);
    table->name = b->program->table[t].name;
    table->code = ARENA_ARRAY(b->arena, const char *, csv->n_rows + 1);
    table->label = ARENA_ARRAY(b->arena, const char *, csv->n_rows + 1);
    table->index = code_index_new(b->arena, csv->n_rows);
    table->left_out = keep ? code_index_new(b->arena, csv->n_rows) : NULL;
    read->csv_row = ARENA_ARRAY(b->arena, size_t, csv->n_rows + 1);
    for (size_t row = 0; row < csv->n_rows; row++) {
        size_t earlier;
        if (keep && !keep[row] && code_is_blank(csv, row, key, s->n_words)) {
            continue;
        }
        const char *code = bind_code(b, csv, row, key, s->n_words);
        if (!code) {
            continue;
        }
        if (keep && !keep[row]) {
            code_index_add(table->left_out, code, row, &earlier);
        } else if (!code_index_add(table->index, code, table->n, &earlier)) {
            code_repeated(b, csv, row, key, code, read->csv_row[earlier]);
        } else {
            read->csv_row[table->n] = row;
            table->code[table->n] = code;
            const char *text =
                label >= 0 ? csv_cell(csv, row, (size_t)label)->text : code;
            table->label[table->n++] = text;
        }
    }
    if (table->n == 0) {
        diag_add(b->diags, DIAG_FAULT, s->place,
                 s->value ? N_("no line of the file meets its \"where\"")
                          : NULL,
                 "the table \"%s\" is empty", table->name);
        return NULL;
    }
    return table;
}

static void parent_unknown(Binder *b, int parent, const char *code,
                           Place place) {
    const Table *up = b->data->table[parent];
    size_t left;
    if (code[0] == '\0') {
        diag_add(b->diags, DIAG_FAULT, place,
                 arena_format(b->arena, tr("write the row's \"%s\" there, or "
                                           "leave the line out with "
                                           "\"where\""), up->name),
                 "the cell is empty, it should hold a code of the table "
                 "\"%s\"", up->name);
        return;
    }
    if (up->left_out && code_index_find(up->left_out, code, &left)) {
        diag_add(b->diags, DIAG_FAULT, place,
                 "leave this line out with \"where\" as well",
                 "\"%s\" was left out of the table \"%s\"", code, up->name);
        return;
    }
    const char *near = check_told(b->diags)
                           ? NULL
                           : code_index_nearest(up->index, code);
    const char *zero = bind_lost_zero(b, code, near);
    diag_add(b->diags, DIAG_FAULT, place,
             zero   ? zero
             : near ? arena_format(b->arena, tr("did you mean %s?"), near)
                    : arena_format(b->arena, tr("its codes stand in %s"),
                                   b->rows[parent].path),
             "\"%s\" is not a code of the table \"%s\"", code, up->name);
}

static bool link_parent(Binder *b, size_t t, size_t link, int parent,
                        const Word *column) {
    RowsRead *read = &b->rows[t];
    Table *table = b->data->table[t];
    const Table *up = b->data->table[parent];
    int col = bind_column(b, read->csv, column);
    if (col < 0 || !up) {
        return false;
    }
    table->link[link].parent = (size_t)parent;
    table->link[link].row = ARENA_ARRAY(b->arena, size_t, table->n + 1);
    bool ok = true;
    for (size_t i = 0; i < table->n; i++) {
        const char *code =
            csv_cell(read->csv, read->csv_row[i], (size_t)col)->text;
        if (!code_index_find(up->index, code, &table->link[link].row[i])) {
            parent_unknown(b, parent, code,
                           csv_place(read->csv, read->csv_row[i],
                                     (size_t)col));
            ok = false;
        }
    }
    return ok;
}

static bool link_parents(Binder *b, size_t t) {
    const TableDef *def = &b->program->table[t];
    const Stmt *s = b->rows[t].stmt;
    Table *table = b->data->table[t];
    table->n_links = def->n_parents;
    table->link = ARENA_ARRAY(b->arena, TableLink, def->n_parents + 1);
    bool ok = true;
    for (size_t k = 0; k < def->n_parents; k++) {
        const char *name = b->program->table[def->parent[k]].name;
        for (size_t i = 0; i < s->n_parents; i++) {
            if (strcmp(s->parent[i].table.text, name) == 0) {
                ok = link_parent(b, t, k, def->parent[k],
                                 &s->parent[i].column) && ok;
            }
        }
    }
    return ok;
}

bool bind_tables(Binder *b) {
    bool ok = true;
    for (size_t t = 0; t < b->program->n_tables; t++) {
        const Stmt *s = stmt_find(b->program->scenario, STMT_ROWS,
                                  b->program->table[t].name);
        b->data->table[t] = read_rows(b, t, s);
        ok = ok && b->data->table[t];
    }
    for (size_t t = 0; t < b->program->n_tables; t++) {
        if (b->data->table[t]) {
            ok = link_parents(b, t) && ok;
        }
    }
    return ok;
}
