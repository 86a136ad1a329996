# `make run` and `make test` are all you need; `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
INPUTS := $(shell find src/nosograph dictionary sources.toml data -type f -not -name '*.pyc' 2>/dev/null)
PYTEST_WORKERS ?= auto
RUN_TESTS ?= $(BIN)/pytest

PG_BIN ?= $(lastword $(sort $(wildcard /usr/lib/postgresql/*/bin)))
PG_HOME ?= $(CURDIR)/releases/postgis
PG_URL = postgresql://postgres@/postgres?host=$(PG_HOME)
# PostgreSQL refuses to run as root.
AS_POSTGRES := $(if $(filter 0,$(shell id -u)),runuser -u postgres --)
PG_OWNER := $(if $(AS_POSTGRES),-o postgres)

.DEFAULT_GOAL := help
.PHONY: help env release directory run test coverage nightly check format bench postgis docs sbom clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

env: .venv/.run  ## install what running needs into .venv
directory: releases/directory/manifest.json  ## make a small directory of EXAMPLE doctors
release: releases/current/manifest.json  ## build the default release to releases/current
run: release directory  ## install, build and serve the dictionary
	$(BIN)/nosograph serve

test: .venv/.dev release  ## run the whole test suite
	$(RUN_TESTS) -n $(PYTEST_WORKERS)

coverage:  ## the suite, and how much of the program it runs, by lines and branches
	rm -rf .coverage
	$(MAKE) test RUN_TESTS="$(BIN)/coverage run -m pytest"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

nightly: .venv/.dev release  ## the suite with many more generated cases
	NOSOGRAPH_HYPOTHESIS=nightly $(BIN)/pytest -n $(PYTEST_WORKERS)

check: .venv/.dev  ## lint, types, architecture, entries, documentation
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/nosograph check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

format: .venv/.dev  ## format the code
	$(BIN)/ruff format src tests benchmarks
	$(BIN)/ruff check --fix src tests benchmarks

bench: .venv/.dev release  ## run the benchmarks and print their tables
	$(BIN)/pip install --quiet --group bench --constraint requirements.lock
	for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

postgis: .venv/.run directory  ## start a local PostgreSQL server and load the small directory
	$(BIN)/pip install --quiet --editable '.[postgis]' --constraint requirements.lock
	@test -n "$(PG_BIN)" || { echo "No PostgreSQL server found: install postgresql and its PostGIS, or name it: make postgis PG_BIN=/path/to/bin"; exit 1; }
	@install -d -m 700 $(PG_OWNER) $(PG_HOME)
	test -d $(PG_HOME)/data || $(AS_POSTGRES) $(PG_BIN)/initdb -D $(PG_HOME)/data -U postgres -A trust --no-instructions
	$(AS_POSTGRES) $(PG_BIN)/pg_ctl -D $(PG_HOME)/data status >/dev/null || $(AS_POSTGRES) $(PG_BIN)/pg_ctl -D $(PG_HOME)/data -w -l $(PG_HOME)/log \
		-o "-c listen_addresses= -c unix_socket_directories=$(PG_HOME)" start
	$(BIN)/nosograph doctors load --directory releases/directory --postgres "$(PG_URL)"
	@echo "Serve through it: $(BIN)/nosograph serve --postgres '$(PG_URL)'"
	@echo "Stop it: $(AS_POSTGRES) $(PG_BIN)/pg_ctl -D $(PG_HOME)/data stop"

docs: .venv/.dev  ## build the documentation into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

sbom: .venv/.run  ## list what the program is made of, with licences, as CycloneDX
	$(PYTHON) -m venv .venv/sbom
	.venv/sbom/bin/pip install --quiet cyclonedx-bom==7.5.0
	.venv/sbom/bin/cyclonedx-py environment $(BIN)/python --of JSON --output-file releases/sbom.cdx.json

clean:  ## remove what was built (not .venv)
	rm -rf releases site .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

.venv/.python: Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Nosograph needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv --upgrade-deps .venv
	@touch $@

.venv/.run: .venv/.python pyproject.toml requirements.lock
	$(BIN)/pip install --quiet --editable '.[build,web,cohort,directory,leaflet,wiki,agents,phenopackets]' --constraint requirements.lock
	@touch $@

.venv/.dev: .venv/.run
	$(BIN)/pip install --quiet --group dev --constraint requirements.lock
	@touch $@

releases/current/manifest.json: .venv/.run $(INPUTS)
	$(BIN)/nosograph build
	@touch $@

releases/directory/manifest.json: .venv/.run $(wildcard src/nosograph/directory/*.py)
	$(BIN)/nosograph doctors generate --providers 3000 --out releases/example-register.csv
	$(BIN)/nosograph doctors import nppes releases/example-register.csv --source "Made-up example register" --out releases/directory
	@rm releases/example-register.csv
