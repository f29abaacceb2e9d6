# The one door to this repository. It needs Python 3.11 or newer, git and make; everything else is installed into .venv.
# `make` alone sets up, builds everything from the pages and tests the result; `make help` lists the rest.

SHELL     := /bin/sh
PYTHON    ?= python3
JOBS      ?= 2
VENV      := .venv
BIN       := $(VENV)/bin
TOOLS     := $(VENV)/.tools-are-ready
CLIENTS   := $(VENV)/.clients-are-ready
PACKAGES   = $(patsubst %/pyproject.toml,%,$(wildcard generated/*/pyproject.toml))
INSTALL   := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := all
.PHONY: all setup setup-browser build test lint check accept bench clean help

all: $(TOOLS) ## Set up, build everything from the pages, run the contract suites against the mock servers
	@$(BIN)/swornspec --quiet build
	@$(MAKE) --no-print-directory setup
	@echo
	@echo "Testing each mock server against its documentation:"
	@$(BIN)/pytest contracts -q -r fE -n $(JOBS)
	@echo
	@echo "Everything was built and every contract holds. What you have now:"
	@for spec in specs/*/openapi.yaml; do \
	    api=$$(basename $$(dirname $$spec)); \
	    printf '  %-12s %s  generated/%s_client  contracts/%s\n' "$$api" "$$spec" "$$api" "$$api"; \
	done
	@echo
	@echo "Next: README.md walks through a request, a mock server and a client. 'make help' lists what else there is."

setup: $(TOOLS) $(CLIENTS) ## Install the tools, at exactly the versions of requirements.lock, and the clients into .venv

$(TOOLS): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "swornspec needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)."; \
	    echo "Name another one:  make PYTHON=python3.12"; exit 2; }
	@test -x $(BIN)/python || { echo "Creating $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing requirements.lock (a minute or two the first time)"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(CLIENTS): $(TOOLS) $(wildcard generated/*/pyproject.toml)
	@test -z "$(PACKAGES)" || $(INSTALL) --no-deps --no-build-isolation $(addprefix -e ./,$(PACKAGES))
	@touch $@

setup-browser: ## Install Chromium for the tests in a browser where it is missing (Debian, as root); CHROMIUM=path names one
	@for name in $${CHROMIUM:-chromium chromium-browser google-chrome}; do command -v $$name >/dev/null && exit 0; done; \
	test "$$(id -u)" = 0 || { echo "There is no Chromium, and only root can install it: sudo make setup-browser"; exit 2; }; \
	echo "Installing Chromium"; \
	apt-get update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null

build: $(TOOLS) ## Build what is generated: specs, clients, and contract suites where there is none yet
	@$(BIN)/swornspec build

# Tests in a browser are skipped where there is none; on CI, which sets the variable of that name, one is installed.
test: setup $(if $(filter-out 0 false,$(CI)),setup-browser) ## Run all tests: those of the toolkit and the contract suites
	@$(BIN)/pytest tests contracts -q -n $(JOBS)

lint: setup docs ## Check style, types, layers, and the links of the documentation
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@for client in $(PACKAGES); do MYPYPATH=$$client $(BIN)/mypy --strict -p $$(basename $$client) || exit 1; done
	@test -z "$(PACKAGES)" || $(BIN)/basedpyright
	@$(BIN)/lint-imports

check: setup ## Rebuild everything that is generated and fail if anything differs from what is committed
	@$(BIN)/swornspec --quiet build
	@differing=$$(git status --porcelain specs generated contracts) || exit 1; test -z "$$differing" || { \
	    echo "These are not what the pages and the toolkit give; look at 'git diff', then commit them:"; \
	    echo "$$differing"; exit 1; }
	@echo "specs, generated and contracts are what the pages and the toolkit give."

accept: setup ## Rewrite golden files and everything generated; read the difference before you commit it
	@$(BIN)/swornspec build
	@$(BIN)/pytest tests -q -n $(JOBS) --accept
	@git status --short

bench: setup ## Run the benchmarks; CORPORA=folder scores the reading of descriptions, PRISM=command compares the mock with Prism (needs wrk)
	@missed=0; for bench in tests/bench/bench_*.py; do \
	    given=; test "$$bench" != tests/bench/bench_reading.py || given="$(CORPORA)"; \
	    echo "$$bench"; $(BIN)/python $$bench $${given:+"$$given"} || missed=1; \
	done; exit $$missed

.PHONY: docs
docs: setup ## Build the documentation site into build/docs/site, and fail where a link leads nowhere
	@$(BIN)/python docs/site/stage.py build/docs
	@cd build/docs && $(CURDIR)/$(BIN)/zensical build --strict

clean: ## Remove .venv, caches and build leftovers
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .schemathesis .swornspec
	find generator generated contracts tests -type d \( -name __pycache__ -o -name '*.egg-info' \) -prune -exec rm -rf {} +

help: ## Show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
