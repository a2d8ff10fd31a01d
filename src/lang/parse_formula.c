/* parse_formula.c - one file, statement by statement; those of formulas. */
#include <string.h>

#include "lang/lang_int.h"

enum { FILE_F = 1, FILE_S = 2, FILE_FS = 3 };

static const struct {
    const char *word;
    int files;
} statements[] = {
#define X(name, text, where) [STMT_##name] = {text, FILE_##where},
    STATEMENTS(X)
#undef X
};

#define STATEMENT_KINDS (sizeof statements / sizeof *statements)

/* How each is written: the way out of most of its faults. */
static const char *const usages[STATEMENT_KINDS] = {
    [STMT_FORMULA] = N_("write formula NAME \"TITLE\""),
    [STMT_LIKE] = N_("write like \"FILE\""),
    [STMT_SOURCE] = N_("write source \"TEXT\""),
    [STMT_UNIT] = N_("write unit NAME, or unit NAME = NUMBER UNIT"),
    [STMT_TABLE] = N_("write table NAME, or table NAME in PARENT, PARENT"),
    [STMT_PARAM] = N_("write param NAME : UNIT, or param NAME : UNIT = VALUE"),
    [STMT_DATA] = N_("write data NAME : UNIT per TABLE"),
    [STMT_LET] = N_("write let NAME = EXPRESSION"),
    [STMT_RESULT] = N_("write result NAME = EXPRESSION"),
    [STMT_REQUIRE] = N_("write require CONDITION \"TITLE\""),
    [STMT_ROUNDS] = N_("write round NAME to UNIT by METHOD"),
    [STMT_SCENARIO] = N_("write scenario NAME \"TITLE\""),
    [STMT_USES] = N_("write formula \"FILE\""),
    [STMT_DATE] = N_("write date 2020-01-31"),
    [STMT_ROWS] = N_("write table NAME from \"FILE\" key COLUMN name COLUMN"),
    [STMT_FILL] = N_("write data NAME from \"FILE\" column COLUMN"),
    [STMT_SET] = N_("write set NAME = VALUE"),
    [STMT_EXPECT] = (N_("write expect NAME from \"FILE\" column COLUMN, or "
                        "expect VALUE = VALUE")),
    [STMT_VARY] = N_("write vary NAME from A to B step C, or vary NAME in A, "
                     "B"),
    [STMT_DRAW] = N_("write draw NAME ~ DISTRIBUTION(A, B)"),
    [STMT_DRAWS] = N_("write draws 1000 seed 1"),
    [STMT_REPORT] = N_("write report EXPRESSION \"TITLE\""),
};

const char *stmt_kind_text(StmtKind kind)
{
    return statements[kind].word;
}

bool word_begins_statement(const char *word)
{
    for (size_t i = 0; i < STATEMENT_KINDS; i++) {
        if (strcmp(statements[i].word, word) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- the statements of formulas ---- */

static bool is_type_word(const char *word)
{
    static const char *const words[] = {"number", "share", "flag", "text",
                                        "date", "%"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

static Word unit_name(Parser *p)
{
    const Token *token = parser_peek(p);
    if (parser_take(p, TOK_PERCENT)) {
        return (Word){"%", parser_token_place(p, token)};
    }
    if (token->kind == TOK_NUMBER) {
        parser_fault(p, parser_token_place(p, token),
                     "write the unit alone, as in kr or kr / persons",
                     "a type is a unit without a number");
        return (Word){0};
    }
    return parser_want_name(p, tr("a unit"));
}

AstUnit *parse_unit(Parser *p)
{
    VEC(AstUnitPart) parts = {0};
    uint32_t from = parser_peek(p)->span.from;
    bool divide = false;
    bool more = true;
    while (more) {
        Word name = unit_name(p);
        if (name.text == NULL) {
            return NULL;
        }
        *VEC_ADD(p->arena, &parts) = (AstUnitPart){name, divide};
        divide = parser_at(p, TOK_SLASH);
        more = parser_take(p, TOK_STAR) || parser_take(p, TOK_SLASH);
        if ((more || parts.n > 1) && is_type_word(name.text)) {
            parser_fault(p, name.place,
                         "write it alone, or multiply and divide units such "
                         "as kr and persons",
                         "\"%s\" is no part of a product or quotient of units",
                         name.text);
        }
    }
    AstUnit *unit = ARENA_NEW(p->arena, AstUnit);
    unit->place = parser_since(p, from);
    unit->part = parts.at;
    unit->n = parts.n;
    return p->failed ? NULL : unit;
}

/* "kr per person" in a type. */
static void refuse_per(Parser *p, const AstUnit *unit)
{
    if (unit == NULL || !parser_at(p, TOK_PER)) {
        return;
    }
    const Token *per = parser_next(p);
    const Token *name = parser_peek(p);
    const Source *source = p->tokens->source;
    Span type = unit->place.span;
    const char *below = name->kind == TOK_NAME ? name->text : "persons";
    if (strcmp(below, "person") == 0) {
        below = "persons";
    }
    parser_fault(p, parser_place(p, per->span.from, name->span.to),
                 arena_format(p->arena, tr("write %.*s / %s"),
                              (int)(type.to - type.from),
                              source->text + type.from, below),
                 "a type divides units with \"/\", not with \"per\"");
}

static void parse_param(Parser *p, Stmt *stmt)
{
    VEC(AstDated) dated = {0};
    stmt->name = parser_want_name(p, tr("a name"));
    parser_want(p, TOK_COLON);
    stmt->unit = p->failed ? NULL : parse_unit(p);
    refuse_per(p, stmt->unit);
    if (parser_take(p, TOK_EQ)) {
        do {
            AstDated *one = VEC_ADD(p->arena, &dated);
            uint32_t from = parser_peek(p)->span.from;
            one->value = parse_sum(p);
            if (parser_take_word(p, "from")) {
                one->has_from = parser_want_date(p, &one->from);
            }
            one->place = parser_since(p, from);
        } while (parser_take(p, TOK_COMMA));
    }
    stmt->dated = dated.at;
    stmt->n_dated = dated.n;
}

static void parse_data(Parser *p, Stmt *stmt)
{
    stmt->name = parser_want_name(p, tr("a name"));
    parser_want(p, TOK_COLON);
    stmt->unit = p->failed ? NULL : parse_unit(p);
    if (parser_at(p, TOK_PER) && parser_ahead(p, 2)->kind == TOK_PER) {
        refuse_per(p, stmt->unit);
    }
    parser_want(p, TOK_PER);
    if (!p->failed) {
        stmt->table = parser_want_name(p, tr("a table's name"));
    }
}

static void parse_own_unit(Parser *p, Stmt *stmt)
{
    const Token *name = parser_peek(p);
    stmt->name = parser_want_name(p, tr("a name"));
    if (stmt->name.text != NULL && word_continues(stmt->name.text)) {
        parser_note(p, parser_token_place(p, name), "choose another name",
                    "\"%s\" cannot be a unit: after a number it has a "
                    "meaning of its own", stmt->name.text);
    }
    if (!parser_take(p, TOK_EQ)) {
        return;
    }
    stmt->value = parse_quantity(p);
    if (stmt->value != NULL && (stmt->value->word.text == NULL ||
                                stmt->value->word.text[0] == '%')) {
        parser_fault(p, stmt->value->place, p->usage,
                     "a unit is a number of another unit");
    }
}

static void parse_table(Parser *p, Stmt *stmt)
{
    VEC(Word) parents = {0};
    stmt->name = parser_want_name(p, tr("a name"));
    if (parser_take(p, TOK_IN)) {
        do {
            *VEC_ADD(p->arena, &parents) =
                parser_want_name(p, tr("a table's name"));
        } while (parser_take(p, TOK_COMMA));
    }
    stmt->words = parents.at;
    stmt->n_words = parents.n;
}

static void parse_definition(Parser *p, Stmt *stmt)
{
    stmt->name = parser_want_name(p, tr("a name"));
    parser_want(p, TOK_EQ);
    stmt->value = p->failed ? NULL : parse_expr(p);
}

/* The cases not here belong to scenarios. */
void parse_formula_statement(Parser *p, Stmt *stmt)
{
    switch ((int)stmt->kind) {
    case STMT_LIKE:
        stmt->path = parser_want_string(p, tr("a file in quotes"));
        return;
    case STMT_SOURCE:
        stmt->path = parser_want_string(p, tr("a text in quotes"));
        return;
    case STMT_FORMULA:
    case STMT_SCENARIO:
        stmt->name = parser_want_name(p, tr("a name"));
        break;
    case STMT_UNIT:
        parse_own_unit(p, stmt);
        break;
    case STMT_TABLE:
        parse_table(p, stmt);
        break;
    case STMT_PARAM:
        parse_param(p, stmt);
        break;
    case STMT_DATA:
        parse_data(p, stmt);
        break;
    case STMT_LET:
    case STMT_RESULT:
        parse_definition(p, stmt);
        break;
    case STMT_REQUIRE:
        stmt->value = parse_expr(p);
        break;
    case STMT_ROUNDS:
        stmt->name = parser_want_name(p, tr("a result's name"));
        stmt->rounding = p->failed ? NULL : parse_rounding(p, NULL);
        break;
    default:
        parse_scenario_statement(p, stmt);
        return;
    }
    stmt->title = parser_title(p);
}

/* ---- the file ---- */

static const char *first_word(const Token *token)
{
    return token->kind == TOK_NAME || token->kind == TOK_ROUND
               ? (token->kind == TOK_ROUND ? "round" : token->text)
               : NULL;
}

static void unknown_statement(Parser *p, const Token *token)
{
    const char *known[STATEMENT_KINDS];
    const char *word = first_word(token);
    size_t n = 0;
    int file = p->scenario ? FILE_S : FILE_F;
    Place place = parser_token_place(p, token);
    Buf all = {0};
    buf_add(&all, p->scenario ? tr("statements of a scenario begin with")
                              : tr("statements of a formula begin with"));
    for (size_t i = 0; i < STATEMENT_KINDS; i++) {
        if (statements[i].files & file) {
            known[n++] = statements[i].word;
            buf_addf(&all, " %s", statements[i].word);
        }
    }
    const char *near = word != NULL ? name_nearest(word, known, n) : NULL;
    if (word == NULL) {
        parser_fault(p, place,
                     "write it deeper, if it goes on with the line above",
                     "no statement begins with %s",
                     parser_shown(p, token));
    } else if (word_begins_statement(word)) {
        parser_fault(p, place,
                     p->scenario ? N_("write it in a formula file")
                                 : N_("write it in a scenario file"),
                     p->scenario ? N_("\"%s\" is a statement of formula "
                                      "files, and this is a scenario")
                                 : N_("\"%s\" is a statement of scenario "
                                      "files, and this is a formula"), word);
    } else if (near != NULL) {
        parser_fault(p, place,
                     arena_format(p->arena, tr("did you mean \"%s\"?"), near),
                     "unknown statement %s", parser_shown(p, token));
    } else {
        parser_fault(p, place, all.at, "unknown statement %s",
                     parser_shown(p, token));
    }
    buf_free(&all);
}

static bool statement_kind(const Parser *p, const Token *token, StmtKind *out)
{
    const char *word = first_word(token);
    int file = p->scenario ? FILE_S : FILE_F;
    for (size_t i = 0; word != NULL && i < STATEMENT_KINDS; i++) {
        if ((statements[i].files & file) &&
            strcmp(statements[i].word, word) == 0) {
            *out = (StmtKind)i;
            return true;
        }
    }
    return false;
}

static bool statement_has(const Parser *p, TokenKind kind)
{
    for (size_t i = p->start; i < p->pos; i++) {
        if (p->tokens->at[i].kind == kind) {
            return true;
        }
    }
    return false;
}

/* What somebody meant who wrote this where the statement should end. */
static const char *way_to_end(const Parser *p)
{
    const Token *token = parser_peek(p);
    if (token->kind == TOK_IF) {
        return tr("write if CONDITION then VALUE else VALUE");
    }
    if (token->kind == TOK_BY && token[-1].kind == TOK_CLOSE) {
        return tr("write it before the parenthesis closes: sum(X by TABLE)");
    }
    if (token->kind == TOK_NAME && statement_has(p, TOK_ALLOCATE)) {
        return tr("clauses of allocate begin with where, at least, at most, "
                  "in order of or using");
    }
    return tr("write an operator between, or begin a new line");
}

void parse_statement_end(Parser *p)
{
    if (parser_at_end(p)) {
        return;
    }
    const Token *token = parser_peek(p);
    if (token->kind == TOK_CLOSE) {
        parser_fault(p, parser_token_place(p, token),
                     "take it away, or write \"(\" before",
                     "this \")\" closes nothing");
    } else if (token->kind == TOK_EQ || token->kind == TOK_PERCENT) {
        parser_expected(p, tr(token_text(TOK_NEWLINE)), p->usage);
    } else {
        parser_expected(p, tr(token_text(TOK_NEWLINE)), way_to_end(p));
    }
}

void parse_statement_begin(Parser *p)
{
    const Tokens *tokens = p->tokens;
    uint32_t from = p->pos > 0 ? tokens->at[p->pos - 1].span.from : 0;
    p->start = p->pos;
    p->failed = false;
    p->tail = false;
    p->depth = 0;
    p->expr_start = SIZE_MAX;
    while (p->bad < tokens->n_bad && tokens->bad[p->bad].from < from) {
        p->bad++;
    }
}

void parse_statement(Parser *p, Ast *ast)
{
    StmtKind kind;
    const Token *first = parser_peek(p);
    parse_statement_begin(p);
    if (!statement_kind(p, first, &kind)) {
        unknown_statement(p, first);
        return;
    }
    Stmt *stmt = ARENA_NEW(p->arena, Stmt);
    stmt->kind = kind;
    p->usage = usages[kind];
    parser_next(p);
    parse_formula_statement(p, stmt);
    parse_statement_end(p);
    stmt->place = parser_since(p, first->span.from);
    if (!p->failed) {
        ast->stmt = arena_grow(p->arena, ast->stmt, ast->n, &ast->cap,
                               sizeof *ast->stmt);
        ast->stmt[ast->n++] = stmt;
    }
}

void parse_statements(Parser *p, Ast *ast)
{
    while (parser_peek(p)->kind != TOK_END) {
        p->pos += parser_at(p, TOK_NEWLINE);
        parse_statement(p, ast);
    }
}

static bool ends_in(const char *path, const char *suffix)
{
    size_t n = strlen(path);
    size_t m = strlen(suffix);
    return n >= m && strcmp(path + n - m, suffix) == 0;
}

/* The first word says which kind of file it is. Returns true if the first
 * statement is in order and can be parsed. */
static bool parse_head(Parser *p, Ast *ast)
{
    static const char *const heads[] = {"formula", "scenario"};
    const Token *first = parser_peek(p);
    const char *word = first_word(first);
    bool formula = word != NULL && strcmp(word, "formula") == 0;
    bool scenario = word != NULL && strcmp(word, "scenario") == 0;
    bool path = parser_ahead(p, 1)->kind == TOK_STRING;
    if (scenario || (formula && !path)) {
        ast->scenario = scenario;
        return true;
    }
    ast->scenario = formula || ends_in(p->tokens->source->path, ".scenario");
    parse_statement_begin(p);
    const char *near = word != NULL ? name_nearest(word, heads, 2) : NULL;
    const char *way_out = tr("write formula NAME or scenario NAME first");
    if (near != NULL && !formula) {
        way_out = arena_format(p->arena, tr("did you mean \"%s\"?"), near);
    }
    StmtKind kind;
    p->scenario = ast->scenario;
    bool known = statement_kind(p, first, &kind);
    if (first->kind == TOK_END) {
        parser_note(p, parser_token_place(p, first), way_out,
                    "the file has no statement");
    } else {
        parser_note(p, parser_token_place(p, first), way_out,
                    "a file begins with \"formula NAME\" or \"scenario "
                    "NAME\", found %s", parser_shown(p, first));
    }
    return known;
}

Ast *parse(Arena *arena, const Tokens *tokens, Diags *diags)
{
    Parser p = {.arena = arena, .tokens = tokens, .diags = diags};
    Ast *ast = ARENA_NEW(arena, Ast);
    ast->source = tokens->source;
    bool whole = parse_head(&p, ast);
    p.scenario = ast->scenario;
    while (!whole && !parser_at_end(&p)) {
        p.pos++;
    }
    parse_statements(&p, ast);
    return ast;
}
