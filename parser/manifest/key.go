package manifest

// A Key is one that a process may have.
type Key struct {
	Name    string
	Kind    Kind   // what its value has to be
	Web     bool   // only web and custom_web may have it
	Default string // what holds without it, in words
	Text    string // what it does, in a sentence, in Markdown
}

// The names of the keys.
const (
	StopSequence    = "stop_sequence"
	RestartSignal   = "restart_signal"
	RestartOnDeploy = "restart_on_deploy"
)

// Keys lists the keys of a process. The source is Cloud 66's page on them; the
// defaults are those for servers under systemd, which Cloud 66 makes since June
// 2020, and those for Bluepill, which it made before.
func Keys() []Key {
	return []Key{
		{
			Name: StopSequence, Kind: Text,
			Text: "The signals that stop the process, with the seconds to wait between them: `quit, 30, term, 11, kill`. A signal is not\n" +
				"sent once the process has ended.",
			Default: "`term, 90, kill` under systemd (Resque and Unicorn: `quit, 75, term, 15, kill`; Thin: `quit, 75, int, 15, kill`), and\n" +
				"`quit, 30, term, 11, kill` under Bluepill (Sidekiq: `term, 31, kill`)",
		},
		{
			Name: RestartSignal, Kind: Text, Web: true,
			Text:    "The signal that reloads the web server at a deployment, without stopping it.",
			Default: "`hup` under systemd (Puma and Unicorn: `usr2`), and `usr2` under Bluepill",
		},
		{
			Name: RestartOnDeploy, Kind: Bool,
			Text:    "Whether a deployment restarts the process.",
			Default: "`true`",
		},
	}
}

// FindKey returns the key of that name; nil if there is none.
func FindKey(name string) *Key {
	for _, k := range Keys() {
		if k.Name == name {
			return &k
		}
	}
	return nil
}

// KeyNames lists the names of the keys.
func KeyNames() (names []string) {
	for _, k := range Keys() {
		names = append(names, k.Name)
	}
	return names
}
