" What ALE needs to start the server; see ale_linters.

" Define tells ALE of the server, for a type of file.
function! pilllint#ale#Define(filetype) abort
  call ale#Set('pill_pilllint_executable', 'pilllint')
  call ale#Set('pill_pilllint_init_options', {})
  call ale#linter#Define(a:filetype, {
  \   'name': 'pilllint',
  \   'lsp': 'stdio',
  \   'executable': {b -> ale#Var(b, 'pill_pilllint_executable')},
  \   'command': '%e lsp',
  \   'project_root': function('pilllint#ale#Root'),
  \   'initialization_options': {b -> ale#Var(b, 'pill_pilllint_init_options')},
  \})
endfunction

" Root returns the folder whose pills belong together; nothing, so that nothing is
" started, for what is no pill.
function! pilllint#ale#Root(buffer) abort
  if !s:Wants(a:buffer)
    return ''
  endif
  let l:file = ''
  for l:name in ['.pilllint.yml', '.pilllint.yaml', '.git']
    let l:file = empty(l:file) ? ale#path#FindNearestFile(a:buffer, l:name) : l:file
  endfor
  if empty(l:file)
    let l:file = substitute(ale#path#FindNearestDirectory(a:buffer, '.git'), '[\\/]$', '', '')
  endif
  return fnamemodify(empty(l:file) ? expand('#' . a:buffer . ':p') : l:file, ':h')
endfunction

" Wants tells whether a buffer is the server's business; lua/pilllint/init.lua says
" the same.
function! s:Wants(buffer) abort
  let l:name = expand('#' . a:buffer . ':t')
  if getbufvar(a:buffer, '&filetype') is# 'pill' || l:name =~# '\.pill\(\.\(erb\|j2\|jinja2\?\)\)\?$'
    return 1
  endif
  if l:name =~# '^\(manifest\|\.pilllint\)\.ya\?ml$'
    return 1
  endif
  return l:name =~# '\.\(rb\|erb\)$' && match(getbufline(a:buffer, 1, '$'), 'Bluepill\.application') >= 0
endfunction
