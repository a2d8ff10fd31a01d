/* parse_piece.c - what the command line gives: an expression, a statement. */
#include "lang/lang_int.h"

/* What stands after the one is refused. */
static void want_end(Parser *p)
{
    if (!p->failed && parser_at(p, TOK_NEWLINE)) {
        parser_expected(p, tr("the end of the text"),
                        tr("write it on one line"));
    }
}

Node *parse_expression(Arena *arena, const Source *source, Diags *diags)
{
    Tokens tokens;
    lex(arena, source, diags, &tokens);
    Parser p = {.arena = arena, .tokens = &tokens, .diags = diags};
    parse_statement_begin(&p);
    p.usage = tr("write an expression");
    Node *node = parse_expr(&p);
    parse_statement_end(&p);
    want_end(&p);
    return p.failed || tokens.n_bad > 0 ? NULL : node;
}

Stmt *parse_line(Arena *arena, const Source *source, Diags *diags)
{
    Tokens tokens;
    lex(arena, source, diags, &tokens);
    Parser p = {.arena = arena, .tokens = &tokens, .diags = diags,
                .scenario = true};
    Ast ast = {.source = source, .scenario = true};
    parse_statement(&p, &ast);
    want_end(&p);
    return ast.n == 0 || p.failed || tokens.n_bad > 0 ? NULL : ast.stmt[0];
}
