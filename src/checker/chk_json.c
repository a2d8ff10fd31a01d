/* chk_json.c - a strict JSON reader (RFC 8259), bounded in every direction.
 *
 * Stricter than the standard: UTF-8 only, no byte order mark, no zero bytes
 * in texts, no member twice, numbers only as whole counts of 0 to 15 digits.
 */
#include <string.h>

#include "checker/checker.h"

typedef struct Reader {
    Check *c;
    const char *text;
    size_t n, at;
    size_t depth, values;
} Reader;

static Node *read_value(Reader *r);

/* Always NULL. */
static Node *complain(Reader *r, const char *what)
{
    size_t line = 1;
    for (size_t i = 0; i < r->at && i < r->n; i++)
        line += r->text[i] == '\n';
    chk_fail(r->c, CHK_FORM, "not a certificate: line %zu: %s", line, what);
    return NULL;
}

static void skip_blanks(Reader *r)
{
    while (r->at < r->n && strchr(" \t\r\n", r->text[r->at])
           && r->text[r->at] != '\0')
        r->at++;
}

static bool take(Reader *r, const char *word)
{
    size_t n = strlen(word);
    if (r->n - r->at < n || memcmp(r->text + r->at, word, n) != 0)
        return false;
    r->at += n;
    return true;
}

static Node *node_new(Reader *r, NodeKind kind)
{
    Node *node = chk_alloc(r->c, 1, sizeof *node);
    node->kind = kind;
    node->from = r->at;
    return node;
}

/* ---- Texts ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Four hexadecimal digits; -1 if they are none. */
static long read_hex(Reader *r)
{
    long value = 0;
    for (int i = 0; i < 4; i++) {
        int digit = r->at < r->n ? hex_digit(r->text[r->at]) : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
        r->at++;
    }
    return value;
}

static size_t put_utf8(char *out, long code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xC0 | code >> 6);
        out[1] = (char)(0x80 | (code & 63));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xE0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 63));
        out[2] = (char)(0x80 | (code & 63));
        return 3;
    }
    out[0] = (char)(0xF0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 63));
    out[2] = (char)(0x80 | (code >> 6 & 63));
    out[3] = (char)(0x80 | (code & 63));
    return 4;
}

/* Size of the character at s, 0 if it is no UTF-8 (RFC 3629). */
static size_t utf8_size(const unsigned char *s, size_t n)
{
    size_t size = s[0] < 0x80                   ? 1
                  : s[0] >= 0xC2 && s[0] < 0xE0 ? 2
                  : s[0] >= 0xE0 && s[0] < 0xF0 ? 3
                  : s[0] >= 0xF0 && s[0] < 0xF5 ? 4
                                                : 0;
    if (size == 0 || size > n)
        return 0;
    for (size_t i = 1; i < size; i++)
        if (s[i] < 0x80 || s[i] > 0xBF)
            return 0;
    if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F)
        || (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
        return 0;
    return size;
}

/* What follows a backslash; bytes written, 0 after a fault. */
static size_t read_escape(Reader *r, char *out)
{
    static const char plain[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    char c = r->at < r->n ? r->text[r->at] : '\0';
    const char *found = c != '\0' ? strchr(plain, c) : NULL;
    if (found) {
        r->at++;
        *out = means[found - plain];
        return 1;
    }
    if (!take(r, "u"))
        return 0;
    long code = read_hex(r);
    if (code >= 0xD800 && code < 0xDC00) {
        long low = take(r, "\\u") ? read_hex(r) : -1;
        if (low < 0xDC00 || low > 0xDFFF)
            return 0;
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    } else if (code >= 0xDC00 && code < 0xE000) {
        return 0;
    }
    return code <= 0 ? 0 : put_utf8(out, code);
}

/* At the opening quote. NULL after a fault. */
static char *read_string(Reader *r)
{
    size_t end = ++r->at;
    while (end < r->n && r->text[end] != '"')
        end += r->text[end] == '\\' ? 2 : 1;
    if (end >= r->n) {
        complain(r, chk_tr("a text is not closed"));
        return NULL;
    }
    char *out = chk_alloc(r->c, end - r->at + 1, 1);
    size_t used = 0;
    while (r->at < end) {
        const unsigned char *s = (const unsigned char *)r->text + r->at;
        size_t size = *s < 0x20 ? 0 : utf8_size(s, end - r->at);
        if (*s == '\\') {
            r->at++;
            size = read_escape(r, out + used);
        } else if (size > 0) {
            memcpy(out + used, s, size);
            r->at += size;
        }
        if (size == 0) {
            complain(r, chk_tr("a text holds what no JSON text can"));
            return NULL;
        }
        used += size;
    }
    r->at++;
    return out;
}

static Node *read_text(Reader *r)
{
    Node *node = node_new(r, NODE_TEXT);
    node->text = read_string(r);
    return node->text ? node : NULL;
}

/* ---- Numbers, lists, objects ---- */

static Node *read_number(Reader *r)
{
    Node *node = node_new(r, NODE_NUMBER);
    size_t end = r->at;
    while (end < r->n && r->text[end] >= '0' && r->text[end] <= '9')
        end++;
    size_t n = end - r->at;
    bool more = end < r->n && strchr(".eE+-", r->text[end])
                && r->text[end] != '\0';
    if (n == 0 || n > 15 || more || (n > 1 && r->text[r->at] == '0'))
        return complain(r, n == 0 ? chk_tr("this is no JSON value")
                                  : chk_tr("this is no count of 0 to 15 "
                                           "digits"));
    char *copy = chk_alloc(r->c, n + 1, 1);
    memcpy(copy, r->text + r->at, n);
    node->text = copy;
    r->at = end;
    return node;
}

/* "NAME": before a member's value. */
static char *read_name(Reader *r, const Node *object)
{
    if (r->at >= r->n || r->text[r->at] != '"') {
        complain(r, chk_tr("a member needs a name in quotes"));
        return NULL;
    }
    char *name = read_string(r);
    if (!name)
        return NULL;
    if (chk_find(object, name)) {
        complain(r, chk_tr("a member stands twice in one object"));
        return NULL;
    }
    skip_blanks(r);
    if (!take(r, ":")) {
        complain(r, chk_tr("a colon is missing after a name"));
        return NULL;
    }
    skip_blanks(r);
    return name;
}

/* After the opening bracket. */
static Node *read_inside(Reader *r, Node *node, const char *close)
{
    Node **link = &node->first;
    skip_blanks(r);
    if (take(r, close))
        return node;
    for (;;) {
        char *name = NULL;
        skip_blanks(r);
        if (node->kind == NODE_OBJECT) {
            if (node->n == JSON_MEMBERS_MAX)
                return complain(r, chk_tr("an object has too many members"));
            name = read_name(r, node);
            if (!name)
                return NULL;
        }
        Node *inside = read_value(r);
        if (!inside)
            return NULL;
        inside->name = name;
        *link = inside;
        link = &inside->next;
        node->n++;
        skip_blanks(r);
        if (take(r, close))
            return node;
        if (!take(r, ","))
            return complain(r, chk_tr("a comma or a closing bracket is "
                                      "missing"));
    }
}

static Node *read_value(Reader *r)
{
    char c = r->at < r->n ? r->text[r->at] : '\0';
    if (++r->values > r->c->values_max)
        return complain(r, chk_tr("there are too many values"));
    if (c == '"')
        return read_text(r);
    Node *node = node_new(r, c == '{' ? NODE_OBJECT : NODE_LIST);
    if (take(r, "{") || take(r, "[")) {
        if (++r->depth > JSON_DEPTH_MAX)
            return complain(r, chk_tr("values are nested too deep"));
        node = read_inside(r, node, c == '{' ? "}" : "]");
        r->depth--;
        return node;
    }
    node->kind = NODE_FLAG;
    if (take(r, "true")) {
        node->flag = true;
        return node;
    }
    if (take(r, "false"))
        return node;
    node->kind = NODE_NULL;
    return take(r, "null") ? node : read_number(r);
}

Node *chk_json(Check *c, const char *text, size_t n)
{
    Reader r = {.c = c, .text = text, .n = n};
    skip_blanks(&r);
    Node *node = read_value(&r);
    if (!node)
        return NULL;
    skip_blanks(&r);
    return r.at == n ? node : complain(&r, chk_tr("something follows the "
                                                  "end"));
}
