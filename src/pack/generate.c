/* generate.c - writes man pages, completion and highlighting.
 *
 *     generate FORDELA FORDELA-CHECK FOLDER DATE
 *
 * The two programs are asked for their help, in English and in Swedish by the
 * catalogue beside them; DATE stands in the man pages.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/tr.h"
#include "pack/pack.h"

/* Writes and empties the buffer. */
static bool put(const char *folder, const char *file, Buf *text)
{
    Buf path = {0};
    buf_addf(&path, "%s/%s", folder, file);
    FILE *out = fopen(path.at, "w");
    bool good = out != NULL
                && fwrite(text->at, 1, text->n, out) == text->n;
    if (out != NULL && fclose(out) != 0)
        good = false;
    if (!good)
        fprintf(stderr, "generate: %s: %s\n", path.at, strerror(errno));
    buf_free(&path);
    buf_free(text);
    *text = (Buf){0};
    return good;
}

static bool make_folders(const char *folder)
{
    static const char *const parts[] = {
        "", "/man1", "/man5", "/sv", "/sv/man1", "/bash", "/zsh", "/vim", "/vim/syntax",
        "/vscode", "/vscode/syntaxes"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Buf path = {0};
        buf_addf(&path, "%s%s", folder, parts[i]);
        bool good = mkdir(path.at, 0777) == 0 || errno == EEXIST;
        if (!good)
            fprintf(stderr, "generate: %s: %s\n", path.at, strerror(errno));
        buf_free(&path);
        if (!good)
            return false;
    }
    return true;
}

/* Section 1 into sub-folder man1 or sv/man1. */
static bool put_pages(const char *folder, const Page *page,
                      const HelpText *help)
{
    const char *where = page->swedish ? "sv/man1" : "man1";
    Buf out = {0}, name = {0};
    man_program(&out, page);
    buf_addf(&name, "%s/fordela.1", where);
    bool good = put(folder, name.at, &out);
    for (size_t i = 0; i < SUBS && good; i++) {
        name.n = 0;
        buf_addf(&name, "%s/fordela-%s.1", where, sub_words[i]);
        man_subcommand(&out, page, (Sub)i, &help[i]);
        good = put(folder, name.at, &out);
    }
    buf_free(&name);
    return good;
}

static bool put_language(const char *folder, const Page *page)
{
    Buf out = {0};
    man_language(&out, page);
    return put(folder, "man5/fordela.5", &out);
}

static bool put_words(const char *folder, const Page *page,
                      const HelpText *help)
{
    Buf out = {0};
    bash_completion(&out);
    bool good = put(folder, "bash/fordela", &out);
    zsh_completion(&out, help);
    good &= put(folder, "zsh/_fordela", &out);
    vim_syntax(&out);
    good &= put(folder, "vim/syntax/fordela.vim", &out);
    vscode_grammar(&out);
    good &= put(folder, "vscode/syntaxes/fordela.tmLanguage.json", &out);
    vscode_package(&out, page->version);
    return put(folder, "vscode/package.json", &out) && good;
}

/* ---- Both languages ---- */

typedef struct Helps {
    HelpText program, checker, sub[SUBS];
} Helps;

static bool read_helps(Helps *helps, char **program, bool swedish)
{
    bool good = help_read(&helps->program, program[0], "help", swedish)
                && help_read(&helps->checker, program[1], "--help", swedish);
    for (size_t i = 0; i < SUBS && good; i++) {
        Buf arguments = {0};
        buf_addf(&arguments, "help %s", sub_words[i]);
        good = help_read(&helps->sub[i], program[0], arguments.at, swedish);
        buf_free(&arguments);
    }
    return good;
}

static void free_helps(Helps *helps)
{
    for (size_t i = 0; i < SUBS; i++)
        help_free(&helps->sub[i]);
    help_free(&helps->program);
    help_free(&helps->checker);
}

/* Everything in English, or the pages of section 1 in Swedish. */
static bool write_in(char **argv, bool swedish)
{
    Helps helps = {0};
    Page page = {swedish, FORDELA_VERSION, argv[4], &helps.program,
                 &helps.checker};
    bool good = read_helps(&helps, argv + 1, swedish)
                && put_pages(argv[3], &page, helps.sub)
                && (swedish || (put_language(argv[3], &page)
                                && put_words(argv[3], &page, helps.sub)));
    free_helps(&helps);
    return good;
}

static bool choose_swedish(const char *program)
{
    const char *slash = strrchr(program, '/');
    Buf folder = {0};
    buf_addf(&folder, "%.*s/locale", slash == NULL ? 1 : (int)(slash - program),
             slash == NULL ? "." : program);
    const char *why = tr_choose("sv", folder.at);
    if (why != NULL)
        fprintf(stderr, "generate: no Swedish in %s: %s\n", folder.at, why);
    buf_free(&folder);
    return why == NULL;
}

int main(int argc, char **argv)
{
    if (argc != 5) {
        fputs("generate FORDELA FORDELA-CHECK FOLDER DATE\n", stderr);
        return 2;
    }
    bool good = make_folders(argv[3]) && write_in(argv, false)
                && choose_swedish(argv[1]) && write_in(argv, true);
    return good ? 0 : 4;
}
