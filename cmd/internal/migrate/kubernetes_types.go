package migrate

// This file has as much of Kubernetes's objects as is written. The types that it
// publishes would make the program half as large again; tests read what is
// written with them.

// A kubeObject is a Deployment or a Secret.
type kubeObject struct {
	APIVersion string            `json:"apiVersion"`
	Kind       string            `json:"kind"`
	Metadata   kubeMeta          `json:"metadata"`
	StringData map[string]string `json:"stringData,omitempty"`
	Spec       *kubeDeployment   `json:"spec,omitempty"`
}

type kubeMeta struct {
	Name   string            `json:"name,omitempty"`
	Labels map[string]string `json:"labels"`
}

type kubeDeployment struct {
	Replicas int          `json:"replicas"`
	Selector kubeSelector `json:"selector"`
	Strategy kubeStrategy `json:"strategy"`
	Template kubeTemplate `json:"template"`
}

type kubeSelector struct {
	MatchLabels map[string]string `json:"matchLabels"`
}

type kubeStrategy struct {
	Type string `json:"type"`
}

type kubeTemplate struct {
	Metadata kubeMeta `json:"metadata"`
	Spec     kubePod  `json:"spec"`
}

type kubePod struct {
	TerminationGracePeriodSeconds int             `json:"terminationGracePeriodSeconds"`
	InitContainers                []kubeContainer `json:"initContainers,omitempty"`
	Containers                    []kubeContainer `json:"containers"`
}

type kubeContainer struct {
	Name          string         `json:"name"`
	Image         string         `json:"image"`
	Command       []string       `json:"command"`
	WorkingDir    string         `json:"workingDir,omitempty"`
	Env           []kubeVar      `json:"env,omitempty"`
	Resources     *kubeResources `json:"resources,omitempty"`
	LivenessProbe *kubeProbe     `json:"livenessProbe,omitempty"`
	Lifecycle     *kubeLifecycle `json:"lifecycle,omitempty"`
}

type kubeVar struct {
	Name      string       `json:"name"`
	Value     string       `json:"value,omitempty"`
	ValueFrom *kubeVarFrom `json:"valueFrom,omitempty"`
}

type kubeVarFrom struct {
	SecretKeyRef kubeKey `json:"secretKeyRef"`
}

type kubeKey struct {
	Name string `json:"name"` // of the Secret
	Key  string `json:"key"`
}

type kubeResources struct {
	Limits map[string]string `json:"limits"`
}

type kubeProbe struct {
	HTTPGet             *kubeHTTP `json:"httpGet,omitempty"`
	Exec                *kubeExec `json:"exec,omitempty"`
	InitialDelaySeconds int       `json:"initialDelaySeconds,omitempty"`
	PeriodSeconds       int       `json:"periodSeconds"`
	TimeoutSeconds      int       `json:"timeoutSeconds,omitempty"`
	FailureThreshold    int       `json:"failureThreshold"`
}

type kubeHTTP struct {
	Host   string `json:"host,omitempty"`
	Path   string `json:"path"`
	Port   int    `json:"port"`
	Scheme string `json:"scheme"`
}

type kubeExec struct {
	Command []string `json:"command"`
}

type kubeLifecycle struct {
	PreStop kubeHandler `json:"preStop"`
}

type kubeHandler struct {
	Exec kubeExec `json:"exec"`
}
