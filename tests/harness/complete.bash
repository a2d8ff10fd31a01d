# complete.bash SCRIPT LINE - what bash's completion proposes for LINE, as if
# Tab were pressed at its end. Words are parted as readline does: as they are
# written, quotes and all, and at "=", too.
source "$1"
parts=() word=
for ((i = 0; i < ${#2}; i++)); do
    case ${2:i:1} in
    \\) word+=${2:i:2}; ((i++)) ;;
    ' ') [[ -n $word ]] && parts+=("$word"); word= ;;
    *) word+=${2:i:1} ;;
    esac
done
[[ -n $word ]] && parts+=("$word")
COMP_WORDS=()
for part in "${parts[@]}"; do
    if [[ $part == *=* ]]; then
        COMP_WORDS+=("${part%%=*}" =)
        part=${part#*=}
        [[ -z $part ]] && continue
    fi
    COMP_WORDS+=("$part")
done
[[ $2 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_LINE=$2 COMP_POINT=${#2}
_fordela fordela "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}"
