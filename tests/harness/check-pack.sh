#!/bin/sh
# check-pack.sh - man pages, completion and highlighting are what they claim.
#
#     check-pack.sh BUILD
#
# 1. man and mandoc find nothing to say about a page; every subcommand has one,
#    which tells every option that its table has.
# 2. bash and zsh propose what stands below, for lines that end at the Tab.
# 3. Every word of the language is in both highlighters, and Vim colours it.
# What is not there to try them with is skipped by name.
set -eu

pack=$1/pack
fordela=$(cd "$1" && pwd)/fordela
here=$(dirname "$0")
faults=0
skipped=
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

complain() {
    echo "check-pack: $1"
    faults=$((faults + 1))
}

# There, or skipped by name.
have() {
    command -v "$1" > /dev/null 2>&1 && return
    skipped="$skipped $1"
    return 1
}

# --- Man pages ---

for page in "$pack"/man1/*.1 "$pack"/man5/*.5 "$pack"/sv/man1/*.1; do
    if command -v mandoc > /dev/null 2>&1; then
        mandoc -T lint "$page" > "$work/said" 2>&1 || :
        [ ! -s "$work/said" ] || complain "$(cat "$work/said")"
    fi
    if command -v man > /dev/null 2>&1; then
        # The terminal's width, or man would look for a terminal.
        MANWIDTH=80 LC_ALL=C.UTF-8 man --warnings -Tutf8 -Z -l "$page" \
            > "$work/out" 2> "$work/said" || complain "man fails on $page"
        [ ! -s "$work/said" ] || complain "$page: $(cat "$work/said")"
        [ -s "$work/out" ] || complain "$page: man shows nothing"
    fi
done
have mandoc || :
have man || :

# Every page of section 1 in Swedish, too, and nothing of it left in English
# but the words of the command line.
for page in "$pack"/man1/*.1; do
    swedish=$pack/sv/man1/${page##*/}
    [ -f "$swedish" ] || complain "${page##*/} is not there in Swedish"
    grep -q '^\.SH BESKRIVNING' "$swedish" ||
        complain "$swedish has no description in Swedish"
    grep -n '\bthe\b\|\bwhich\b\|Exit status' "$swedish" &&
        complain "$swedish has English in it" || :
done

# The lists of options stand in bash's script, "run) _fordela_words '...'".
sed -n "s/^ *\([a-z]*\)) _fordela_words '\(-.*\)' ;;\$/\1 \2/p" \
    "$pack/bash/fordela" > "$work/options"
[ -s "$work/options" ] || complain 'no options in the completion for bash'
while read -r sub options; do
    page=$pack/man1/fordela-$sub.1
    [ -f "$page" ] || complain "$sub has no man page"
    for option in $options; do
        tag=$(printf '%s' "$option" | sed 's/-/\\\\-/g')
        grep -q "^.*\\\\fB$tag\\([^a-z\\\\-]\\|\\\\f\\|\$\\)" "$page" ||
            complain "fordela $sub --help does not tell $option"
    done
done < "$work/options"

# --- Completion ---

mkdir "$work/bin" "$work/here" "$work/here/folder"
ln -s "$fordela" "$work/bin/fordela"
cat > "$work/here/g.formula" <<'END'
formula g
param budget : kr
param weight : share = 50 %
data population : persons per place
data need : persons per place
result grant = allocate budget by population
round grant to 1 kr by largest remainder
END
cat > "$work/here/g.scenario" <<'END'
scenario g
formula "g.formula"
table place from "p.csv" key code
data population column population
data need column population
set budget = 1 mnkr
END
# A stranger's codes: none of them may be run, or stand for other names.
cat > "$work/here/p.csv" <<'END'
code,population,need
0114,10,1
0115,20,1
$(touch${IFS}ran),1,1
`touch${IFS}ran`,1,1
*,1,1
~,1,1
END
touch "$work/here/notes.txt"
mkdir "$work/home"
cp "$work/here"/g.formula "$work/here/p.csv" "$work/home"
cp "$work/here/g.scenario" "$work/home/my own.scenario"

cat > "$work/lines" <<'END'
fordela mar|marginal
fordela run |folder g.scenario
fordela check |folder g.formula g.scenario
fordela infer |folder p.csv
fordela run g.scenario --for|--format
fordela run g.scenario --format |csv json table
fordela run g.scenario --format j|json
fordela run g.scenario --format=c|csv
fordela sweep g.scenario --format |csv html netcdf
fordela run g.scenario --dump p|plan program
fordela run g.scenario -o n|notes.txt
fordela report g.scenario --map n|notes.txt
fordela run g.scenario --set |budget= weight=
fordela run g.scenario --set w|weight=
fordela tipping g.scenario --vary |budget weight
fordela marginal g.scenario --data |need population
fordela compare g.scenario --result |grant
fordela run g.scenario --table |place
fordela explain g.scenario |0114 0115
fordela explain g.scenario --set weight=1 |0114 0115
fordela explain g.scenario 0114 |grant
fordela compare g.scenario |folder g.scenario
fordela fmt --ch|--check
fordela help sim|simulate
fordela infer p.csv --formula |folder g.formula
fordela new mine --over |municipalities regions
fordela run ~/my\ own.scenario --set |budget= weight=
fordela run $(touch${IFS}ran).scenario --set |
END

complete_by() {
    shell=$1
    shift
    while IFS='|' read -r line expected; do
        got=$(cd "$work/here" && PATH="$work/bin:$PATH" \
            HOME="$work/home" "$@" "$line" 2> "$work/said" | tr ' ' '\n' |
            sed 's|/$||' | LC_ALL=C sort -u | tr '\n' ' ' |
            sed 's/^ *//; s/ *$//')
        [ "$got" = "$expected" ] ||
            complain "$shell completes \"$line\" by \"$got\", not by \
\"$expected\" $(cat "$work/said")"
    done < "$work/lines"
    [ ! -e "$work/here/ran" ] || complain "$shell runs what is typed or read"
}

top=$(pwd)
case $pack in /*) ;; *) pack=$top/$pack ;; esac
case $here in /*) ;; *) here=$top/$here ;; esac
if have bash; then
    complete_by bash bash --norc "$here/complete.bash" "$pack/bash/fordela"
fi
if have zsh; then
    zsh -n "$pack/zsh/_fordela" || complain 'zsh cannot read _fordela'
    complete_by zsh zsh -f "$here/complete.zsh" "$pack/zsh"
fi

# --- Highlighting ---

# The words as the sources have them, by other means than the generator's.
{
    sed -n '/reserved words/,/signs/p' src/lang/token.h
    sed -n '/define STATEMENTS/,/^$/p' src/lang/ast.h
    sed -n '/define ROUND_METHODS/,/^$/p' src/money/apportion.h
    sed -n '/define ALLOC_RULES/,/^$/p' src/money/claims.h
    sed -n '/^static const char .*functions/,/;/p' src/check/names.c
    cat src/lang/parse*.c | tr '\n' ' ' |
        grep -o 'parser_[a-z]*_word(p, *"[a-z]*"'
} | sed 's|/\*.*\*/||; s/N_AS("[a-z ]*", *//g' | grep -o '"[a-z0-9 ]*"' | tr -d '"' |
    LC_ALL=C sort -u > "$work/words"
[ "$(wc -l < "$work/words")" -ge 90 ] ||
    complain "only $(wc -l < "$work/words") words found in the sources"
grammar=$pack/vscode/syntaxes/fordela.tmLanguage.json
while read -r word; do
    spaced=$(printf '%s' "$word" | sed 's/ /\\s+/g')
    grep -qF -e "<$spaced>" -e "zs$spaced>" "$pack/vim/syntax/fordela.vim" ||
        complain "Vim does not know the word $word"
    spaced=$(printf '%s' "$word" | sed 's/ /[\\][\\]s+/g')
    grep -q "[:|]${spaced}[|)]" "$grammar" ||
        complain "the grammar for VS Code does not know the word $word"
done < "$work/words"

if have node; then
    node "$here/grammar.js" "$pack/vscode" "$work/words" > "$work/said" 2>&1 ||
        complain "$(cat "$work/said")"
fi
# vim.tiny is no help: it has no syntax.
if have vim && vim --version | grep -q '+syntax'; then
    cat > "$work/colours.formula" <<'END'
let a = allocate b by c at  least 30 mnkr  # so
result grant = round(sum(x) to 1 kr by largest remainder)
END
    vim -Nes -u NONE -i NONE --cmd "set rtp^=$pack/vim" \
        -c 'filetype on' -c 'syntax on' -c "edit $work/colours.formula" \
        -c "source $here/colours.vim" -c 'qall!' < /dev/null \
        > "$work/said" 2>&1 || :
    [ "$(tr -d '\r' < "$work/colours")" = "fordelaStatement \
fordelaKeyword fordelaKeyword fordelaKeyword fordelaNumber fordelaUnit \
fordelaComment fordelaStatement fordelaFunction fordelaMethod" ] ||
        complain "Vim colours $(cat "$work/colours" "$work/said")"
fi

[ "$faults" = 0 ] || exit 1
echo "check-pack: $(wc -l < "$work/lines") completions, \
$(wc -l < "$work/words") words, $(ls "$pack"/man?/* "$pack"/sv/man?/* | wc -l) man pages\
${skipped:+; skipped, for want of them:$skipped}"
