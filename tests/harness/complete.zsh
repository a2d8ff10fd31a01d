# complete.zsh FOLDER LINE - what zsh's completion proposes for LINE: a zsh
# at a terminal of its own, in which compadd tells what it is given.
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "fpath=(${(q)1} \$fpath)"
zpty -w shell 'PROMPT= RPROMPT= PS2=; unset zle_bracketed_paste'
zpty -w shell 'autoload -Uz compinit && compinit -u -D'
zpty -w shell 'zstyle ":completion:*" list-grouped no'
zpty -w shell '
tell() {
  compadd() {
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
      builtin compadd "$@"
      return $?
    fi
    local -a __hits __dscr __tmp __suf
    zparseopts -E -a __tmp S:=__suf
    builtin compadd -A __hits -D __dscr "$@"
    setopt localoptions norcexpandparam extendedglob
    [[ $__suf[2] == "=" ]] || __suf=()
    (( $#__hits )) && print -lr -- "HIT:"${^__hits}$__suf[2]
    (( $#__hits )) && builtin compadd "$@"
  }
  _main_complete
  print -r -- END-OF-HITS
  zle -K main
  exit
}
zle -C tell complete-word tell; bindkey "^X" tell'
zpty -w shell 'print READY'
while zpty -r shell text; do [[ $text == READY* ]] && break; done
zpty -n -w shell "$2"$'\C-x'
while zpty -r shell text; do
  text=${text//$'\r'/}
  [[ $text == *END-OF-HITS* ]] && break
  [[ $text == *HIT:* ]] && print -r -- "${${text#*HIT:}%$'\n'}"
done
zpty -d shell
