# What continuous integration runs is what you run: make check while you work,
# make test on a fresh machine.

FUZZTIME ?= 10s

# What is built for one folder serves all then: the tests build what is released,
# and have pre-commit build a copy.
export GOFLAGS := $(strip $(shell go env GOFLAGS) -trimpath)

# Packages whose tests rewrite their golden files.
GOLDEN = $(shell grep -rlE 'flag\.Bool\("update"' --include='*_test.go' . | xargs -n1 dirname | sort -u)

# Packages whose tests watch processes by the clock. They have the machine to
# themselves: when it is late, they do it again, more slowly.
TIMED = ./cmd/internal/verify ./cmd/bluepill

.PHONY: check test deps race fuzz bench golden agreement dist vsix install

# check is everything that must hold before a commit. Tests need no vet of their
# own, which has had its turn.
check:
	go build ./...
	go vet ./...
	@echo gofmt -l . && files=$$(gofmt -l .) && test -z "$$files" || { echo "$$files"; exit 1; }
	go tool staticcheck ./...
	go mod tidy -diff
	go test -vet=off -timeout 30m -p 1 $(TIMED)
	go test -vet=off -timeout 30m $$(go list ./... | grep -Fvx "$$(go list $(TIMED))")

# test installs what the tests need, then does everything that check does.
test: deps check

deps:
	@.ci/deps

race:
	go test -race ./...

# fuzz runs each fuzz target for FUZZTIME.
fuzz:
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime=2s $$package || exit 1; \
		done; \
	done

bench:
	go test -run '^$$' -bench . -benchmem ./...

# golden rewrites the golden files; read the difference like code.
golden:
	go test $(GOLDEN) -update

# agreement prints how often we agree with the real Bluepill, and where not.
agreement:
	go test ./parser -run Agreement -v -count=1

# dist builds archives, packages, checksums and lists of contents for all
# platforms; its version is that of the tag or commit.
dist:
	@.ci/deps dist
	.ci/dist

# vsix packs the extension for VS Code, with the program for this machine.
vsix:
	@.ci/vscode
	mkdir -p dist
	go build -trimpath -o dist/pilllint ./cmd/pilllint
	editors/vscode/package $$(go env GOOS)-$$(go env GOARCH) dist/pilllint dist

install:
	go install ./cmd/pilllint ./cmd/bluepill ./cmd/bluepilld
