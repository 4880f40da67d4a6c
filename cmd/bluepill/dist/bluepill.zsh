#compdef bluepill
# Completion of bluepill in zsh: commands, applications, processes, flags, files.
# Source it after compinit, or put it into a folder of $fpath as _bluepill.
_bluepill() {
	local -a found before
	before=("${(@)words[2,CURRENT-1]}")
	[[ $PREFIX != -* ]] || before+=(-) # asks for flags
	found=("${(@f)$(bluepill complete -- "${before[@]}" 2>/dev/null)}")
	found=("${(@)found:#}")
	if (( $#found )); then
		compadd -a found
	else
		_files
	fi
}
if [[ $funcstack[1] == _bluepill ]]; then
	_bluepill "$@"
else
	compdef _bluepill bluepill
fi
