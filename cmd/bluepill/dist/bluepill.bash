# Completions of bluepill for bash.
_bluepill() {
	local IFS=$'\n' current=${COMP_WORDS[COMP_CWORD]}
	if [[ $current == : || $COMP_WORDBREAKS == *:* ]]; then # group:process is one word
		_get_comp_words_by_ref -n : cur words cword 2>/dev/null && current=$cur
	fi
	COMPREPLY=($(compgen -W "$(bluepill complete -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)" -- "$current"))
	[[ $(type -t __ltrim_colon_completions) != function ]] || __ltrim_colon_completions "$current"
}
complete -o default -F _bluepill bluepill
