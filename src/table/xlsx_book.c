/* xlsx_book.c - which sheets a workbook has, and where its parts are. */
#include <string.h>

#include "base/tr.h"
#include "table/xlsx_int.h"

typedef struct Relation {
    const char *id, *type, *target;
} Relation;

typedef struct Sheet {
    const char *name, *id;
    bool hidden;
} Sheet;

typedef struct Book {
    Xlsx *x;
    const char *folder;     /* that relations are relative to */
    VEC(Relation) relations;
    VEC(Sheet) sheets;
} Book;

static const char *keep(Book *b, const char *text)
{
    return text == NULL ? "" : arena_string(b->x->arena, text);
}

static void on_relation(void *context, const char *name,
                        const char **attribute)
{
    Book *b = context;
    if (strcmp(name, "Relationship") != 0)
        return;
    Relation *r = VEC_ADD(b->x->arena, &b->relations);
    r->id = keep(b, xlsx_attribute(attribute, "Id"));
    r->type = keep(b, xlsx_attribute(attribute, "Type"));
    const char *target = keep(b, xlsx_attribute(attribute, "Target"));
    r->target = target[0] == '/'
                    ? target + 1
                    : path_join_plain(b->x->arena, b->folder, target);
}

static void on_book(void *context, const char *name, const char **attribute)
{
    Book *b = context;
    if (strcmp(name, "workbookPr") == 0) {
        b->x->since_1904 =
            xlsx_is_true(xlsx_attribute(attribute, "date1904"));
    } else if (strcmp(name, "calcPr") == 0) {
        b->x->asks_computing =
            xlsx_is_true(xlsx_attribute(attribute, "fullCalcOnLoad"));
    } else if (strcmp(name, "sheet") == 0) {
        const char *state = xlsx_attribute(attribute, "state");
        Sheet *sheet = VEC_ADD(b->x->arena, &b->sheets);
        sheet->name = keep(b, xlsx_attribute(attribute, "name"));
        sheet->id = keep(b, xlsx_attribute(attribute, "id"));
        sheet->hidden = state != NULL && strcmp(state, "visible") != 0;
    }
}

/* The target of the first relation whose type ends so, or NULL. */
static const char *of_type(const Book *b, const char *ending)
{
    size_t n = strlen(ending);
    for (size_t i = 0; i < b->relations.n; i++) {
        const char *type = b->relations.at[i].type;
        if (strlen(type) >= n
            && strcmp(type + strlen(type) - n, ending) == 0)
            return b->relations.at[i].target;
    }
    return NULL;
}

static bool read_relations(Book *b, const char *part)
{
    XlsxParse parse = {on_relation, NULL, NULL, b};
    b->relations.n = 0;
    return xlsx_part(b->x, part, &parse);
}

/* ---- Choosing the sheet ---- */

#define SHEETS_TOLD 12  /* named in a message */

static const char *list(Book *b)
{
    const char *text = "";
    for (size_t i = 0; i < b->sheets.n && i < SHEETS_TOLD; i++)
        text = arena_format(b->x->arena, "%s%s\"%s\"", text,
                            i > 0 ? ", " : "", b->sheets.at[i].name);
    return b->sheets.n <= SHEETS_TOLD
               ? text : arena_format(b->x->arena, "%s, …", text);
}

static const Sheet *only_one(Book *b)
{
    const Sheet *found = NULL;
    size_t n = 0;
    for (size_t i = 0; i < b->sheets.n; i++)
        if (!b->sheets.at[i].hidden && n++ == 0)
            found = &b->sheets.at[i];
    if (n == 1)
        return found;
    xlsx_refuse(b->x,
                arena_format(b->x->arena, tr("say which: \"%s#%s\""),
                             b->x->raw->path,
                             found != NULL ? found->name : "SHEET"),
                "\"%s\" has several sheets: %s", b->x->raw->path, list(b));
    return NULL;
}

static const Sheet *named(Book *b, const char *name)
{
    const Sheet *found = NULL;
    const char **names = ARENA_ARRAY(b->x->arena, const char *,
                                     b->sheets.n + 1);
    for (size_t i = 0; i < b->sheets.n; i++) {
        names[i] = b->sheets.at[i].name;
        if (strcmp(names[i], name) != 0)
            continue;
        if (found != NULL)
            xlsx_broken(b->x, name, N_("two of its sheets have this name"));
        found = &b->sheets.at[i];
    }
    if (found != NULL)
        return b->x->failed ? NULL : found;
    const char *near = name_nearest(name, names, b->sheets.n);
    xlsx_refuse(b->x,
                near != NULL
                    ? arena_format(b->x->arena, tr("did you mean \"%s\"?"),
                                   near)
                    : arena_format(b->x->arena, tr("its sheets are %s"),
                                   list(b)),
                "\"%s\" has no sheet \"%s\"", b->x->raw->path, name);
    return NULL;
}

static bool find_parts(Book *b, const Sheet *sheet)
{
    Xlsx *x = b->x;
    for (size_t i = 0; i < b->relations.n; i++)
        if (strcmp(b->relations.at[i].id, sheet->id) == 0)
            x->sheet_part = b->relations.at[i].target;
    x->sheet = sheet->name;
    x->strings_part = of_type(b, "/sharedStrings");
    x->styles_part = of_type(b, "/styles");
    if (x->sheet_part == NULL)
        xlsx_broken(x, sheet->name, N_("the sheet has no part"));
    return !x->failed;
}

bool xlsx_book(Xlsx *x, const char *name)
{
    Book b = {.x = x, .folder = ""};
    XlsxParse parse = {on_book, NULL, NULL, &b};
    if (!read_relations(&b, "_rels/.rels"))
        return false;
    const char *book = of_type(&b, "/officeDocument");
    if (book == NULL)
        book = "xl/workbook.xml";
    const char *slash = strrchr(book, '/');
    const char *file = slash == NULL ? book : slash + 1;
    b.folder = book;
    if (!xlsx_part(x, book, &parse)
        || !read_relations(&b, arena_format(x->arena, "%.*s_rels/%s.rels",
                                            (int)(file - book), book, file)))
        return false;
    if (b.sheets.n == 0)
        xlsx_broken(x, book, N_("it has no sheet"));
    if (x->failed)
        return false;
    const Sheet *sheet = name != NULL ? named(&b, name) : only_one(&b);
    return sheet != NULL && find_parts(&b, sheet);
}
