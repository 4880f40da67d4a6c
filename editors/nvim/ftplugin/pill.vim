" Pills are written like Ruby: comments, matching of do and end, width of tabs.
if exists('b:did_ftplugin')
  finish
endif
runtime! ftplugin/ruby.vim ftplugin/ruby_*.vim ftplugin/ruby/*.vim
