" What somebody does with a pill that has mistakes, in Vim with ALE. Writes what is
" seen to the file $REPORT, as JSON.
let s:report = {}
let s:severities = {'E': 'error', 'W': 'warning', 'I': 'info'}

function! Finish() abort
  call writefile([json_encode(s:report)], $REPORT)
  qall!
endfunction

" Await waits until an expression holds, and returns it.
function! Await(what, holds) abort
  let l:start = reltime()
  while 1
    let l:value = eval(a:holds)
    if !empty(l:value)
      return l:value
    endif
    if reltimefloat(reltime(l:start)) > 45
      throw 'waited in vain for ' . a:what
    endif
    sleep 20m
  endwhile
endfunction

" Findings returns those of the buffer, as pilllint --format concise has them, but
" in any order.
function! Findings() abort
  " ALE has the rule first.
  return map(getloclist(0), {_, v -> printf('%d:%d: %s: %s', v.lnum, v.col, get(s:severities, v.type, v.type),
  \ substitute(v.text, '^\(\S\+\): \(.*\)$', '\2 [\1]', ''))})
endfunction

" Go puts the cursor on the first place of a text in a line.
function! Go(line, text) abort
  call cursor(a:line, stridx(getline(a:line), a:text) + 1)
endfunction

" ALE's menu asks for a number.
runtime autoload/ale/util.vim
function! ale#util#Input(message, value) abort
  return matchstr(a:message, '\d\+\ze) Set stop_grace_time to 51 seconds')
endfunction

" Preview returns the text of the window that explains.
function! Preview() abort
  for l:window in range(1, winnr('$'))
    if getbufvar(winbufnr(l:window), '&filetype') is# 'ale-preview.message'
      return join(getbufline(winbufnr(l:window), 1, '$'), "\n")
    endif
  endfor
  return ''
endfunction

function! s:Run() abort
  edit cloud66_web_server.pill
  let s:report.filetype = &filetype
  let s:report.block = synIDattr(synID(6, 7, 1), 'name')
  let s:report.indentexpr = &indentexpr
  let s:report.findings = Await('findings', 'Findings()')

  let g:ale_hover_to_preview = 1
  call Go(17, 'stop_signals')
  ALEHover
  let s:report.hover = Await('a hover', 'Preview()')
  only

  call Go(7, 'stack_path')
  ALEGoToDefinition
  call Await('the definition', 'line(".") != 7')
  let s:report.definition = getline('.')

  call append(12, '    process.supplem')
  call cursor(13, 99)
  let s:report.completed = ''
  call timer_start(20, {timer -> s:Accept(timer, reltime())})
  call feedkeys("A\<C-x>\<C-o>", 'tx!')
  let s:report.completed = getline(13)
  13delete

  call Go(6, '"cloud66')
  ALECodeAction
  call Await('the fix', 'getline(15) =~# "51.seconds"')
  write
  call Await('no findings', 'empty(Findings())')

  edit user_mailman.rb
  let s:report.ruby = Await('findings in Ruby', 'Findings()')
  edit other.rb
  let s:report.other = pilllint#ale#Root(bufnr(''))
endfunction

" Accept leaves insert mode as soon as something is completed, or much later.
function! s:Accept(timer, start) abort
  if getline(13) =~# 'supplementary_groups' || reltimefloat(reltime(a:start)) > 45
    call feedkeys("\<C-y>\<Esc>", 't')
  else
    call timer_start(20, {timer -> s:Accept(timer, a:start)})
  endif
endfunction

try
  call s:Run()
catch
  let s:report.failure = v:exception . ' at ' . v:throwpoint . "\n" . execute('messages')
endtry
call Finish()
