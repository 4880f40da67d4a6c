" Vim syntax file
" Language: pills, the configuration of Bluepill

if exists('b:current_syntax')
  finish
endif

runtime! syntax/ruby.vim
unlet! b:current_syntax

" What pilllint is told.
syntax match pillIgnore /\<pilllint:ignore\S*/ contained containedin=rubyComment
highlight default link pillIgnore SpecialComment

" What a pill is made of. Which attributes there are is told by the server, whose
" colours come on top.
syntax match pillBlock /\.\@1<=\%(application\|process\|group\|monitor_children\|checks\)\>/ contained containedin=rubyKeywordAsMethod
highlight default link pillBlock Keyword

let b:current_syntax = 'pill'
