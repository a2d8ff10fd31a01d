" colours.vim - the groups of some words of colours.formula, into "colours".
function! Group(line, pattern)
  let at = match(getline(a:line), a:pattern) + 1
  return synIDattr(synID(a:line, at, 1), 'name')
endfunction
let found = map([[1, 'let'], [1, 'allocate'], [1, 'by'], [1, 'at  '], [1, '30'],
      \ [1, 'mnkr'], [1, '#'], [2, 'result'], [2, 'sum'], [2, 'largest']],
      \ 'Group(v:val[0], v:val[1])')
call writefile([join(found)], expand('%:p:h') . '/colours')
