# Everything a person needs: run, test, check, bench. Each installs what it lacks into .venv and is quick the second time.
# Needs only make and a Python from 3.11 to 3.13 with venv and pip.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/.stamps
HOST ?= 127.0.0.1
PORT ?= 8000
POLICIES ?= policies
TESTS ?= tests
WORKERS ?= 2
SECONDS ?= 600

SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	"$$python" -c '$(SUITABLE)' >/dev/null 2>&1 && { command -v "$$python"; break; }; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet
SOURCES := engine api tests benchmarks

export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help run install test check lint types contracts tests coverage beyond fuzz faults bench format clean

help:  ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1	\2/' | expand -t 16

run: $(STAMPS)/api  ## install, and serve the policies on 127.0.0.1:8000 with a key to try them (HOST=, PORT=, POLICIES=)
	@exec $(BIN)/lawbook serve --host $(HOST) --port $(PORT) --policies $(POLICIES) --local-key

install: $(STAMPS)/dev  ## install everything that development needs

test: check tests  ## install, then lint, types, import contracts and all tests with coverage

check: lint types contracts  ## lint, types and import contracts only

lint: $(STAMPS)/dev
	$(BIN)/ruff check --quiet $(wildcard $(SOURCES))
	$(BIN)/ruff format --quiet --check $(wildcard $(SOURCES))

types: $(STAMPS)/dev
	$(BIN)/mypy --no-error-summary $(wildcard $(SOURCES))

contracts: $(STAMPS)/dev
	$(BIN)/lint-imports --no-logo

tests: $(STAMPS)/dev
	$(BIN)/coverage erase
	$(BIN)/pytest $(TESTS) -n $(WORKERS) --dist loadfile --no-loadscope-reorder --cov --cov-report=

coverage:  ## show which lines the last `make test` did not run
	$(BIN)/coverage report

beyond: $(STAMPS)/dev  ## run the tests that need a browser or more than twenty minutes
	$(BIN)/pytest tests --beyond -n $(WORKERS) --dist loadfile --no-loadscope-reorder

fuzz: $(STAMPS)/dev  ## feed the readers with what a fuzzer thinks of, for SECONDS= each (600), and the service with 20,000 spoiled requests and 10,000 connections that spoil HTTP itself
	for name in expressions yaml; do $(BIN)/python tests/fuzz/readers.py $$name build/fuzz/$$name -max_total_time=$(SECONDS) -artifact_prefix=build/fuzz/ || exit 1; done
	$(BIN)/pytest tests/fuzz --beyond

faults: $(STAMPS)/dev  ## kill the service under load, and its store, again and again; writes build/faults.md
	@mkdir -p build && printf '| what was done | what came of it |\n|---|---|\n' >build/faults.md
	LAWBOOK_KILLS=200 LAWBOOK_FAULTS_REPORT=build/faults.md $(BIN)/pytest tests/service/test_record_faults.py tests/service/test_record_kills.py
	@cat build/faults.md

bench: $(STAMPS)/bench  ## run the benchmarks against their peers
	$(BIN)/python benchmarks

format: $(STAMPS)/dev  ## put the code into its one layout
	$(BIN)/ruff check --quiet --fix $(wildcard $(SOURCES))
	$(BIN)/ruff format --quiet $(wildcard $(SOURCES))

clean:  ## remove everything that was installed or made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage* .import_linter_cache .schemathesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "no Python from 3.11 to 3.13 with venv and pip was found; name one with: make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Each kind of installation is done again only when pyproject.toml has changed.
$(STAMPS)/%: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[$*]'
	@mkdir -p $(STAMPS) && touch $@
