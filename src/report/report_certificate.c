/* report_certificate.c - a certificate as JSON: what it is of, what went in,
 * the results; divisions and roundings are written by its two neighbours.
 *
 * The text closes with a SHA-256 over itself, the digits of that number left
 * out.
 */
#include "report/report_certificate.h"

#include <string.h>

#include "money/decimal.h"
#include "report/certificate_int.h"
#include "report/report_int.h"

#define NO_DIGEST \
    "0000000000000000000000000000000000000000000000000000000000000000"

const char *cert_table(const CertWriter *w, int table)
{
    return table < 0 ? NULL : w->result->program->table[table].name;
}

const char *cert_code(const CertWriter *w, int table, size_t row)
{
    return table < 0 ? NULL : w->result->data->table[table]->code[row];
}

const Rat *cert_value(const CertWriter *w, const Expr *e, size_t row)
{
    return w->result->column[e->id].at[e->table < 0 ? 0 : row].num;
}

bool cert_is_large(const CertWriter *w)
{
    return json_bytes(w->json) >= CERT_BYTES_MAX;
}

void cert_from(const CertWriter *w, const CertSum *from)
{
    json_open(w->json, "from", '[');
    for (size_t i = 0; i < from->n_terms; i++) {
        const CertTerm *term = &from->term[i];
        json_open(w->json, NULL, '{');
        json_text(w->json, "sign", term->minus ? "-" : "+");
        json_size(w->json, term->rounding ? "rounding" : "allocation",
                  term->number);
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

/* ---- What it is of, and what went in ---- */

static void write_file(const CertWriter *w, const char *kind,
                       const char *name, const char *title, const Ast *ast)
{
    json_open(w->json, kind, '{');
    json_text(w->json, "name", name);
    json_text(w->json, "title", title);
    json_text(w->json, "file", ast == NULL ? NULL : ast->source->path);
    json_close(w->json, '}');
}

static void write_head(const CertWriter *w)
{
    const Program *p = w->result->program;
    json_text(w->json, "certificate", CERTIFICATE_FORMAT);
    json_text(w->json, "made_by",
              arena_format(w->in->arena, "fordela %s", w->in->version));
    write_file(w, "scenario", p->scenario_name, p->scenario_title,
               p->scenario);
    write_file(w, "formula", p->name, p->title, p->formula);
    json_text(w->json, "date", report_date(w->in->arena, p->has_date, p->date));
    report_json_inputs(w->json, w->in->sources);
}

/* A value of any kind as text: numbers exactly. */
static const char *value_text(const CertWriter *w, const Type *type,
                              const Value *value)
{
    switch (type->kind) {
    case TYPE_NUMBER:
        return value->num == NULL ? NULL
                                  : rat_text(w->in->arena, value->num);
    case TYPE_FLAG:
        return value->flag ? "true" : "false";
    case TYPE_TEXT:
        return value->text;
    case TYPE_DATE:
        return report_date(w->in->arena, true, value->date);
    }
    return NULL;
}

static const char *unit_text(const CertWriter *w, const Type *type)
{
    return report_unit(w->in->arena, w->result->program, type);
}

static void write_parameters(const CertWriter *w)
{
    const Program *p = w->result->program;
    json_open(w->json, "parameters", '[');
    for (size_t i = 0; i < p->n_defs; i++) {
        const Def *def = p->def[i];
        if (def->kind != DEF_PARAM)
            continue;
        const Column *column = result_column(w->result, def);
        bool known = column != NULL && column->at != NULL
                     && column->at->undefined == NULL;
        json_open(w->json, NULL, '{');
        json_text(w->json, "name", def->name);
        json_text(w->json, "unit", unit_text(w, &def->type));
        json_text(w->json, "value",
                  known ? value_text(w, &def->type, column->at) : NULL);
        json_flag(w->json, "changed", def->changed);
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

static void write_tables(const CertWriter *w)
{
    const Program *p = w->result->program;
    json_open(w->json, "tables", '[');
    for (size_t t = 0; t < p->n_tables; t++) {
        const Table *table = w->result->data->table[t];
        json_open(w->json, NULL, '{');
        json_text(w->json, "name", p->table[t].name);
        json_open(w->json, "codes", '[');
        for (size_t row = 0; table != NULL && row < table->n; row++)
            json_text(w->json, NULL, table->code[row]);
        json_close(w->json, ']');
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

static const char *function_name(ExprKind kind)
{
    return kind == EXPR_LN      ? "ln"
           : kind == EXPR_LOG10 ? "log10"
           : kind == EXPR_EXP   ? "exp"
           : kind == EXPR_SQRT  ? "sqrt"
                                : "power";
}

static void write_decimals(const CertWriter *w)
{
    const CertDecimals *list = &w->cert->decimals;
    json_open(w->json, "decimals", '[');
    for (size_t i = 0; i < list->n; i++) {
        const CertDecimal *d = &list->at[i];
        int places = rat_places(d->value, DECIMAL_PLACES);
        json_open(w->json, NULL, '{');
        json_text(w->json, "function", function_name(d->kind));
        json_open(w->json, "of", '[');
        for (size_t k = 0; k < d->n_of; k++)
            json_fraction(w->json, NULL, d->of[k]);
        json_close(w->json, ']');
        json_text(w->json, "value",
                  places < 0 ? rat_text(w->in->arena, d->value)
                             : rat_decimal(w->in->arena, d->value, places));
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

/* ---- Results ---- */

static void write_result_rows(const CertWriter *w, const Def *def,
                              const CertSum *from)
{
    const Column *column = result_column(w->result, def);
    json_open(w->json, "rows", '[');
    for (size_t row = 0; row < column->n; row++) {
        json_open(w->json, NULL, '{');
        if (def->table >= 0)
            json_text(w->json, "code", cert_code(w, def->table, row));
        if (from->rest != NULL)
            json_fraction(w->json, "rest", from->rest[row]);
        json_text(w->json,
                  def->type.kind == TYPE_NUMBER ? "amount" : "value",
                  value_text(w, &def->type, &column->at[row]));
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

static void write_results(const CertWriter *w)
{
    static const char *const kind[] = {
        [TYPE_NUMBER] = "number", [TYPE_FLAG] = "flag", [TYPE_TEXT] = "text",
        [TYPE_DATE] = "date"};
    json_open(w->json, "results", '[');
    for (size_t i = 0; i < w->cert->n_defs && !cert_is_large(w); i++) {
        const Def *def = w->cert->def[i];
        const CertSum *from = &w->cert->def_from[i];
        json_open(w->json, NULL, '{');
        json_text(w->json, "name", def->name);
        json_text(w->json, "title", def->title);
        json_text(w->json, "kind", kind[def->type.kind]);
        json_text(w->json, "unit", unit_text(w, &def->type));
        json_text(w->json, "table", cert_table(w, def->table));
        cert_from(w, from);
        if (def->type.kind == TYPE_NUMBER)
            json_fraction(w->json, "sum",
                          result_sum(w->in->pool,
                                     result_column(w->result, def)));
        write_result_rows(w, def, from);
        json_close(w->json, '}');
    }
    json_close(w->json, ']');
}

/* Puts the digest of all other bytes into its place near the end. */
static void seal(size_t start, Buf *out)
{
    char *text = out->at + start;
    size_t n = out->n - start, digits = strlen(NO_DIGEST);
    size_t at = n - digits;
    char digest[sizeof NO_DIGEST];
    while (memcmp(text + at, NO_DIGEST, digits) != 0)
        at--;
    size_t after = n - at - digits;
    memmove(text + at, text + at + digits, after);
    source_sha256(text, n - digits, digest);
    memmove(text + at + digits, text + at, after);
    memcpy(text + at, digest, digits);
}

static void write_all(const CertWriter *w)
{
    json_open(w->json, NULL, '{');
    write_head(w);
    write_parameters(w);
    write_tables(w);
    write_decimals(w);
    cert_allocations(w);
    cert_roundings(w);
    write_results(w);
    json_text(w->json, "sha256", NO_DIGEST);
    json_close(w->json, '}');
}

static bool refuse_large(Diags *diags)
{
    diag_add(diags, DIAG_FAULT, (Place){0},
             "leave out results and roundings, or divide in parts",
             "the certificate would be larger than %d GiB, the most that "
             "fordela-check reads", (int)(CERT_BYTES_MAX >> 30));
    return false;
}

bool report_certificate(const ReportIn *in, const Certificate *certificate,
                        Diags *diags, Buf *out)
{
    CertWriter w = {in, certificate->result, certificate,
                    json_new(in->arena)};
    size_t start = out->n;
    write_all(&w);
    bool large = cert_is_large(&w);
    if (large || rat_overflowed(in->pool)) {
        json_drop(w.json);
        if (large)
            return refuse_large(diags);
        study_certify_digits(in->pool, diags);
        return false;
    }
    json_end(w.json, out);
    seal(start, out);
    return true;
}
