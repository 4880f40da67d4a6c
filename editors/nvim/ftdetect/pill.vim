" Pills have a type of their own. Templates (*.pill.erb) are eruby already, and
" take what is in their name for what they make.
if has('nvim-0.8')
  " Before the first line is asked, which may name an interpreter; but not before
  " what the user has said.
  lua if not vim.filetype.match({ filename = "a.pill" }) then vim.filetype.add({ extension = { pill = "pill" } }) end
else
  autocmd BufNewFile,BufRead *.pill set filetype=pill
endif

" Templates of Jinja2 have a type in newer versions only.
autocmd BufNewFile,BufRead *.pill.j2,*.pill.jinja,*.pill.jinja2 setfiletype jinja
