/* casefile.c - splits a case file into sections and unpacks its files. */
#include "casefile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char no_newline[] = "\\ no newline\n";

char *file_read(const char *path, size_t *len)
{
    FILE *in = fopen(path, "rb");
    char *bytes = NULL, block[8192];
    size_t got, ignored;
    FILE *to;

    if (!in)
        return NULL;
    to = open_memstream(&bytes, len ? len : &ignored);
    while ((got = fread(block, 1, sizeof block, in)) > 0)
        fwrite(block, 1, got, to);
    fclose(to);
    if (ferror(in)) {
        free(bytes);
        bytes = NULL;
        errno = EIO;
    }
    fclose(in);
    return bytes;
}

bool file_write(const char *path, Span bytes)
{
    FILE *to = fopen(path, "wb");
    bool ok;

    if (!to)
        return false;
    ok = fwrite(bytes.at, 1, bytes.len, to) == bytes.len;
    return fclose(to) == 0 && ok;
}

static bool span_is(Span span, const char *text)
{
    return span.len == strlen(text) && memcmp(span.at, text, span.len) == 0;
}

/* The NAME of a line `-- NAME --`; len 0 for any other line. */
static Span header_name(Span line)
{
    Span none = { NULL, 0 };

    if (line.len > 0 && line.at[line.len - 1] == '\n')
        line.len--;
    if (line.len < 7 || memcmp(line.at, "-- ", 3) != 0
        || memcmp(line.at + line.len - 3, " --", 3) != 0)
        return none;
    return (Span){ line.at + 3, line.len - 6 };
}

static void split_sections(CaseFile *file, size_t len)
{
    const char *at = file->bytes, *end = at + len;
    Span *text = &file->comment;

    *text = (Span){ at, 0 };
    for (int number = 1; at < end; number++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t size = newline ? (size_t)(newline + 1 - at)
                              : (size_t)(end - at);
        Span name = header_name((Span){ at, size });

        if (name.len > 0) {
            file->sections = reallocarray(file->sections, file->count + 1,
                                          sizeof *file->sections);
            Section *section = &file->sections[file->count++];
            *section = (Section){ name, { at + size, 0 }, number };
            text = &section->text;
        } else {
            text->len += size;
        }
        at += size;
    }
}

CaseFile *casefile_read(const char *path)
{
    size_t len = 0;
    char *bytes = file_read(path, &len);
    CaseFile *file;

    if (!bytes)
        return NULL;
    file = calloc(1, sizeof *file);
    file->bytes = bytes;
    split_sections(file, len);
    return file;
}

void casefile_free(CaseFile *file)
{
    if (!file)
        return;
    free(file->sections);
    free(file->bytes);
    free(file);
}

bool section_is(const Section *section, const char *name)
{
    return span_is(section->name, name);
}

bool section_is_special(const Section *section)
{
    return section_is(section, "command") || section_is(section, "stdout")
        || section_is(section, "stderr") || section_is(section, "status");
}

Span section_bytes(const Section *section)
{
    Span text = section->text;
    size_t marker = sizeof no_newline - 1;

    if (text.len >= marker
        && memcmp(text.at + text.len - marker, no_newline, marker) == 0
        && (text.len == marker || text.at[text.len - marker - 1] == '\n')) {
        text.len -= marker;
        if (text.len > 0)
            text.len--;
    }
    return text;
}

void section_write(FILE *to, const char *name, Span bytes)
{
    fprintf(to, "-- %s --\n", name);
    fwrite(bytes.at, 1, bytes.len, to);
    if (bytes.len > 0 && bytes.at[bytes.len - 1] != '\n')
        fprintf(to, "\n%s", no_newline);
}

/* Decodes base64 in place of a library; false on any other character. */
static bool write_base64(FILE *to, Span text)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned bits = 0;
    int held = 0;

    for (size_t i = 0; i < text.len && text.at[i] != '='; i++) {
        const char *digit = strchr(digits, text.at[i]);
        if (text.at[i] == '\n' || text.at[i] == ' ')
            continue;
        if (!digit || text.at[i] == '\0')
            return false;
        bits = (bits << 6 | (unsigned)(digit - digits)) & 0xfffff;
        held += 6;
        if (held >= 8) {
            held -= 8;
            fputc((int)(bits >> held & 0xff), to);
        }
    }
    return true;
}

/* Makes the folders that `path` needs, from its byte `from` on. */
static void make_folders(char *path, size_t from)
{
    for (char *slash = strchr(path + from, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
}

static bool unpack_one(const Section *section, const char *folder)
{
    Span name = section->name, bytes;
    bool base64 = name.len > 7 && memcmp(name.at, "base64 ", 7) == 0;
    char path[4096];
    struct stat was;
    FILE *to;
    bool ok = true;

    if (base64)
        name = (Span){ name.at + 7, name.len - 7 };
    if (name.at[0] == '/' || memmem(name.at, name.len, "..", 2)
        || strlen(folder) + name.len + 2 > sizeof path)
        return false;
    sprintf(path, "%s/%.*s", folder, (int)name.len, name.at);
    make_folders(path, strlen(folder) + 1);
    if (name.at[name.len - 1] == '/')
        return true;
    if (stat(path, &was) == 0)      /* two sections of one name */
        return false;
    to = fopen(path, "wb");
    if (!to)
        return false;
    bytes = section_bytes(section);
    if (base64)
        ok = write_base64(to, bytes);
    else
        fwrite(bytes.at, 1, bytes.len, to);
    return fclose(to) == 0 && ok;
}

bool casefile_unpack(const CaseFile *file, const char *folder, FILE *why)
{
    for (size_t i = 0; i < file->count; i++) {
        const Section *section = &file->sections[i];

        if (section_is_special(section) || unpack_one(section, folder))
            continue;
        fprintf(why, "line %d: cannot write the file \"%.*s\"\n",
                section->line, (int)section->name.len, section->name.at);
        return false;
    }
    return true;
}
