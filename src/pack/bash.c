/* bash.c - completion for bash, which needs nothing but bash itself. */
#include <string.h>

#include "pack/pack.h"

/* "=" is a word by itself on the way in (COMP_WORDBREAKS), so --format=csv is
 * three. Names of params, data, results and tables come from the scenario on
 * the line. */
static const char before[] =
    "# bash completion for fordela. Made by src/pack from the program's "
    "tables.\n"
    "\n"
    "# Files whose names end in one of the patterns, and folders.\n"
    "_fordela_files() {\n"
    "    local end\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <(\n"
    "        compgen -d -- \"$cur\"\n"
    "        for end; do compgen -f -X \"!*$end\" -- \"$cur\"; done)\n"
    "}\n"
    "\n"
    "# Words parted by blanks or line ends. What stands in a file must not reach\n"
    "# compgen -W, which runs what looks like a command.\n"
    "_fordela_words() {\n"
    "    local word\n"
    "    COMPREPLY=()\n"
    "    while IFS= read -r word; do\n"
    "        [[ -n $word && $word == \"$cur\"* ]] && COMPREPLY+=(\"$word\")\n"
    "    done <<< \"${1// /$'\\n'}\"\n"
    "}\n"
    "\n"
    "# The names that the scenario on the line gives to one kind of thing.\n"
    "_fordela_names() {\n"
    "    [[ -n $scenario ]] || return\n"
    "    fordela check --dump program \"$scenario\" 2>/dev/null |\n"
    "        sed -n \"s/^$1 \\([^ ]*\\).*/\\1$2/p\"\n"
    "}\n"
    "\n"
    "# Codes that mean nothing to the shell: they are put in as they are.\n"
    "_fordela_codes() {\n"
    "    [[ -n $scenario ]] || return\n"
    "    fordela run --format csv \"$scenario\" 2>/dev/null |\n"
    "        sed -n '1d; s/^\\([[:alnum:]_./:+-]*\\),.*/\\1/p'\n"
    "}\n"
    "\n"
    "_fordela() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    local sub=${COMP_WORDS[1]} scenario= number=0 word i\n"
    "    COMPREPLY=()\n"
    "    if [[ $cur == '=' ]]; then\n"
    "        cur=\n"
    "        [[ $prev == -* ]] || return     # the value of a setting\n"
    "    elif [[ $prev == '=' ]]; then\n"
    "        prev=${COMP_WORDS[COMP_CWORD-2]}\n"
    "        [[ $prev == -* ]] || return\n"
    "    fi\n"
    "    if ((COMP_CWORD == 1)); then\n"
    "        _fordela_words \"$_fordela_subs --help --version\"\n"
    "        return\n"
    "    fi\n"
    "    for ((i = 2; i < ${#COMP_WORDS[@]}; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if [[ $word == *.scenario && -z $scenario ]]; then\n"
    "            scenario=${word//[\\\\\\\"\\\']/}     # as written, unquoted\n"
    "            scenario=${scenario/#'~/'/$HOME/}\n"
    "        fi\n"
    "        if ((i < COMP_CWORD)) && [[ $word != -* && $word != '=' ]] &&\n"
    "            ! _fordela_takes \"$sub\" \"${COMP_WORDS[i-1]}\" &&\n"
    "            [[ ${COMP_WORDS[i-1]} != '=' ]]; then\n"
    "            ((number++))\n"
    "        fi\n"
    "    done\n"
    "    case $sub:$prev in\n";

static const char between[] =
    "    esac\n"
    "    if [[ $cur == -* ]]; then\n"
    "        case $sub in\n";

static const char after[] =
    "        esac\n"
    "        return\n"
    "    fi\n"
    "    case $sub:$number in\n";

/* What proposes values of a kind. */
static void add_action(Buf *out, ValueKind kind, Option option)
{
    static const char *const actions[] = {
        [VALUE_ANY] = ":",
        [VALUE_FILE] = "_fordela_files ''",
        [VALUE_CSV] = "_fordela_files .csv",
        [VALUE_FORMULA] = "_fordela_files .formula",
        [VALUE_SCENARIO] = "_fordela_files .scenario",
        [VALUE_SOURCE] = "_fordela_files .formula .scenario",
        [VALUE_SETTING] = "compopt -o nospace 2>/dev/null; "
                          "_fordela_words \"$(_fordela_names param =)\"",
        [VALUE_PARAM] = "_fordela_words \"$(_fordela_names param)\"",
        [VALUE_DATA] = "_fordela_words \"$(_fordela_names data)\"",
        [VALUE_RESULT] = "_fordela_words \"$(_fordela_names result)\"",
        [VALUE_TABLE] = "_fordela_words \"$(_fordela_names table)\"",
        [VALUE_CODE] = "_fordela_words \"$(_fordela_codes)\""};
    if (kind == VALUE_CHOICE) {
        buf_add(out, "_fordela_words '");
        option_choices(option, out);
        buf_add(out, "'");
    } else {
        buf_add(out, actions[kind]);
    }
}

static void add_subs(Buf *out)
{
    buf_add(out, "_fordela_subs='help");
    for (size_t i = 0; i < SUBS; i++)
        buf_addf(out, " %s", sub_words[i]);
    buf_add(out, "'\n\n");
}

/* A pattern for the subcommand's options with (or without) a value. */
static void add_options(Buf *out, Sub sub, bool values, const char *part)
{
    bool begun = false;
    for (size_t i = 0; i < N_OPTIONS; i++)
        if (option_is_of((Option)i, sub)
            && (!values || option_values[i] != NULL)) {
            buf_addf(out, "%s%s", begun ? part : "", option_words[i]);
            begun = true;
        }
}

static void add_takes(Buf *out)
{
    buf_add(out, "# Does the option $2 of the subcommand $1 take a value?\n"
                 "_fordela_takes() {\n    case $1 in\n");
    for (size_t i = 0; i < SUBS; i++) {
        buf_addf(out, "    %s) case $2 in ", sub_words[i]);
        add_options(out, (Sub)i, true, " | ");
        buf_add(out, ") return 0 ;; esac ;;\n");
    }
    buf_add(out, "    esac\n    return 1\n}\n\n");
}

static void add_values(Buf *out, Sub sub)
{
    for (size_t i = 0; i < N_OPTIONS; i++) {
        ValueKind kind = option_kind((Option)i);
        if (!option_is_of((Option)i, sub) || kind == VALUE_NONE)
            continue;
        buf_addf(out, "    %s:%s) ", sub_words[sub], option_words[i]);
        add_action(out, kind, (Option)i);
        buf_add(out, "; return ;;\n");
    }
}

static void add_operands(Buf *out, Sub sub)
{
    bool rest = false;
    for (size_t i = 0; !rest && operand_kind(sub, i) != VALUE_NONE; i++) {
        rest = operand_repeats(sub, i);
        buf_addf(out, "    %s:", sub_words[sub]);
        if (rest)
            buf_add(out, "*) ");
        else
            buf_addf(out, "%zu) ", i);
        add_action(out, operand_kind(sub, i), N_OPTIONS);
        buf_add(out, " ;;\n");
    }
}

void bash_completion(Buf *out)
{
    const char *body = strstr(before, "# Files");
    buf_add_n(out, before, (size_t)(body - before));
    add_subs(out);
    add_takes(out);
    buf_add(out, body);
    for (size_t i = 0; i < SUBS; i++)
        add_values(out, (Sub)i);
    buf_add(out, between);
    for (size_t i = 0; i < SUBS; i++) {
        buf_addf(out, "        %s) _fordela_words '", sub_words[i]);
        add_options(out, (Sub)i, false, " ");
        buf_add(out, "' ;;\n");
    }
    buf_add(out, after);
    buf_add(out, "    help:0) _fordela_words \"$_fordela_subs\" ;;\n");
    for (size_t i = 0; i < SUBS; i++)
        add_operands(out, (Sub)i);
    buf_add(out, "    esac\n}\n\ncomplete -F _fordela fordela\n");
}
