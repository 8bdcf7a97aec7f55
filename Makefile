# The verbs of this repository. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATABASE ?= sqlite
WITH_DATABASE := $(if $(filter postgres,$(DATABASE)),$(BIN)/python tests/with_postgres.py,)
export PYTHONPATH := src:.

.DEFAULT_GOAL := help
.PHONY: help deps lock demo test test-pure check format bench clean

help: ## List the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Perlu Python 3.11 atau lebih baru / needs Python 3.11 or newer: make PYTHON=python3.11' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.deps: requirements/dev.txt pyproject.toml $(wildcard src/kentongan/web/locale/*/LC_MESSAGES/django.po) | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m kentongan.web.compile_messages
	touch $@

deps: $(VENV)/.deps ## Install what the project needs into .venv

demo: $(VENV)/.deps ## Serve on this machine: five services, sample officers and cases
	$(BIN)/kentongan demo agencies $(ARGS)

test: $(VENV)/.deps ## Run all tests (DATABASE=postgres for the second database)
	$(WITH_DATABASE) $(BIN)/pytest -q -n 2 $(if $(filter postgres,$(DATABASE)),-m "not pure",) $(ARGS)

test-pure: $(VENV)/.deps ## Run the pure rooms with full branch coverage
	$(BIN)/coverage run -m pytest -q -m pure $(ARGS)
	$(BIN)/coverage report --fail-under=100

check: $(VENV)/.deps ## Format, lint, types, import contracts, SOP files, templates
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files '*.html')
	$(BIN)/kentongan sop check agencies

format: $(VENV)/.deps ## Format the code
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

bench: $(VENV)/.deps ## Measure speed and memory against a floor in the same run
	$(BIN)/python -m tests.bench

lock: ## Pin every dependency with hashes (needs uv)
	for name in base postgres dev; do \
		uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-header \
			requirements/$$name.in --output-file requirements/$$name.txt; done

clean: ## Remove what was built; keeps var/
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
