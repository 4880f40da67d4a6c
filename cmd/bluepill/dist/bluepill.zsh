#compdef bluepill
# Completions of bluepill for zsh.
_bluepill() {
	local -a found
	found=("${(@f)$(bluepill complete -- "${(@)words[2,CURRENT-1]}" 2>/dev/null)}")
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
