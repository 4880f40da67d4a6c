" Pills are indented like Ruby.
if exists('b:did_indent')
  finish
endif
runtime! indent/ruby.vim
