# Every task of the repository. `make` alone lists them.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet install
# Else every process that a test starts would compile the product anew.
unexport PYTHONDONTWRITEBYTECODE
# Checks load the settings; they must not touch the installation of the person who runs them.
SCRATCH := HENGJIAN_HOME=$(CURDIR)/build/home
LOCK   := UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --python-version 3.11 --generate-hashes

.DEFAULT_GOAL := help
.PHONY: help run test checks lint types bench lock openapi messages browser clean

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Hengjian needs Python 3.11 or later; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "$(PYTHON) lacks the module venv. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.stamp-run: requirements/run.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements/run.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

# The lock for tests contains the one for running.
$(VENV)/.stamp-test: requirements/test.lock pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements/test.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $(VENV)/.stamp-run $@

run: $(VENV)/.stamp-run ## Install what is missing and start everything, with demonstration data
	@exec $(BIN)/hengjian up --demo

test: $(VENV)/.stamp-test browser ## The whole suite; make test ONLY=hengjian/kernel
	@$(SCRATCH) $(BIN)/hengjian messages compile
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --durations 25 $(ONLY)

checks: lint types ## Lint and types

lint: $(VENV)/.stamp-test ## Style, imports, missing migrations and translations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(SCRATCH) $(BIN)/python -W ignore -m hengjian.project.command makemigrations --check --dry-run
	$(SCRATCH) $(BIN)/hengjian messages check

types: $(VENV)/.stamp-test ## Types
	$(SCRATCH) $(BIN)/mypy hengjian verifier

browser: ## Chromium and Chinese fonts for the browser tests (root on Debian; else they are skipped)
	@if command -v chromium-headless-shell >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -qq -y chromium chromium-headless-shell fontconfig fonts-noto-cjk >/dev/null; then :; \
	elif command -v chromium >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then :; \
	else echo "Chromium or Chinese fonts are missing: tests marked 'browser' will not run (apt install chromium-headless-shell fonts-noto-cjk)."; fi

bench: $(VENV)/.stamp-run ## Benchmarks; make bench NAME=acts SCALE=1000
	$(BIN)/hengjian bench $(or $(NAME),all) $(if $(SCALE),--scale $(SCALE)) --json

lock: ## Renew the locks (needs uv)
	$(LOCK) pyproject.toml requirements/build.in -o requirements/run.lock
	$(LOCK) --extra test pyproject.toml requirements/build.in -o requirements/test.lock

openapi: $(VENV)/.stamp-run ## Write docs/openapi.json
	$(SCRATCH) $(BIN)/hengjian openapi --output docs/openapi.json

messages: $(VENV)/.stamp-run ## Bring the catalogue of texts up to date and compile it
	$(SCRATCH) $(BIN)/hengjian messages extract
	$(SCRATCH) $(BIN)/hengjian messages compile

clean: ## Remove what the tasks made; data of installations stays
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find hengjian tests verifier benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	find hengjian -name '*.mo' -delete
