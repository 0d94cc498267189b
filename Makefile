# Every target does its own set-up; `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
DESTDIR ?=
SYSCONFDIR ?= /etc
UNITDIR ?= $(PREFIX)/lib/systemd/system

SWIFT ?= swift
RELEASE_FLAGS := -c release --static-swift-stdlib
# With optimization, or it takes hours; the folder may hold libraries that were built with the sanitizer too.
SANITIZED_FLAGS := -c release -Xswiftc -enable-testing --sanitize=address --scratch-path .build/sanitized
SANITIZED_LIBRARIES ?=
BINARIES := searchd search searchctl
BINARY_DIR = $$($(SWIFT) build $(RELEASE_FLAGS) --show-bin-path)
RUN_DIR := run

.PHONY: help
help: ## show this list
	@sed -n "s/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p" $(MAKEFILE_LIST) | expand -t 20

.PHONY: deps
deps: ## install the Debian packages that are missing
	@Scripts/install-packages.sh build

.PHONY: test-deps
test-deps: ## install what the tests need besides
	@Scripts/install-packages.sh build test

.PHONY: build
build: deps ## build the release binaries
	$(SWIFT) build $(RELEASE_FLAGS) --product searchd
	$(SWIFT) build $(RELEASE_FLAGS) --product search
	$(SWIFT) build $(RELEASE_FLAGS) --product searchctl

.PHONY: run
run: build ## ingest the sample articles, start the daemon and search it
	@BINARY_DIR="$(BINARY_DIR)" RUN_DIR=$(RUN_DIR) Scripts/run-samples.sh

.PHONY: stop
stop: ## stop the daemon that `make run` started
	@RUN_DIR=$(RUN_DIR) Scripts/stop-samples.sh

.PHONY: test
test: test-deps ## build and run every test
	$(SWIFT) build --build-tests
	@# One after another: many of them measure time or start daemons, and share two cores.
	$(SWIFT) test --skip-build --no-parallel

.PHONY: fuzz
fuzz: test-deps ## try 20,000 damaged documents of every format under AddressSanitizer
	$(SWIFT) build $(SANITIZED_FLAGS) --build-tests
	FUZZ_ROUNDS=20000 ASAN_OPTIONS=detect_leaks=0 LD_LIBRARY_PATH="$(SANITIZED_LIBRARIES)" \
	  $(SWIFT) test $(SANITIZED_FLAGS) --skip-build --no-parallel --filter ExtractionTests.FuzzTests

.PHONY: lint
lint: ## check formatting and style
	$(SWIFT) format lint --strict --recursive Package.swift Sources Tests

.PHONY: format
format: ## format the sources in place
	$(SWIFT) format --in-place --recursive Package.swift Sources Tests

.PHONY: bench
bench: build ## measure against FTS5's own ranking and other engines; needs ../shared
	@BINARY_DIR="$(BINARY_DIR)" Benchmarks/run.sh

.PHONY: bench-ingest
bench-ingest: build ## measure indexing beside Tantivy; needs ../shared
	@BINARY_DIR="$(BINARY_DIR)" Benchmarks/ingest.sh

.PHONY: bench-scale
bench-scale: build ## measure start, memory, growth and throughput on a million articles; needs ../shared
	@BINARY_DIR="$(BINARY_DIR)" Benchmarks/scale.sh

.PHONY: bench-commits
bench-commits: build ## measure answers during commits and behind clients that left; needs ../shared
	@BINARY_DIR="$(BINARY_DIR)" Benchmarks/commits.sh

.PHONY: bench-limits
bench-limits: build ## measure passages, deadlines and `search` from the shell; needs ../shared
	@BINARY_DIR="$(BINARY_DIR)" Benchmarks/limits.sh

.PHONY: bench-extract
bench-extract: build ## measure the reading of web pages beside other extractors; needs ../shared/data
	@BINARY_DIR="$(BINARY_DIR)" Benchmarks/extract.sh

.PHONY: bench-copies
bench-copies: build ## measure how copies of articles are told from other articles; needs ../shared/data
	@if [ -d "$${SEARCHD_SHARED:-../shared}/data/articles" ]; then \
	  python3 Benchmarks/copies.py --binaries "$(BINARY_DIR)" --shared "$${SEARCHD_SHARED:-../shared}"; \
	else echo "make bench-copies: there is no $${SEARCHD_SHARED:-../shared}/data/articles; set SEARCHD_SHARED" >&2; fi

.PHONY: install
install: build ## install binaries, units, manual pages and completions (PREFIX, DESTDIR)
	@BINARY_DIR="$(BINARY_DIR)" PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" SYSCONFDIR="$(SYSCONFDIR)" \
	  UNITDIR="$(UNITDIR)" Scripts/install.sh install

.PHONY: uninstall
uninstall: ## remove what `make install` installed; the index stays
	@PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" SYSCONFDIR="$(SYSCONFDIR)" UNITDIR="$(UNITDIR)" \
	  Scripts/install.sh uninstall

.PHONY: clean
clean: stop ## remove everything that was built or run here
	rm -rf .build $(RUN_DIR)
