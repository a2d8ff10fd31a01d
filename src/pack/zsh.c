/* zsh.c - completion for zsh, with a few words on each option. */
#include <string.h>

#include "pack/pack.h"

static const char before[] =
    "#compdef fordela\n"
    "# zsh completion for fordela. Made by src/pack from the program's "
    "tables.\n"
    "\n"
    "# The scenario on the line.\n"
    "_fordela_scenario() {\n"
    "  reply=(${(M)words:#*.scenario})\n"
    "  (( $#reply )) && REPLY=${${(Q)reply[1]}/#\\~\\//$HOME/}\n"
    "}\n"
    "\n"
    "# The names that it gives to one kind of thing; -S '' and so on after.\n"
    "_fordela_names() {\n"
    "  local REPLY kind=$1; local -a reply\n"
    "  shift\n"
    "  _fordela_scenario || return 1\n"
    "  reply=(${(f)\"$(fordela check --dump program $REPLY 2>/dev/null |\n"
    "    sed -n \"s/^$kind \\([^ ]*\\).*/\\1/p\")\"})\n"
    "  compadd \"$@\" -- $reply\n"
    "}\n"
    "\n"
    "_fordela_codes() {\n"
    "  local REPLY; local -a reply\n"
    "  _fordela_scenario || return 1\n"
    "  reply=(${(f)\"$(fordela run --format csv $REPLY 2>/dev/null |\n"
    "    sed -n '1d; s/^\\([[:alnum:]_./:+-]*\\),.*/\\1/p')\"})\n"
    "  compadd -- $reply\n"
    "}\n"
    "\n"
    "_fordela_settings() { _fordela_names param -S = -q }\n"
    "_fordela_params() { _fordela_names param }\n"
    "_fordela_data() { _fordela_names data }\n"
    "_fordela_results() { _fordela_names result }\n"
    "_fordela_tables() { _fordela_names table }\n"
    "\n"
    "_fordela() {\n"
    "  local -a subs\n"
    "  subs=(\n";

static const char between[] =
    "  )\n"
    "  if (( CURRENT == 2 )); then\n"
    "    _describe -t commands subcommand subs\n"
    "    compadd -- --help --version\n"
    "    return\n"
    "  fi\n"
    "  local sub=$words[2]\n"
    "  shift words; (( CURRENT-- ))\n"
    "  case $sub in\n"
    "    help) _describe -t commands subcommand subs ;;\n";

/* Within '...' of a spec, where ":" and brackets have their own meaning. */
static void add_quoted(Buf *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (strchr(":[]\\", *text) != NULL)
            buf_add_char(out, '\\');
        buf_add(out, *text == '\'' ? "'\\''" : (char[]){*text, '\0'});
    }
}

static void add_action(Buf *out, ValueKind kind, Option option)
{
    static const char *const actions[] = {
        [VALUE_ANY] = " ",
        [VALUE_FILE] = "_files",
        [VALUE_CSV] = "_files -g \"*.csv\"",
        [VALUE_FORMULA] = "_files -g \"*.formula\"",
        [VALUE_SCENARIO] = "_files -g \"*.scenario\"",
        [VALUE_SOURCE] = "_files -g \"*.(formula|scenario)\"",
        [VALUE_SETTING] = "_fordela_settings",
        [VALUE_PARAM] = "_fordela_params",
        [VALUE_DATA] = "_fordela_data",
        [VALUE_RESULT] = "_fordela_results",
        [VALUE_TABLE] = "_fordela_tables",
        [VALUE_CODE] = "_fordela_codes"};
    if (kind == VALUE_CHOICE) {
        buf_add_char(out, '(');
        option_choices(option, out);
        buf_add_char(out, ')');
    } else {
        buf_add(out, actions[kind]);
    }
}

/* '*--set=[in place of ...]:NAME=VALUE:_fordela_settings' */
static void add_option(Buf *out, Option option, const HelpText *help)
{
    Buf line = {0};
    const char *value = option_values[option];
    bool word = strncmp(option_words[option], "--", 2) == 0;
    help_option(help, option_words[option], &line);
    buf_addf(out, " \\\n        '*%s%s[", option_words[option],
             value == NULL ? "" : word ? "=" : "");
    add_quoted(out, line.n > 0 ? line.at : value != NULL ? value : "");
    buf_add_char(out, ']');
    if (value != NULL) {
        buf_add_char(out, ':');
        add_quoted(out, value);
        buf_add_char(out, ':');
        add_action(out, option_kind(option), option);
    }
    buf_add_char(out, '\'');
    buf_free(&line);
}

static void add_operands(Buf *out, Sub sub)
{
    bool rest = false;
    for (size_t i = 0; !rest && operand_kind(sub, i) != VALUE_NONE; i++) {
        rest = operand_repeats(sub, i);
        buf_add(out, " \\\n        '");
        if (rest)
            buf_add(out, "*:");
        else
            buf_addf(out, "%zu:", i + 1);
        add_quoted(out, sub_operands[sub]);
        buf_add_char(out, ':');
        add_action(out, operand_kind(sub, i), N_OPTIONS);
        buf_add_char(out, '\'');
    }
}

void zsh_completion(Buf *out, const HelpText *help)
{
    buf_add(out, before);
    for (size_t i = 0; i < SUBS; i++) {
        buf_addf(out, "    '%s:", sub_words[i]);
        add_quoted(out, sub_lines[i]);
        buf_add(out, "'\n");
    }
    buf_add(out, between);
    for (size_t i = 0; i < SUBS; i++) {
        buf_addf(out, "    %s) _arguments -S", sub_words[i]);
        for (size_t k = 0; k < N_OPTIONS; k++)
            if (option_is_of((Option)k, (Sub)i))
                add_option(out, (Option)k, &help[i]);
        add_operands(out, (Sub)i);
        buf_add(out, " ;;\n");
    }
    buf_add(out, "  esac\n}\n\n_fordela \"$@\"\n");
}
