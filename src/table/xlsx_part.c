/* xlsx_part.c - a part of a workbook, unpacked piece by piece and parsed. */
#include <string.h>

#include "base/mem.h"
#include "base/tr.h"
#include "table/xlsx_int.h"

#define PIECE 65536
/* Elements inside one another; a worksheet has about eight. Each open one
 * takes memory, and a packed file can open millions. */
#define DEPTH_MAX 256
/* Bytes of a tag with its attributes, or of a comment. The parser keeps them
 * together. */
#define TAG_MAX ((size_t)1 << 20)
/* Bytes it may hold back while a tag of TAG_MAX is read: some releases look at
 * a tag again with each piece, others when there is twice as much of it. */
#define HELD_MAX (2 * TAG_MAX + PIECE)

typedef struct Part {
    Xlsx *x;
    const char *name;
    const XlsxParse *parse;
    XML_Parser parser;
    unsigned depth;
} Part;

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon == NULL ? name : colon + 1;
}

const char *xlsx_attribute(const char **attribute, const char *name)
{
    for (; *attribute != NULL; attribute += 2)
        if (strcmp(local(attribute[0]), name) == 0)
            return attribute[1];
    return NULL;
}

bool xlsx_is_true(const char *attribute)
{
    return attribute != NULL && (strcmp(attribute, "1") == 0
                                 || strcmp(attribute, "true") == 0);
}

static void stop_after_fault(Part *p)
{
    if (p->x->failed)
        XML_StopParser(p->parser, XML_FALSE);
}

static void refuse_tag(Part *p)
{
    xlsx_broken(p->x, p->name, N_("one of its tags is longer than 1 MiB"));
}

static void check_tag(Part *p)
{
    if (!p->x->failed && XML_GetCurrentByteCount(p->parser) > (int)TAG_MAX)
        refuse_tag(p);
    stop_after_fault(p);
}

static void XMLCALL on_start(void *data, const char *name,
                             const char **attribute)
{
    Part *p = data;
    check_tag(p);
    if (++p->depth > DEPTH_MAX)
        xlsx_broken(p->x, p->name, N_("its elements are nested too deep"));
    if (p->parse->start != NULL && !p->x->failed)
        p->parse->start(p->parse->context, local(name), attribute);
    stop_after_fault(p);
}

static void XMLCALL on_end(void *data, const char *name)
{
    Part *p = data;
    check_tag(p);
    p->depth--;
    if (p->parse->end != NULL)
        p->parse->end(p->parse->context, local(name));
    stop_after_fault(p);
}

static void XMLCALL on_text(void *data, const char *text, int len)
{
    Part *p = data;
    if (p->parse->text != NULL)
        p->parse->text(p->parse->context, text, len);
    stop_after_fault(p);
}

static void XMLCALL on_comment(void *data, const char *text)
{
    (void)text;
    check_tag(data);
}

static void XMLCALL on_instruction(void *data, const char *to,
                                   const char *text)
{
    (void)to, (void)text;
    check_tag(data);
}

/* Entities, by which small files become large ones, have no place here. */
static void XMLCALL on_doctype(void *data, const char *name, const char *id,
                               const char *public, int subset)
{
    Part *p = data;
    (void)name, (void)id, (void)public, (void)subset;
    xlsx_broken(p->x, p->name, N_("it declares a document type"));
    stop_after_fault(p);
}

static void *allocate(size_t size)
{
    return mem_alloc(size, 1);
}

static void *resize(void *old, size_t size)
{
    return mem_resize(old, size, 1);
}

static void parse_piece(Part *p, const char *bytes, size_t n, bool last)
{
    if (XML_Parse(p->parser, bytes, (int)n, last) != XML_STATUS_OK)
        xlsx_broken(p->x, p->name,
                    XML_ErrorString(XML_GetErrorCode(p->parser)));
}

/* After total bytes: is a tag begun that does not end? */
static void check_held(Part *p, size_t total)
{
    XML_Index done = XML_GetCurrentByteIndex(p->parser);
    if (total - (done < 0 ? 0 : (size_t)done) > HELD_MAX)
        refuse_tag(p);
}

static void read_pieces(Part *p, zip_file_t *file)
{
    char *bytes = mem_alloc(PIECE, 1);
    size_t total = 0;
    zip_int64_t n = 1;
    while (!p->x->failed && n > 0) {
        n = zip_fread(file, bytes, PIECE);
        total += n > 0 ? (size_t)n : 0;
        if (n < 0)
            xlsx_broken(p->x, p->name, zip_file_strerror(file));
        else if (total > XLSX_PART_MAX)
            xlsx_refuse(p->x, "leave out rows and columns that are not "
                        "needed",
                        "\"%s\" is larger than 1 GiB when unpacked: %s",
                        p->x->raw->path, p->name);
        else
            parse_piece(p, bytes, (size_t)n, n == 0);
        check_held(p, total);
    }
    mem_free(bytes);
}

static bool is_encrypted(Xlsx *x, const char *part)
{
    zip_stat_t stat;
    return zip_stat(x->zip, part, 0, &stat) == 0
           && (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0
           && stat.encryption_method != ZIP_EM_NONE;
}

void xlsx_add_text(Xlsx *x, const char *part, Buf *out, const char *text,
                   int len)
{
    if (out->n + (size_t)len > XLSX_TEXT_MAX)
        xlsx_broken(x, part, N_("one of its texts is longer than 1 MiB"));
    else
        buf_add_n(out, text, (size_t)len);
}

/* The character of "_x000D_", or 0: those that stand in no text, halves of
 * others, and what is no escape stay as they are. */
static uint32_t escaped(const char *at)
{
    static const char digits[] = "0123456789ABCDEFabcdef";
    uint32_t c = 0;
    if (at[0] != '_' || at[1] != 'x')
        return 0;
    for (size_t i = 2; i < 6; i++) {
        const char *digit = at[i] == '\0' ? NULL : strchr(digits, at[i]);
        if (digit == NULL)
            return 0;
        size_t value = (size_t)(digit - digits);
        c = c * 16 + (uint32_t)(value < 16 ? value : value - 6);
    }
    bool shown = c >= ' ' || c == '\t' || c == '\n' || c == '\r';
    return at[6] == '_' && shown && (c < 0xD800 || c > 0xDFFF) ? c : 0;
}

void xlsx_unescape(Buf *text)
{
    size_t to = 0;
    buf_add(text, "");
    for (size_t from = 0; from < text->n; from++) {
        uint32_t c = escaped(text->at + from);
        if (c == 0) {
            text->at[to++] = text->at[from];
        } else {
            to += utf8_put(c, text->at + to);
            from += 6;
        }
    }
    text->n = to;
    text->at[to] = '\0';
}

bool xlsx_part(Xlsx *x, const char *part, const XlsxParse *parse)
{
    static const XML_Memory_Handling_Suite memory = {allocate, resize,
                                                     mem_free};
    Part p = {x, part, parse, NULL, 0};
    if (is_encrypted(x, part)) {
        xlsx_refuse(x, "take its password away and save it anew",
                    "\"%s\" is protected by a password", x->raw->path);
        return false;
    }
    zip_file_t *file = zip_fopen(x->zip, part, 0);
    if (file == NULL) {
        xlsx_broken(x, part, zip_strerror(x->zip));
        return false;
    }
    p.parser = XML_ParserCreate_MM(NULL, &memory, NULL);
    XML_SetUserData(p.parser, &p);
    XML_SetElementHandler(p.parser, on_start, on_end);
    XML_SetCharacterDataHandler(p.parser, on_text);
    XML_SetCommentHandler(p.parser, on_comment);
    XML_SetProcessingInstructionHandler(p.parser, on_instruction);
    XML_SetStartDoctypeDeclHandler(p.parser, on_doctype);
    read_pieces(&p, file);
    XML_ParserFree(p.parser);
    zip_fclose(file);
    return !x->failed;
}
