# ownermap: build, test and show it. Needs Go, Node and npm; everything else is fetched.

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X main.version=$(VERSION)
GOFILES := $(shell git ls-files -co --exclude-standard -- '*.go' 2>/dev/null)

.PHONY: build bundle demo test check bench pictures clean

# One binary with everything embedded.
build: bundle
	go build -trimpath -ldflags '$(LDFLAGS)' -o bin/ownermap ./cmd/ownermap

# The browser bundle: pinned npm packages, put together by esbuild (a Go tool).
BUNDLE := site/chart/dist/licences.txt
bundle: $(BUNDLE)
$(BUNDLE): package.json package-lock.json .ci/bundle.sh $(wildcard site/chart/js/*.js)
	./.ci/bundle.sh
	@touch $@

# The whole report on the embedded sample workbooks.
demo: build
	bin/ownermap demo --out ownermap-demo

# Every test. The browser and the servers that tests talk to are found, or installed, first.
test: bundle
	./.ci/browser
	./.ci/servers
	go vet ./...
	go test -timeout 10m ./...

check:
	@test -z "$$(gofmt -l $(GOFILES))" || { gofmt -l $(GOFILES); echo 'make check: these files want gofmt -w'; exit 1; }
	go vet ./...
	go tool staticcheck ./...
	go mod tidy -diff
	@if curl -sfIo /dev/null --max-time 10 https://vuln.go.dev/index/db.json; then go tool govulncheck ./...; \
	else echo 'make check: vuln.go.dev is out of reach, govulncheck was left out'; fi

bench: build
	go test -run '^$$' -bench . -benchmem ./...
	./.ci/bench

# Screenshots of every page of the demo into pictures/, the README's into docs/.
pictures: bundle
	./.ci/browser
	go test ./cmd/ownermap -run '^TestPictures$$' -count 1 -pictures '$(CURDIR)/pictures'

clean:
	rm -rf bin ownermap-demo pictures out node_modules
	git clean -fdXq site/chart/dist
