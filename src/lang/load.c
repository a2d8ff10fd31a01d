/* load.c - a file with everything it is `like` (rule 21). */
#include <string.h>

#include "base/source_load.h"
#include "lang/lang_int.h"
#include "table/table.h"

/* One file of a chain of `like`, from the one asked for to its base. */
typedef struct Link {
    const char *real;   /* to recognise a file under another spelling */
    const char *path;
    Ast *ast;
} Link;

typedef struct Chain {
    Link at[LIKE_MAX];
    size_t n;
} Chain;

const Source *lang_read(Arena *arena, const char *path, Place asked,
                        Diags *diags)
{
    const char *check = asked.source != NULL
                            ? N_("check the path; it is relative to the file "
                                 "that names it")
                            : N_("check the path");
    const SourceWays ways = {
        .missing = check, .directory = check,
        .too_large = N_("a formula or scenario is a small file; check the "
                        "path")};
    return source_load(arena, path, &ways, asked, diags);
}

/* A letter for its namespace, and its name. A formula has one namespace, but
 * for round, which belongs to a result. */
const char *stmt_key(Arena *arena, const Stmt *stmt)
{
    switch (stmt->kind) {
    case STMT_UNIT:
    case STMT_TABLE:
    case STMT_PARAM:
    case STMT_DATA:
    case STMT_LET:
    case STMT_RESULT:
        return arena_format(arena, "n %s", stmt->name.text);
    case STMT_ROUNDS:
    case STMT_ROWS:
    case STMT_FILL:
    case STMT_SET:
        return arena_format(arena, "%s %s", stmt_kind_text(stmt->kind),
                            stmt->name.text);
    case STMT_FORMULA:
    case STMT_SCENARIO:
    case STMT_LIKE:
    case STMT_USES:
    case STMT_DATE:
    case STMT_DRAWS:
        return stmt_kind_text(stmt->kind);
    case STMT_SOURCE:
    case STMT_REQUIRE:
    case STMT_EXPECT:
    case STMT_VARY:
    case STMT_DRAW:
    case STMT_REPORT:
        break;
    }
    return NULL;
}

static void say_twice(const Stmt *stmt, const Stmt *first, Diags *diags)
{
    LineCol at = source_line_col(first->place.source, first->place.span.from);
    if (stmt->name.text == NULL || stmt->kind == STMT_FORMULA ||
        stmt->kind == STMT_SCENARIO) {
        diag_add(diags, DIAG_FAULT, stmt->place, "keep one of them",
                 "\"%s\" stands twice; the first is in line %zu",
                 stmt_kind_text(stmt->kind), at.line);
    } else {
        diag_add(diags, DIAG_FAULT, stmt->name.place,
                 "take one away, or choose another name",
                 "\"%s\" is declared twice; the first is in line %zu",
                 stmt->name.text, at.line);
    }
}

/* The statements of a file by key; two of one key are a fault if diags. */
static CodeIndex *index_of(Arena *arena, const Ast *ast, Diags *diags)
{
    CodeIndex *index = code_index_new(arena, ast->n);
    for (size_t i = 0; i < ast->n; i++) {
        const char *key = stmt_key(arena, ast->stmt[i]);
        size_t earlier = 0;
        if (key != NULL && !code_index_add(index, key, i, &earlier) &&
            diags != NULL) {
            say_twice(ast->stmt[i], ast->stmt[earlier], diags);
        }
    }
    return index;
}

/* What a base hands over. */
static bool handed_over(const Stmt *stmt, bool scenario, bool own_source)
{
    StmtKind kind = stmt->kind;
    if (scenario) {
        return kind == STMT_USES || kind == STMT_DATE || kind == STMT_ROWS ||
               kind == STMT_FILL || kind == STMT_SET;
    }
    return kind != STMT_FORMULA && kind != STMT_LIKE &&
           (kind != STMT_SOURCE || !own_source);
}

static void add(Arena *arena, Ast *ast, Stmt *stmt)
{
    ast->stmt = arena_grow(arena, ast->stmt, ast->n, &ast->cap,
                           sizeof *ast->stmt);
    ast->stmt[ast->n++] = stmt;
}

/* The child's head and sources, then the base's statements in their order,
 * those the child replaces in place, then what is new in the child. */
static Ast *merge(Arena *arena, const Ast *base, const Ast *child)
{
    Ast *out = ARENA_NEW(arena, Ast);
    out->source = child->source;
    out->scenario = child->scenario;
    CodeIndex *index = index_of(arena, child, NULL);
    bool *used = ARENA_ARRAY(arena, bool, child->n + 1);
    bool own_source = false;
    for (size_t i = 0; i < child->n; i++) {
        StmtKind kind = child->stmt[i]->kind;
        own_source = own_source || kind == STMT_SOURCE;
        used[i] = kind == STMT_FORMULA || kind == STMT_SCENARIO ||
                  kind == STMT_SOURCE || kind == STMT_LIKE;
        if (used[i] && kind != STMT_LIKE) {
            add(arena, out, child->stmt[i]);
        }
    }
    for (size_t i = 0; i < base->n; i++) {
        Stmt *stmt = base->stmt[i];
        const char *key = stmt_key(arena, stmt);
        size_t at = 0;
        if (!handed_over(stmt, out->scenario, own_source)) {
            continue;
        }
        if (key != NULL && code_index_find(index, key, &at)) {
            if (!used[at]) {
                add(arena, out, child->stmt[at]);
            }
            used[at] = true;
        } else {
            add(arena, out, stmt);
        }
    }
    for (size_t i = 0; i < child->n; i++) {
        if (!used[i]) {
            add(arena, out, child->stmt[i]);
        }
    }
    return out;
}

static const Stmt *like_of(const Ast *ast)
{
    for (size_t i = 0; i < ast->n; i++) {
        if (ast->stmt[i]->kind == STMT_LIKE) {
            return ast->stmt[i];
        }
    }
    return NULL;
}

/* False and a fault if the file is in the chain already, or it is too long. */
static bool chain_add(Arena *arena, Chain *chain, const char *path,
                      Place asked, Diags *diags)
{
    const char *real = path_real(arena, path);
    if (chain->n == LIKE_MAX) {
        diag_add(diags, DIAG_FAULT, asked, "take over from a nearer file",
                 "more than %d files are like one another in a chain",
                 LIKE_MAX);
        return false;
    }
    for (size_t i = 0; i < chain->n; i++) {
        if (strcmp(chain->at[i].real, real) == 0) {
            Buf text = {0};
            for (size_t k = i; k < chain->n; k++) {
                buf_addf(&text, tr("%s is like "), chain->at[k].path);
            }
            buf_add(&text, chain->at[i].path);
            diag_add(diags, DIAG_FAULT, asked, "take one \"like\" away",
                     "the file is like itself: %s", text.at);
            buf_free(&text);
            return false;
        }
    }
    chain->at[chain->n++] = (Link){real, path, NULL};
    return true;
}

static const AstFile *chain_files(Arena *arena, const Chain *chain)
{
    AstFile *file = ARENA_ARRAY(arena, AstFile, chain->n);
    for (size_t i = 0; i < chain->n; i++) {
        file[i] = (AstFile){chain->at[i].ast->source, chain->at[i].real};
    }
    return file;
}

static bool same_kind(const Chain *chain, Place asked, Diags *diags)
{
    const Ast *first = chain->at[0].ast;
    if (chain->at[chain->n - 1].ast->scenario == first->scenario) {
        return true;
    }
    diag_add(diags, DIAG_FAULT, asked,
             first->scenario ? N_("a scenario names its formula by formula "
                                  "\"FILE\"")
                             : N_("take over from a formula"),
             first->scenario ? N_("a scenario cannot be like a formula")
                             : N_("a formula cannot be like a scenario"));
    return false;
}

Ast *lang_load(Arena *arena, const char *path, Place asked,
               SourceList *sources, Diags *diags)
{
    Chain chain = {.n = 0};
    const Stmt *like = NULL;
    do {
        if (!chain_add(arena, &chain, path, asked, diags)) {
            return NULL;
        }
        const Source *source = lang_read(arena, path, asked, diags);
        if (source == NULL) {
            return NULL;
        }
        if (sources != NULL) {
            *VEC_ADD(arena, sources) = source;
        }
        Tokens tokens;
        lex(arena, source, diags, &tokens);
        Ast *ast = parse(arena, &tokens, diags);
        index_of(arena, ast, diags);
        chain.at[chain.n - 1].ast = ast;
        if (!same_kind(&chain, asked, diags)) {
            return NULL;
        }
        like = like_of(ast);
        if (like != NULL) {
            path = path_join(arena, source->path, like->path.text);
            asked = like->path.place;
        }
    } while (like != NULL);
    Ast *ast = chain.at[chain.n - 1].ast;
    for (size_t i = chain.n - 1; i-- > 0;) {
        ast = merge(arena, ast, chain.at[i].ast);
    }
    ast->file = chain_files(arena, &chain);
    ast->n_files = chain.n;
    return ast;
}
