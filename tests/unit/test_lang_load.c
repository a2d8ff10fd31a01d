/* test_lang_load.c - what a file takes over from the one it is like. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "test_lang_help.h"

TestSuite(test_lang_load);

/* A folder with the files of one test, and what loading gave. */
typedef struct Folder {
    Arena *arena;
    char path[64];
    VEC(char *) files;
    Diags *diags;
    SourceList sources;
} Folder;

static Folder folder_new(void)
{
    Folder f = {.arena = arena_new(), .path = "/tmp/fordela-load-XXXXXX"};
    cr_assert_not_null(mkdtemp(f.path));
    return f;
}

static void folder_free(Folder *f)
{
    for (size_t i = f->files.n; i-- > 0;) {
        remove(f->files.at[i]);
    }
    remove(f->path);
    arena_free(f->arena);
}

static void write_file(Folder *f, const char *name, const char *text)
{
    char *path = arena_format(f->arena, "%s/%s", f->path, name);
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
    *VEC_ADD(f->arena, &f->files) = path;
}

/* The folder's own path is taken out of messages. */
static const char *without_path(Folder *f, const char *text)
{
    Buf out = {0};
    size_t len = strlen(f->path);
    buf_add(&out, "");
    while (*text != 0) {
        if (strncmp(text, f->path, len) == 0 && text[len] == '/') {
            text += len + 1;
        } else {
            buf_add_char(&out, *text++);
        }
    }
    const char *copy = arena_copy(f->arena, out.at, out.n);
    buf_free(&out);
    return copy;
}

static Ast *load(Folder *f, const char *name)
{
    f->diags = diags_new(f->arena);
    f->sources = (SourceList){0};
    const char *path = arena_format(f->arena, "%s/%s", f->path, name);
    return lang_load(f->arena, path, (Place){0}, &f->sources, f->diags);
}

static void expect_tree(Folder *f, const char *name, const char *tree)
{
    Ast *ast = load(f, name);
    cr_assert_str_empty(faults(f->arena, f->diags));
    Buf out = {0};
    ast_print(ast, &out);
    cr_expect_str_eq(compact(f->arena, out.at), tree);
    buf_free(&out);
}

static void expect_faults(Folder *f, const char *name, const char *wrong)
{
    load(f, name);
    cr_expect_str_eq(without_path(f, faults(f->arena, f->diags)), wrong);
}

/* Rule 21, worked out by hand: the base's order, replaced in place, then what
 * is new; a round belongs to its result's name; requires add up. */
Test(test_lang_load, formula)
{
    Folder f = folder_new();
    write_file(&f, "base.formula",
               "formula base\nsource \"B\"\nparam p : kr\nlet a = 1\n"
               "require a > 0\nresult r = a\nround r to 1 kr by nearest\n");
    write_file(&f, "child.formula",
               "formula child\nlike \"base.formula\"\nlet n = 2\n"
               "require a > 1\nlet p = 5 kr\nround r to 2 kr by up\n");
    write_file(&f, "own.formula",
               "formula own\nsource \"O\"\nlike \"child.formula\"\n");
    expect_tree(&f, "child.formula",
                "formula child; source \"B\"; let p {number 5 kr}; "
                "let a {number 1}; require {> {name a; number 0}}; "
                "result r {name a}; round r {to {number 2 kr}; by up}; "
                "let n {number 2}; require {> {name a; number 1}}");
    cr_expect_eq(f.sources.n, 2);
    expect_tree(&f, "own.formula",
                "formula own; source \"O\"; let p {number 5 kr}; "
                "let a {number 1}; require {> {name a; number 0}}; "
                "result r {name a}; round r {to {number 2 kr}; by up}; "
                "let n {number 2}; require {> {name a; number 1}}");
    cr_expect_eq(f.sources.n, 3);
    folder_free(&f);
}

/* expect, vary, draw, draws, report and the source are not handed over. */
Test(test_lang_load, scenario)
{
    Folder f = folder_new();
    write_file(&f, "base.scenario",
               "scenario base\nsource \"B\"\nformula \"f\"\ndate 2020-01-01\n"
               "table t from \"t\" key k\ndata d column c\nset s = 1\n"
               "expect s = 1\nvary s in 1, 2\ndraw d ~ normal(d, 1)\n"
               "draws 5 seed 1\nreport s\n");
    write_file(&f, "child.scenario",
               "scenario child\nlike \"base.scenario\"\nset s = 2\n"
               "date 2021-01-01\nset u = 3\nexpect s = 2\n");
    expect_tree(&f, "child.scenario",
                "scenario child; formula \"f\"; date 2021-01-01; "
                "table t \"t\" {key \"k\"}; "
                "data d {alternative {column \"c\"}}; set s {number 2}; "
                "set u {number 3}; expect {= {name s; number 2}}");
    folder_free(&f);
}

/* A statement knows the file that wrote it; a path is beside that file. */
Test(test_lang_load, paths_beside_their_file)
{
    Folder f = folder_new();
    char *sub = arena_format(f.arena, "%s/sub", f.path);
    cr_assert_eq(mkdir(sub, 0700), 0);
    *VEC_ADD(f.arena, &f.files) = sub;
    write_file(&f, "top.formula", "formula top\nlet a = 1\n");
    write_file(&f, "sub/mid.formula",
               "formula mid\nlike \"../top.formula\"\nlet b = 1\n");
    write_file(&f, "low.formula",
               "formula low\nlike \"sub/mid.formula\"\nlet c = 1\n");
    Ast *ast = load(&f, "low.formula");
    cr_assert_str_empty(faults(f.arena, f.diags));
    static const char *const from[] = {"low.formula", "top.formula",
                                       "sub/mid.formula", "low.formula"};
    cr_assert_eq(ast->n, 4);
    for (size_t i = 0; i < 4; i++) {
        cr_expect_str_eq(
            without_path(&f, ast->stmt[i]->place.source->path), from[i]);
    }
    static const char *const chain[] = {"low.formula", "sub/mid.formula",
                                        "top.formula"};
    cr_assert_eq(ast->n_files, 3);
    for (size_t i = 0; i < 3; i++) {
        cr_expect_str_eq(without_path(&f, ast->file[i].real), chain[i]);
        cr_expect_str_eq(without_path(&f, ast->file[i].source->path),
                         chain[i]);
    }
    folder_free(&f);
}

Test(test_lang_load, twice_in_one_file)
{
    Folder f = folder_new();
    write_file(&f, "a.formula",
               "formula a\nlet x = 1\nparam x : kr\nround x to 1 by up\n"
               "round x to 2 by up\nformula b\n");
    expect_faults(
        &f, "a.formula",
        "a.formula:3:7: error: \"x\" is declared twice; the first is in line "
        "2 | take one away, or choose another name\n"
        "a.formula:5:7: error: \"x\" is declared twice; the first is in line "
        "4 | take one away, or choose another name\n"
        "a.formula:6:1: error: \"formula\" stands twice; the first is in line "
        "1 | keep one of them");
    write_file(&f, "a.scenario",
               "scenario a\nformula \"f\"\nformula \"g\"\ndate 2020-01-01\n"
               "date 2020-01-02\ntable t from \"t\" key k\n"
               "table t from \"t\" key k\ndata t 1\ndata t 2\nset t = 1\n"
               "set t = 2\n");
    expect_faults(
        &f, "a.scenario",
        "a.scenario:3:1: error: \"formula\" stands twice; the first is in "
        "line 2 | keep one of them\n"
        "a.scenario:5:1: error: \"date\" stands twice; the first is in line 4 "
        "| keep one of them\n"
        "a.scenario:7:7: error: \"t\" is declared twice; the first is in line "
        "6 | take one away, or choose another name\n"
        "a.scenario:9:6: error: \"t\" is declared twice; the first is in line "
        "8 | take one away, or choose another name\n"
        "a.scenario:11:5: error: \"t\" is declared twice; the first is in "
        "line 10 | take one away, or choose another name");
    folder_free(&f);
}

Test(test_lang_load, circles)
{
    Folder f = folder_new();
    write_file(&f, "self.formula", "formula a\nlike \"./self.formula\"\n");
    write_file(&f, "a.formula", "formula a\nlike \"b.formula\"\n");
    write_file(&f, "b.formula", "formula b\nlike \"c.formula\"\n");
    write_file(&f, "c.formula", "formula c\nlike \"b.formula\"\n");
    expect_faults(&f, "self.formula",
                  "self.formula:2:6: error: the file is like itself: "
                  "self.formula is like self.formula | take one \"like\" "
                  "away");
    expect_faults(&f, "a.formula",
                  "c.formula:2:6: error: the file is like itself: b.formula "
                  "is like c.formula is like b.formula | take one \"like\" "
                  "away");
    for (int i = 0; i < 33; i++) {
        char name[32], text[64];
        snprintf(name, sizeof name, "n%d.formula", i);
        snprintf(text, sizeof text, "formula n\nlike \"n%d.formula\"\n",
                 i + 1);
        write_file(&f, name, i < 32 ? text : "formula n\n");
    }
    expect_tree(&f, "n1.formula", "formula n");
    expect_faults(&f, "n0.formula",
                  "n31.formula:2:6: error: more than 32 files are like one "
                  "another in a chain | take over from a nearer file");
    folder_free(&f);
}

Test(test_lang_load, wrong_files)
{
    Folder f = folder_new();
    write_file(&f, "a.formula", "formula a\nlike \"no.formula\"\n");
    write_file(&f, "b.formula", "formula b\nlike \".\"\n");
    write_file(&f, "c.formula", "formula c\nlike \"d.scenario\"\n");
    write_file(&f, "d.scenario", "scenario d\nlike \"b.formula\"\n");
    expect_faults(&f, "no.formula",
                  "fordela: error: there is no file \"no.formula\" | check "
                  "the path");
    expect_faults(&f, "a.formula",
                  "a.formula:2:6: error: there is no file \"no.formula\" | "
                  "check the path; it is relative to the file that names "
                  "it");
    cr_expect_eq(diags_status(f.diags), 3);
    load(&f, "b.formula");
    cr_expect_not_null(strstr(faults(f.arena, f.diags),
                              "b.formula:2:6: error: \""));
    cr_expect_not_null(strstr(faults(f.arena, f.diags),
                              "\" is a directory, not a file | check the "
                              "path; it is relative to the file that names "
                              "it"));
    expect_faults(&f, "c.formula",
                  "c.formula:2:6: error: a formula cannot be like a scenario "
                  "| take over from a formula");
    expect_faults(&f, "d.scenario",
                  "d.scenario:2:6: error: a scenario cannot be like a "
                  "formula | a scenario names its formula by formula "
                  "\"FILE\"");
    folder_free(&f);
}
