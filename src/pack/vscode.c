/* vscode.c - highlighting for VS Code: a TextMate grammar, which other
 * editors read, too, and the manifest of the extension. */
#include <string.h>

#include "pack/pack.h"

static const char *const scopes[WORD_CLASSES] = {
    [WORD_STATEMENT] = "keyword.control.statement",
    [WORD_KEYWORD] = "keyword.control",
    [WORD_CLAUSE] = "keyword.other.clause",
    [WORD_METHOD] = "support.constant.method",
    [WORD_FUNCTION] = "support.function",
    [WORD_UNIT] = "support.type.unit",
    [WORD_CONSTANT] = "constant.language"};

static const char before[] =
    "{\n"
    "  \"name\": \"F\xC3\xB6rdela\",\n"
    "  \"scopeName\": \"source.fordela\",\n"
    "  \"fileTypes\": [\"formula\", \"scenario\"],\n"
    "  \"patterns\": [\n"
    "    {\"name\": \"comment.line.number-sign.fordela\",\n"
    "     \"match\": \"#.*$\"},\n"
    "    {\"name\": \"string.quoted.double.fordela\",\n"
    "     \"match\": \"\\\"(?:[^\\\"]|\\\"\\\")*(?:\\\"|$)\"},\n"
    "    {\"name\": \"constant.numeric.date.fordela\",\n"
    "     \"match\": \"\\\\b\\\\d{4}-\\\\d\\\\d-\\\\d\\\\d\\\\b\"},\n"
    "    {\"name\": \"constant.numeric.fordela\",\n"
    "     \"match\": \"\\\\b\\\\d+(?:[ _\\u00a0]\\\\d{3}\\\\b)*"
    "(?:\\\\.\\\\d+)?\"},\n";

static const char after[] =
    "    {\"name\": \"keyword.operator.fordela\",\n"
    "     \"match\": \"<>|<=|>=|[-+*/=<>~%:]\"}\n"
    "  ]\n"
    "}\n";

/* Longer words first: an alternation takes the first that fits. */
static void add_words(Buf *out, WordClass class)
{
    bool begun = false;
    for (int several = 1; several >= 0; several--)
        for (size_t i = 0; word_of(class, i) != NULL; i++) {
            const char *word = word_of(class, i);
            if ((strchr(word, ' ') != NULL) != several)
                continue;
            buf_add(out, begun ? "|" : "");
            begun = true;
            for (; *word != '\0'; word++)
                buf_add(out, *word == ' ' ? "\\\\s+" : (char[]){*word, '\0'});
        }
}

static void add_class(Buf *out, WordClass class)
{
    buf_addf(out, "    {\"name\": \"%s.fordela\",\n     \"match\": \"%s(?:",
             scopes[class],
             class == WORD_STATEMENT ? "^\\\\s*\\\\b" : "\\\\b");
    add_words(out, class);
    buf_addf(out, ")\\\\b%s\"},\n",
             class == WORD_FUNCTION ? "(?=\\\\s*\\\\()" : "");
}

void vscode_grammar(Buf *out)
{
    static const WordClass order[] = {
        WORD_STATEMENT, WORD_CONSTANT, WORD_FUNCTION, WORD_METHOD,
        WORD_KEYWORD,   WORD_CLAUSE,   WORD_UNIT};
    buf_add(out, before);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        add_class(out, order[i]);
    buf_add(out, after);
}

void vscode_package(Buf *out, const char *version)
{
    buf_addf(out,
             "{\n"
             "  \"name\": \"fordela\",\n"
             "  \"displayName\": \"F\xC3\xB6rdela\",\n"
             "  \"description\": \"Formulas and scenarios of grants\",\n"
             "  \"version\": \"%s\",\n"
             "  \"publisher\": \"fordela\",\n"
             "  \"engines\": {\"vscode\": \"^1.60.0\"},\n"
             "  \"categories\": [\"Programming Languages\"],\n"
             "  \"contributes\": {\n"
             "    \"languages\": [{\n"
             "      \"id\": \"fordela\",\n"
             "      \"aliases\": [\"F\xC3\xB6rdela\"],\n"
             "      \"extensions\": [\".formula\", \".scenario\"],\n"
             "      \"configuration\": \"./language-configuration.json\"\n"
             "    }],\n"
             "    \"grammars\": [{\n"
             "      \"language\": \"fordela\",\n"
             "      \"scopeName\": \"source.fordela\",\n"
             "      \"path\": \"./syntaxes/fordela.tmLanguage.json\"\n"
             "    }]\n"
             "  }\n"
             "}\n", version);
}
