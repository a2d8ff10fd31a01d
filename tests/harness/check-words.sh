#!/bin/sh
# check-words.sh - the catalogue and the sources have the same texts.
#
#     check-words.sh TEMPLATE.pot CATALOGUE.po
#
# Fails on a text without translation, a fuzzy one, a translation of a text
# that no source has, and differing format specifiers.
set -eu

pot=$1 po=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

complain() {
    echo "check-words: $1 in $po, such as:"
    shift
    head -n 20 "$@"
    echo "check-words: \`make words\` brings it up to the sources"
    exit 1
}

msgfmt --check --output-file=/dev/null "$po"
msgmerge --no-fuzzy-matching --quiet --no-wrap --no-location \
    -o "$work/merged" "$po" "$pot"
# A text of several lines begins as the catalogue's head does: msgid "".
msgattrib --untranslated --no-obsolete --no-wrap "$work/merged" |
    grep -v '^#' | sed '1,/^$/d' | sed '/^msgid_plural/d; /^msgstr/d; /^$/d' \
    > "$work/missing" || true
[ ! -s "$work/missing" ] || complain \
    "$(grep -c '^msgid' "$work/missing") texts are not translated" \
    "$work/missing"
grep '^#~ msgid' "$work/merged" > "$work/unused" || true
[ ! -s "$work/unused" ] ||
    complain 'translations of texts that are no more' "$work/unused"
grep -A 3 '^#.*fuzzy' "$po" > "$work/fuzzy" || true
[ ! -s "$work/fuzzy" ] || complain 'fuzzy translations' "$work/fuzzy"
echo "check-words: $(grep -c '^msgid "' "$po") texts are translated"
