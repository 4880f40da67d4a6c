# Completions of bluepill for fish.
function __bluepill
	set -l words (commandline -opc)
	bluepill complete -- $words[2..-1] 2>/dev/null
end
complete -c bluepill -f -a '(__bluepill)'
complete -c bluepill -n 'contains -- (commandline -opc)[-1] load check diff' -F
