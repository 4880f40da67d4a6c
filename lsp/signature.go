package lsp

// This file tells which options a check takes while it is written.

import (
	"context"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/pilllint/pilllint/parser/pill"
)

func announceSignatures(c *protocol.ServerCapabilities) {
	c.SignatureHelpProvider = &protocol.SignatureHelpOptions{TriggerCharacters: []string{"(", ",", " "}}
}

func signatureHelp(_ context.Context, v *View, p *protocol.SignatureHelpParams) (*protocol.SignatureHelp, error) {
	s := v.Pill(p.TextDocument.URI)
	if s == nil {
		return nil, nil
	}
	c := &completer{view: v, file: s.Source, caret: v.Offset(s.Source, p.Position)}
	call := c.callFrom(checksStart)
	if call == "" {
		return nil, nil
	}
	label, parameters := "checks ", []protocol.ParameterInformation{}
	add := func(text, doc string) {
		if len(parameters) > 0 {
			label += ", "
		}
		label += text
		parameters = append(parameters, protocol.ParameterInformation{Label: protocol.String(text), Documentation: markdown(doc)})
	}
	m := checkNamed.FindStringSubmatch(call)
	if m == nil {
		add("name", "The name of a condition or trigger.")
		add("options", "The options of the check.")
		return signature(label, "", parameters, strings.Count(call, ",")), nil
	}
	k, ok := pill.FindCheck(m[1])
	if !ok {
		return nil, nil
	}
	add(":"+k.Name, k.Doc)
	active := 0
	given := optionGiven.FindAllStringSubmatch(call, -1)
	for i, name := range k.OptionNames() {
		o, _ := k.Option(name)
		add(name+": "+o.Kind.String(), attributeText(o))
		if n := len(given); n > 0 && given[n-1][1]+given[n-1][2] == name && optionValue.MatchString(call) {
			active = i + 1
		}
	}
	if active == 0 && strings.Contains(call, ",") {
		active = len(parameters) // none of them yet
	}
	return signature(label, k.Doc, parameters, active), nil
}

func signature(label, doc string, parameters []protocol.ParameterInformation, active int) *protocol.SignatureHelp {
	s := protocol.SignatureInformation{Label: label, Parameters: parameters}
	if doc != "" {
		s.Documentation = markdown(doc)
	}
	return &protocol.SignatureHelp{
		Signatures: []protocol.SignatureInformation{s}, ActiveSignature: ptr(uint32(0)), ActiveParameter: protocol.NewNullable(uint32(active)),
	}
}
