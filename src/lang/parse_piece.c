/* parse_piece.c - what the command line gives: one expression, some lines. */
#include "lang/lang_int.h"

Node *parse_expression(Arena *arena, const Source *source, Diags *diags)
{
    Tokens tokens;
    lex(arena, source, diags, &tokens);
    Parser p = {.arena = arena, .tokens = &tokens, .diags = diags};
    parse_statement_begin(&p);
    p.usage = tr("write an expression");
    Node *node = parse_expr(&p);
    parse_statement_end(&p);
    if (!p.failed && parser_at(&p, TOK_NEWLINE)) {
        parser_expected(&p, tr(token_text(TOK_END)),
                        tr("write it on one line"));
    }
    return p.failed || tokens.n_bad > 0 ? NULL : node;
}

Ast *parse_lines(Arena *arena, const Source *source, Diags *diags)
{
    Tokens tokens;
    lex(arena, source, diags, &tokens);
    Parser p = {.arena = arena, .tokens = &tokens, .diags = diags,
                .scenario = true};
    Ast *ast = ARENA_NEW(arena, Ast);
    ast->source = source;
    ast->scenario = true;
    parse_statements(&p, ast);
    return ast;
}
