# Completion of bluepill in fish: commands, applications, processes, flags, files.
# Put it into ~/.config/fish/completions, or /usr/share/fish/vendor_completions.d.
function __bluepill
	set -l words (commandline -opc)
	set -e words[1]
	string match -q -- '-*' (commandline -ct); and set -a words - # asks for flags
	bluepill complete -- $words 2>/dev/null
end
complete -c bluepill -f -a '(__bluepill)'
complete -c bluepill -n 'contains -- (commandline -opc)[-1] load check diff -l --logfile -c --base-dir' -F
