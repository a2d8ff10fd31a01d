/* page_frame.c - what stands around every page. */
#include "report/page_int.h"

#include <string.h>

#include "base/source.h"

/* page.css and page.js, as the Makefile embeds them. */
extern const unsigned char page_css[], page_js[];
extern const size_t page_css_size, page_js_size;

/* ---- The policy ---- */

static unsigned nibble(char c)
{
    return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
}

/* The 32 bytes of a digest in hexadecimal, by threes into four letters. */
static const char *base64_of_hex(Arena *arena, const char *hex)
{
    static const char letter[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char byte[33] = {0};
    char *out = arena_alloc(arena, 45, 1);
    for (size_t i = 0; i < 32; i++)
        byte[i] = (unsigned char)(nibble(hex[2 * i]) << 4
                                  | nibble(hex[2 * i + 1]));
    for (size_t i = 0; i < 11; i++) {
        unsigned three = (unsigned)byte[3 * i] << 16
                         | (unsigned)byte[3 * i + 1] << 8 | byte[3 * i + 2];
        for (size_t k = 0; k < 4; k++)
            out[4 * i + k] = letter[three >> (18 - 6 * k) & 63];
    }
    out[43] = '=';      /* one byte less than eleven threes */
    return out;
}

static const char *hash(Arena *arena, const unsigned char *bytes, size_t n)
{
    const Source *source = source_make(arena, "", (const char *)bytes, n);
    return base64_of_hex(arena, source->sha256);
}

/* Only this style sheet and this script, and no address at all. */
static void add_policy(const Page *page)
{
    buf_addf(page->out,
             "<meta http-equiv=\"Content-Security-Policy\" content=\""
             "default-src 'none'; style-src 'sha256-%s'; "
             "script-src 'sha256-%s'; base-uri 'none'; "
             "form-action 'none'\">\n",
             hash(page->arena, page_css, page_css_size),
             hash(page->arena, page_js, page_js_size));
}

/* ---- Head ---- */

/* The language is that of the words, which tr() knows: "en" is one of them. */
void page_open(const Page *page, const char *what, const char *title,
               const char *under)
{
    Buf *out = page->out;
    buf_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n"
                  "<meta charset=\"utf-8\">\n", tr("en"));
    add_policy(page);
    buf_add(out, "<meta name=\"viewport\" content=\"width=device-width, "
                 "initial-scale=1\">\n<title>");
    html_text(out, title);
    buf_add(out, "</title>\n<style>");
    buf_add_n(out, (const char *)page_css, page_css_size);
    buf_add(out, "</style>\n</head>\n<body>\n<header>\n<p class=\"kind\">");
    html_text(out, what);
    buf_add(out, "</p>\n<h1>");
    html_text(out, title);
    buf_add(out, "</h1>\n");
    if (under != NULL) {
        buf_add(out, "<p class=\"under\">");
        html_text(out, under);
        buf_add(out, "</p>\n");
    }
    buf_add(out, "</header>\n");
}

void page_contents(const Page *page, const char *const *entry)
{
    buf_addf(page->out, "<nav aria-label=\"%s\">", tr("Contents"));
    for (; *entry != NULL; entry += 2) {
        buf_addf(page->out, "<a href=\"#%s\">", entry[0]);
        html_text(page->out, tr(entry[1]));
        buf_add(page->out, "</a> ");
    }
    buf_add(page->out, "</nav>\n<main>\n");
}

void page_section(const Page *page, const char *id, const char *heading)
{
    buf_addf(page->out, "<section id=\"%s\">\n<h2>", id);
    html_text(page->out, heading);
    buf_add(page->out, "</h2>\n");
}

void page_section_end(const Page *page)
{
    buf_add(page->out, "</section>\n");
}

void page_paragraph(const Page *page, const char *html)
{
    buf_addf(page->out, "<p>%s</p>\n", html);
}

void page_fact(const Page *page, const char *label, const char *html)
{
    buf_addf(page->out, "<div><dt>%s</dt><dd>%s</dd></div>\n", label, html);
}

/* ---- Foot ---- */

static void add_files(const Page *page, const SourceList *sources)
{
    Buf *out = page->out;
    buf_addf(out, "<div class=\"wide\"><table class=\"files\"><thead><tr>"
                  "<th scope=\"col\">%s</th><th scope=\"col\">SHA-256</th>"
                  "</tr></thead><tbody>\n", tr("File"));
    for (size_t i = 0; i < sources->n; i++) {
        buf_add(out, "<tr><td>");
        html_text(out, sources->at[i]->path);
        buf_addf(out, "</td><td><code>%s</code></td></tr>\n",
                 sources->at[i]->sha256);
    }
    buf_add(out, "</tbody></table></div>\n");
}

void page_close(const Page *page, const PageFrame *frame)
{
    Buf *out = page->out;
    page_section(page, "files", tr("How this page was made"));
    page_paragraph(page, html_say(page->arena,
        tr("Every file that was read, with the SHA-256 of its bytes: the "
           "same files give the same amounts.")));
    add_files(page, frame->sources);
    if (frame->command != NULL) {
        page_paragraph(page, html_plain(page->arena,
                                        tr("The command that made it:")));
        buf_add(out, "<pre><code>");
        html_text(out, frame->command);
        buf_add(out, "</code></pre>\n");
    }
    page_section_end(page);
    buf_add(out, "</main>\n<footer><p>");
    html_text(out, arena_format(page->arena,
                                tr("Made by Fördela %s. Amounts are computed "
                                   "exactly; nothing in this page needs the "
                                   "network."), frame->version));
    buf_add(out, "</p></footer>\n<script>");
    buf_add_n(out, (const char *)page_js, page_js_size);
    buf_add(out, "</script>\n</body>\n</html>\n");
}
