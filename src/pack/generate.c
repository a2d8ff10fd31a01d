/* generate.c - writes man pages, completion and highlighting.
 *
 *     generate FORDELA FORDELA-CHECK FOLDER DATE
 *
 * The two programs are asked for their help; DATE stands in the man pages.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

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
        "", "/man1", "/man5", "/bash", "/zsh", "/vim", "/vim/syntax",
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

static bool put_pages(const char *folder, const Page *page,
                      const HelpText *help)
{
    Buf out = {0};
    man_program(&out, page);
    bool good = put(folder, "man1/fordela.1", &out);
    for (size_t i = 0; i < SUBS && good; i++) {
        Buf name = {0};
        buf_addf(&name, "man1/fordela-%s.1", sub_words[i]);
        man_subcommand(&out, page, (Sub)i, &help[i]);
        good = put(folder, name.at, &out);
        buf_free(&name);
    }
    man_language(&out, page);
    return put(folder, "man5/fordela.5", &out) && good;
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

int main(int argc, char **argv)
{
    HelpText program = {0}, checker = {0}, help[SUBS] = {{{0}, {{0}}, 0}};
    if (argc != 5) {
        fputs("generate FORDELA FORDELA-CHECK FOLDER DATE\n", stderr);
        return 2;
    }
    bool good = make_folders(argv[3]) && help_read(&program, argv[1], "help")
                && help_read(&checker, argv[2], "--help");
    for (size_t i = 0; i < SUBS && good; i++) {
        Buf arguments = {0};
        buf_addf(&arguments, "help %s", sub_words[i]);
        good = help_read(&help[i], argv[1], arguments.at);
        buf_free(&arguments);
    }
    Page page = {FORDELA_VERSION, argv[4], &program, &checker};
    good = good && put_pages(argv[3], &page, help)
           && put_words(argv[3], &page, help);
    for (size_t i = 0; i < SUBS; i++)
        help_free(&help[i]);
    help_free(&program);
    help_free(&checker);
    return good ? 0 : 4;
}
