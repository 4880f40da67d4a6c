# Completion of bluepill in bash: commands, applications, processes, flags, files.
# Source it, or put it into /usr/share/bash-completion/completions/bluepill.
_bluepill() {
	local IFS=$'\n' words=() word joined=
	# Bash splits group:process into three words, which are put together again.
	for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
		if [[ ( $joined || $word == :* ) && ${#words[@]} -gt 0 ]]; then
			words[-1]+=$word
		else
			words+=("$word")
		fi
		joined=
		[[ $word != *: ]] || joined=yes
	done
	local current=${words[-1]}
	unset 'words[-1]'
	[[ $current != -* ]] || words+=(-) # asks for flags
	COMPREPLY=()
	while read -r word; do
		[[ $word == "$current"* ]] || continue
		# Bash wants only what follows the last colon.
		[[ $COMP_WORDBREAKS != *:* ]] || word=${word#"${current%"${current##*:}"}"}
		COMPREPLY+=("$(printf %q "$word")")
	done < <(bluepill complete -- "${words[@]}" 2>/dev/null)
}
complete -o default -F _bluepill bluepill
