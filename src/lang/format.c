/* format.c - the one canonical layout of a file, made from its tokens.
 *
 * One blank between tokens, lines broken where the author broke them, at most
 * one empty line between statements. The tokens stay as they are.
 */
#include <string.h>

#include "lang/format_int.h"

#define CONTINUED 2     /* indent of lines within a statement */

typedef struct Formatter {
    Arena *arena;
    const Tokens *tokens;
    const Ast *ast;
    const TokenMark *mark;
    VEC(FormatLine) lines;
    Buf text;           /* of the cell being filled */
    size_t cell;
    size_t stmt;        /* statements begun */
    uint32_t past;      /* the end of what was written last */
} Formatter;

static FormatLine *last_line(Formatter *f)
{
    return f->lines.n > 0 ? &f->lines.at[f->lines.n - 1] : NULL;
}

static void end_cell(Formatter *f)
{
    FormatLine *line = last_line(f);
    if (line != NULL && f->text.n > 0) {
        line->cell[f->cell] = arena_copy(f->arena, f->text.at, f->text.n);
    }
    f->text.n = 0;
}

static FormatLine *new_line(Formatter *f, unsigned indent)
{
    end_cell(f);
    f->cell = 0;
    FormatLine *line = VEC_ADD(f->arena, &f->lines);
    line->indent = indent;
    return line;
}

/* Line ends between what was written last and the offset. */
static size_t breaks(const Formatter *f, uint32_t to)
{
    size_t n = 0;
    for (uint32_t i = f->past; i < to; i++) {
        n += f->tokens->source->text[i] == '\n';
    }
    return n;
}

static bool ends_statement(const Token *token)
{
    return token->kind == TOK_NEWLINE || token->kind == TOK_END;
}

/* within: a statement goes on after the comment. */
static void add_comment(Formatter *f, Span comment, bool within)
{
    const char *text = f->tokens->source->text;
    uint32_t to = comment.to;
    while (text[to - 1] == ' ' || text[to - 1] == '\t') {
        to--;
    }
    size_t n = breaks(f, comment.from);
    FormatLine *line = last_line(f);
    if (line == NULL || n > 0) {
        bool first = line == NULL;
        line = new_line(f, within ? CONTINUED : 0);
        line->blank = !within && !first && n > 1;
    }
    line->comment = arena_copy(f->arena, text + comment.from,
                               to - comment.from);
    f->past = comment.to;
}

/* The cell the token begins, or 0. */
static size_t begins_cell(const Formatter *f, size_t i, const Stmt *stmt)
{
    const Token *token = &f->tokens->at[i];
    StmtKind kind = stmt->kind;
    bool typed = kind == STMT_PARAM || kind == STMT_DATA;
    bool defines = kind == STMT_PARAM || kind == STMT_LET ||
                   kind == STMT_RESULT || kind == STMT_SET ||
                   kind == STMT_UNIT;
    if (!f->lines.at[f->lines.n - 1].head) {
        return 0;
    }
    if (typed && token->kind == TOK_COLON) {
        return 1;
    }
    if (defines && token->kind == TOK_EQ && f->cell < 2) {
        return 2;
    }
    if (token->kind == TOK_STRING && ends_statement(token + 1) &&
        kind != STMT_EXPECT && stmt->title.text != NULL &&
        stmt->title.place.span.from == token->span.from) {
        return CELLS - 1;
    }
    return 0;
}

/* Four digits are grouped only if the author did so: they may be a year. */
static void add_number(Formatter *f, const Token *token)
{
    size_t whole = strcspn(token->text, ".");
    bool grouped = token->span.to - token->span.from > strlen(token->text);
    if (whole == 4 && grouped) {
        buf_addf(&f->text, "%c %s", token->text[0], token->text + 1);
    } else {
        number_print(token->text, &f->text);
    }
}

static void add_text(Formatter *f, const Token *token)
{
    const char *text = f->tokens->source->text + token->span.from;
    if (token->kind == TOK_NUMBER) {
        add_number(f, token);
    } else if (token->kind <= TOK_STRING) {
        buf_add_n(&f->text, text, token->span.to - token->span.from);
    } else {
        buf_add(&f->text, token_text(token->kind));
    }
}

static bool is_tight(const Formatter *f, size_t i)
{
    const Token *token = &f->tokens->at[i];
    return token->kind == TOK_COMMA || token->kind == TOK_CLOSE ||
           token[-1].kind == TOK_OPEN || f->mark[i - 1] == TOKEN_SIGN ||
           (token->kind == TOK_OPEN && f->mark[i - 1] == TOKEN_CALLED);
}

static void add_token(Formatter *f, size_t i)
{
    const Token *token = &f->tokens->at[i];
    bool first = i == 0 || token[-1].kind == TOK_NEWLINE;
    size_t n = breaks(f, token->span.from);
    if (first) {
        bool top = f->lines.n == 0;
        FormatLine *line = new_line(f, 0);
        line->head = true;
        line->kind = f->ast->stmt[f->stmt++]->kind;
        line->blank = !top && n > 1;
    } else if (n > 0) {
        new_line(f, CONTINUED);
    }
    size_t cell = begins_cell(f, i, f->ast->stmt[f->stmt - 1]);
    if (cell > 0) {
        end_cell(f);
        f->cell = cell;
    }
    if (f->text.n > 0 && !is_tight(f, i)) {
        buf_add_char(&f->text, ' ');
    }
    add_text(f, token);
    f->past = token->span.to;
}

static void write_line(const FormatLine *line, Buf *out)
{
    buf_add(out, line->blank ? "\n" : "");
    buf_add_repeat(out, ' ', line->indent);
    for (size_t cell = 0; cell < CELLS; cell++) {
        if (line->cell[cell] != NULL) {
            buf_add_repeat(out, ' ', line->pad[cell]);
            buf_add(out, line->cell[cell]);
        }
    }
    if (line->comment != NULL) {
        buf_add(out, line->cell[0] != NULL ? "  " : "");
        buf_add(out, line->comment);
    }
    buf_add_char(out, '\n');
}

void lang_format(Arena *arena, const Tokens *tokens, const Ast *ast, Buf *out)
{
    Formatter f = {.arena = arena, .tokens = tokens, .ast = ast,
                   .mark = format_marks(arena, tokens, ast)};
    size_t comment = 0;
    for (size_t i = 0; i < tokens->n; i++) {
        const Token *token = &tokens->at[i];
        while (comment < tokens->n_comments &&
               tokens->comment[comment].from <= token->span.from) {
            add_comment(&f, tokens->comment[comment++],
                        !ends_statement(token) && i > 0 &&
                            !ends_statement(token - 1));
        }
        if (!ends_statement(token)) {
            add_token(&f, i);
        }
    }
    end_cell(&f);
    format_align(arena, f.lines.at, f.lines.n);
    for (size_t i = 0; i < f.lines.n; i++) {
        write_line(&f.lines.at[i], out);
    }
    buf_free(&f.text);
}
