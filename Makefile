# `make help` lists the commands. Everything lands in .venv and var; nothing needs root or a service.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PORT ?= 8000
WORKERS ?= auto

.PHONY: coverage help run demo test journeys check fmt bench messages gallery setup setup-dev lock clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.setup-runtime: requirements/runtime.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Plon needs Python 3.11 or newer: install it (Debian, Ubuntu: apt install python3 python3-venv)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: install it (Debian, Ubuntu: apt install python3-venv)"; exit 1; }
	@test -x $(BIN)/python || { echo "Making .venv ..."; $(PYTHON) -m venv .venv; }
	@$(BIN)/python -c 'import uv' 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv || { echo "The package index can't be reached: check the network"; exit 1; }
	@echo "Installing what Plon stands on ..."
	@test -f .setup-dev || $(BIN)/python -m uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/runtime.txt
	@$(BIN)/python -m uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

.setup-dev: requirements/dev.txt .setup-runtime
	@echo "Installing the developers' tools ..."
	@$(BIN)/python -m uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@

MESSAGES := $(wildcard src/plon/*/locale/pl/LC_MESSAGES/django.po)
COMPILED := $(MESSAGES:.po=.mo)

%.mo: %.po | .setup-runtime
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale pl

setup: .setup-runtime $(COMPILED) ## make the environment in .venv
setup-dev: .setup-dev $(COMPILED)

run: setup ## serve Plon with demonstration data on http://127.0.0.1:8000
	@PLON_DEMONSTRATION=true PLON_BASE_URL=http://127.0.0.1:$(PORT) $(BIN)/plon serve --demonstration --port $(PORT)

test: setup-dev ## run the tests, browser journeys included where Chromium is present
	$(BIN)/pytest -n $(WORKERS) -m "not browser"
	@if $(BIN)/python -m tests.journeys.chromium; then $(BIN)/pytest -m browser; \
	else echo; echo "SKIPPED: the browser journeys (no Chromium here; Debian: apt install chromium)"; fi

journeys: setup-dev ## run the browser journeys alone
	$(BIN)/pytest -m browser

check: setup-dev ## lint, types, import contracts, migrations, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'src/**/*.html' | grep -v /cotton/)
	$(BIN)/mypy
	# Benchmarks run seldom: that what they call still exists is looked at here.
	MYPYPATH=benchmarks:src $(BIN)/mypy --follow-imports=silent --implicit-reexport --no-warn-unreachable \
	  --disable-error-code misc --disable-error-code arg-type --disable-error-code assignment \
	  --disable-error-code var-annotated --disable-error-code no-any-return --disable-error-code unused-ignore \
	  --disable-error-code import-untyped benchmarks/*.py benchmarks/relevance/*.py
	$(BIN)/lint-imports
	$(BIN)/plon makemigrations --check --dry-run
	$(BIN)/codespell docs $$(ls *.md | grep -v pl.md)
	$(BIN)/python -m tests.messages

coverage: setup-dev ## run the tests without browser, and tell which lines none of them reaches
	$(BIN)/pytest -n $(WORKERS) -m "not browser" --cov --cov-report=term:skip-covered

fmt: setup-dev ## format code and templates
	$(BIN)/ruff check --fix-only --quiet . || true
	$(BIN)/ruff format .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'src/**/*.html' | grep -v /cotton/) || true

messages: setup-dev ## collect the texts to translate (needs gettext) and compile them
	@command -v xgettext >/dev/null || { echo "gettext is missing: install it (Debian, Ubuntu: apt install gettext)"; exit 1; }
	@for room in src/plon/*/locale; do (cd $$room/.. && ../../../$(BIN)/django-admin makemessages --locale pl --no-location --no-obsolete --verbosity 0); done
	@$(MAKE) --no-print-directory setup

bench: setup-dev ## measure, as ratios against a peer in the same run
	@for bench in benchmarks/bench_*.py; do $(BIN)/python $$bench || exit 1; done

gallery: setup-dev ## make docs/gallery anew: every tool of the example project
	$(BIN)/python -m tests.gallery

lock: .setup-runtime ## pin the dependencies anew
	$(BIN)/python -m uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements/runtime.txt
	$(BIN)/python -m uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header pyproject.toml --extra scale --group dev -o requirements/dev.txt

clean: ## forget the environment (the data in var stays)
	rm -rf .venv .setup-runtime .setup-dev
