# FSP Coordinator. `make run` starts it, `make test` checks it; both install what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help install run test lint bench lock gallery clean

help: ## Explain these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{printf "  make %-9s %s\n", $$1, $$2}'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(BIN)/python
	$(PIP) -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

install: $(VENV)/run.stamp ## Install what running needs

# Slack when a token is set (in .env or the environment), else the practice workspace on this computer.
run: $(VENV)/run.stamp ## Start the bot (the practice workspace, unless Slack tokens are set)
	@if [ -n "$$SLACK_BOT_TOKEN" ] || grep -Eqs '^(export )?SLACK_BOT_TOKEN=.' .env; then \
	  exec $(BIN)/python -m bot run; \
	else \
	  PRACTICE=1 exec $(BIN)/python -m bot run; \
	fi

lint: $(VENV)/dev.stamp ## Check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint ## Install, then run every check and test
	$(BIN)/pytest -n auto --dist worksteal

bench: $(VENV)/dev.stamp ## Measure, and print the tables of benchmarks/RESULTS.md
	$(BIN)/python -m benchmarks

gallery: $(VENV)/run.stamp ## Write every message and modal to build/gallery
	$(BIN)/python -m bot gallery build/gallery

lock: $(VENV)/dev.stamp ## Compile the requirements again from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --constraint requirements.txt --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements-dev.txt

clean: ## Remove what was built (not the databases)
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
