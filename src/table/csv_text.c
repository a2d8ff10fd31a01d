/* csv_text.c - a table's bytes as UTF-8, and which separator it uses. */
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "table/table_int.h"

/* Unicode's table CP1252.TXT for 0x80 to 0x9F; 0: not defined. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

typedef enum Encoding {
    ENCODING_GUESS,
    ENCODING_UTF_8,
    ENCODING_WINDOWS_1252,
    ENCODING_ISO_8859_1,
    ENCODING_UNKNOWN
} Encoding;

static bool same_word(const char *a, const char *b)
{
    for (; *a != '\0' && *b != '\0'; a++, b++) {
        char c = *a >= 'A' && *a <= 'Z' ? (char)(*a - 'A' + 'a') : *a;
        if (c != *b)
            return false;
    }
    return *a == *b;
}

static Encoding encoding_named(const char *name)
{
    static const struct {
        const char *name;
        Encoding encoding;
    } known[] = {
        {"utf-8", ENCODING_UTF_8},
        {"utf8", ENCODING_UTF_8},
        {"windows-1252", ENCODING_WINDOWS_1252},
        {"cp1252", ENCODING_WINDOWS_1252},
        {"iso-8859-1", ENCODING_ISO_8859_1},
        {"latin1", ENCODING_ISO_8859_1},
    };
    if (name == NULL)
        return ENCODING_GUESS;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (same_word(name, known[i].name))
            return known[i].encoding;
    return ENCODING_UNKNOWN;
}

static Place byte_place(const Source *source, size_t at, size_t n)
{
    return (Place){source, {(uint32_t)at, (uint32_t)(at + n)}};
}

static unsigned byte_at(const Source *source, size_t at)
{
    return (unsigned char)source->text[at];
}

/* Files that are no text at all are known by their first bytes. */
static bool refuse_foreign(const Source *raw, Diags *diags)
{
    static const struct {
        const char *bytes;
        const char *what, *way_out;
    } foreign[] = {
        {"PK\x03\x04", N_("this is a workbook or another zip file, not CSV"),
         N_("save the sheet as CSV (UTF-8)")},
        {"\xD0\xCF\x11\xE0", N_("this is an old or locked workbook, not CSV"),
         N_("save the sheet as CSV (UTF-8)")},
        {"\xFF\xFE", N_("the text is UTF-16"), N_("save the file as UTF-8")},
        {"\xFE\xFF", N_("the text is UTF-16"), N_("save the file as UTF-8")},
    };
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        size_t n = strlen(foreign[i].bytes);
        if (raw->len >= n && memcmp(raw->text, foreign[i].bytes, n) == 0) {
            diag_add(diags, DIAG_FAULT, byte_place(raw, 0, 0),
                     foreign[i].way_out, "%s", tr(foreign[i].what));
            return true;
        }
    }
    const char *nul = raw->len == 0 ? NULL : memchr(raw->text, 0, raw->len);
    if (nul == NULL)
        return false;
    diag_add(diags, DIAG_FAULT, byte_place(raw, (size_t)(nul - raw->text), 1),
             "save the file as plain text in UTF-8",
             "a NUL byte: this is not plain text");
    return true;
}

/* The letters of the Nordic languages beyond ASCII take two bytes in UTF-8,
 * the first 0xC3: in Windows-1252 a capital A with tilde before a sign, which
 * stands in no Nordic text. Here their second bytes. */
static const char nordic[] =
    "\xA5\xA4\xB6\x85\x84\x96"  /* Swedish */
    "\xA9\x89\xA8\xA1\x81\xBC\x9C\xA6\x86\xB8\x98";

static bool has_nordic_utf8(const Source *raw)
{
    for (size_t i = 0; i + 1 < raw->len; i++)
        if (byte_at(raw, i) == 0xC3 && raw->text[i + 1] != '\0' &&
            strchr(nordic, raw->text[i + 1]) != NULL)
            return true;
    return false;
}

/* One fault for each undefined byte value. */
static bool refuse_undefined(const Source *raw, bool guessed, Diags *diags)
{
    bool told[32] = {false};
    bool any = false;
    for (size_t i = 0; i < raw->len; i++) {
        unsigned c = byte_at(raw, i);
        if (c < 0x80 || c > 0x9F || windows_1252[c - 0x80] != 0 ||
            told[c - 0x80])
            continue;
        told[c - 0x80] = any = true;
        diag_add(diags, DIAG_FAULT, byte_place(raw, i, 1),
                 "save the file as UTF-8, or say which encoding it has",
                 "%sbyte 0x%02X is not defined in Windows-1252",
                 guessed ? tr("the text is not UTF-8, and ") : "", c);
    }
    return any;
}

size_t utf8_put(uint32_t c, char *out)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | c >> 12);
    out[1] = (char)(0x80 | (c >> 6 & 0x3F));
    out[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

static uint32_t character(unsigned byte, bool windows)
{
    return windows && byte >= 0x80 && byte <= 0x9F ? windows_1252[byte - 0x80]
                                                   : byte;
}

/* raw from a one-byte encoding. The hash stays that of the file. */
static const Source *convert(Arena *arena, const Source *raw, bool windows,
                             Diags *diags)
{
    char put[4];
    size_t len = 0;
    for (size_t i = 0; i < raw->len; i++)
        len += utf8_put(character(byte_at(raw, i), windows), put);
    if (len > SOURCE_BYTES_MAX) {
        diag_add(diags, DIAG_FAULT, byte_place(raw, 0, 0),
                 "leave out columns or rows that are not needed",
                 "the table is larger than 1 GiB as UTF-8");
        return NULL;
    }
    Arena *scratch = arena_new();
    char *text = arena_alloc(scratch, len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < raw->len; i++)
        n += utf8_put(character(byte_at(raw, i), windows), text + n);
    Source *made = source_make(arena, raw->path, text, n);
    arena_free(scratch);
    memcpy(made->sha256, raw->sha256, sizeof made->sha256);
    return made;
}

static bool refuse_mixed(const Source *raw, size_t bad, Diags *diags)
{
    if (!has_nordic_utf8(raw))
        return false;
    diag_add(diags, DIAG_FAULT, byte_place(raw, bad, 1),
             "save the whole file as UTF-8",
             "the text mixes encodings: byte 0x%02X is not UTF-8, but other "
             "letters are", byte_at(raw, bad));
    return true;
}

static const Source *decode_guess(Arena *arena, const Source *raw,
                                  Diags *diags, bool *windows)
{
    size_t bad = utf8_check(raw->text, raw->len);
    if (bad == raw->len)
        return raw;
    if (refuse_mixed(raw, bad, diags) || refuse_undefined(raw, true, diags))
        return NULL;
    const Source *made = convert(arena, raw, true, diags);
    if (made == NULL)
        return NULL;
    char put[4];
    size_t at = 0;
    for (size_t i = 0; i < bad; i++)
        at += utf8_put(character(byte_at(raw, i), true), put);
    size_t n = utf8_put(character(byte_at(raw, bad), true), put);
    diag_add(diags, DIAG_NOTE, byte_place(made, at, n),
             "if the letters \xC3\xA5, \xC3\xA4, \xC3\xB6 look right, "
             "nothing is needed; else save it as UTF-8, or name the encoding "
             "in the data's column clause",
             "the text is not UTF-8 and was read as Windows-1252");
    *windows = true;
    return made;
}

static const Source *decode_utf8(const Source *raw, Diags *diags)
{
    size_t bad = utf8_check(raw->text, raw->len);
    if (bad == raw->len)
        return raw;
    diag_add(diags, DIAG_FAULT, byte_place(raw, bad, 1),
             "save the file as UTF-8, or write encoding \"windows-1252\"",
             "byte 0x%02X is not UTF-8", byte_at(raw, bad));
    return NULL;
}

bool text_decode(Arena *arena, const Source *raw, const char *encoding,
                 Place asked, Diags *diags, const Source **out, bool *windows)
{
    *windows = false;
    *out = NULL;
    if (refuse_foreign(raw, diags))
        return false;
    switch (encoding_named(encoding)) {
    case ENCODING_GUESS:
        *out = decode_guess(arena, raw, diags, windows);
        break;
    case ENCODING_UTF_8:
        *out = decode_utf8(raw, diags);
        break;
    case ENCODING_WINDOWS_1252:
        *windows = true;
        if (!refuse_undefined(raw, false, diags))
            *out = convert(arena, raw, true, diags);
        break;
    case ENCODING_ISO_8859_1:
        *out = convert(arena, raw, false, diags);
        break;
    case ENCODING_UNKNOWN:
        diag_add(diags, DIAG_FAULT, asked,
                 "write \"utf-8\", \"windows-1252\" or \"iso-8859-1\"",
                 "unknown encoding \"%s\"", encoding);
        break;
    }
    return *out != NULL;
}

size_t csv_declared(const Source *source)
{
    const char *text = source->text;
    if (source->len < 6 || strncmp(text, "sep=", 4) != 0 ||
        strchr(";,\t", text[4]) == NULL ||
        (text[5] != '\n' && text[5] != '\r'))
        return 0;
    return text[5] == '\r' && text[6] == '\n' ? 7 : 6;
}

char csv_separator(const Source *source)
{
    if (csv_declared(source) > 0)
        return source->text[4];
    static const char marks[] = {';', '\t', ','};
    size_t count[3] = {0, 0, 0};
    bool quoted = false;
    size_t at = strspn(source->text, "\r\n");
    for (; at < source->len; at++) {
        char c = source->text[at];
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == '\n' || c == '\r'))
            break;
        for (size_t i = 0; i < 3 && !quoted; i++)
            count[i] += c == marks[i];
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++)
        if (count[i] > count[best])
            best = i;
    return count[best] == 0 ? ',' : marks[best];
}

const char *csv_separator_name(char separator)
{
    return separator == '\t'  ? tr("a tab")
           : separator == ';' ? "\";\"" : "\",\"";
}

size_t blank_size(const char *text, size_t len)
{
    if (len >= 1 && (*text == ' ' || *text == '\t'))
        return 1;
    if (len >= 2 && memcmp(text, "\xC2\xA0", 2) == 0)
        return 2;
    static const char *const wide[] = {
        "\xE2\x80\xAF", "\xE2\x80\x89", "\xE2\x80\x87"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (len >= 3 && memcmp(text, wide[i], 3) == 0)
            return 3;
    return 0;
}

const char *text_trimmed(const char *text, size_t *len)
{
    size_t left = *len, n;
    while (left > 0 && ((n = blank_size(text, left)) > 0 ||
                        (n = (*text == '\r' || *text == '\n')) > 0)) {
        text += n;
        left -= n;
    }
    for (size_t cut = 1; cut > 0;) {
        cut = 0;
        for (size_t tail = 1; tail <= 3 && tail <= left && cut == 0; tail++)
            if (blank_size(text + left - tail, tail) == tail)
                cut = tail;
        if (left > 0 && (text[left - 1] == '\r' || text[left - 1] == '\n'))
            cut = 1;
        left -= cut;
    }
    *len = left;
    return text;
}
