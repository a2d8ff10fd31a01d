/* lang.h - text to tree: parse one file, or load it with what it is `like`.
 */
#ifndef FORDELA_LANG_H
#define FORDELA_LANG_H

#include "base/buf.h"
#include "lang/ast.h"
#include "lang/token.h"

/* Expressions nested deeper are refused: people do not write them, and it
 * bounds every recursion over the tree. A sum or product counts a level for
 * each further term. */
#define NESTING_MAX 200
/* Files in one chain of `like`. */
#define LIKE_MAX 32

/* Parses a file; its first word says which kind it is. Faults go to diags;
 * parsing goes on at the next statement. Never NULL. */
Ast *parse(Arena *arena, const Tokens *tokens, Diags *diags);

/* One expression, for --set and conditions on the command line. NULL if it
 * does not parse. */
Node *parse_expression(Arena *arena, const Source *source, Diags *diags);

/* One statement of a scenario and nothing after it, for --vary and --report.
 * NULL if it does not parse. */
Stmt *parse_line(Arena *arena, const Source *source, Diags *diags);

/* Reads, lexes and parses path, and merges what it is `like` (rule 21): in a
 * formula every statement, in a scenario formula, date, table, data, set; a
 * statement of the same kind of name replaces. Duplicate names in one file,
 * a circle, a missing file are faults. NULL after a fault that leaves nothing
 * to go on with. asked: where the path is written, for missing files. sources
 * receives every file read (may be NULL). */
typedef VEC(const Source *) SourceList;
Ast *lang_load(Arena *arena, const char *path, Place asked,
               SourceList *sources, Diags *diags);

/* What a statement is known by in its file, "set budget": of two with one key
 * the later file's counts. NULL for what may stand several times. */
const char *stmt_key(Arena *arena, const Stmt *stmt);

/* Reads a formula or scenario file; NULL after a fault. asked as above. */
const Source *lang_read(Arena *arena, const char *path, Place asked,
                        Diags *diags);

/* What --dump tokens and --dump tree print. */
void tokens_print(const Tokens *tokens, Buf *out);
void ast_print(const Ast *ast, Buf *out);
/* The expression in canonical spelling on one line. */
void node_print(const Node *node, Buf *out);

/* A text in quotes, inner quotes doubled. */
void string_print(const char *text, Buf *out);

/* The file in its one canonical layout, comments kept; formatting twice
 * changes nothing. Only for files that parse without faults. */
void lang_format(Arena *arena, const Tokens *tokens, const Ast *ast, Buf *out);

#endif
