# Two commands for a newcomer: make run, make test. Python 3.11+ is all they ask for.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PY := .venv/bin/python
STAMP := .venv/.installed
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# compiled modules are kept: a start reads them instead of compiling a thousand files
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help install run test check lint types house unit postgresql browser build journeys coverage bench lock clean

help: ## what can be asked
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 18

install: $(STAMP)

$(STAMP): requirements.lock
	@command -v python3 >/dev/null || { echo "Il faut Python 3.11 ou plus récent."; exit 1; }
	@test -x $(PY) || python3 -m venv .venv
	@awk '/^uv==/{on=1} on{print} on && !/\\$$/{exit}' requirements.lock > .venv/uv.txt
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	@.venv/bin/uv pip sync --quiet --compile-bytecode --require-hashes --python $(PY) requirements.lock \
		|| $(PY) -m pip install --quiet --require-hashes -r requirements.lock
	@touch $@

run: $(STAMP) ## install, build, migrate, load the demo office, serve (PORT, LICIEL_DATA)
	@exec $(PY) -m liciel_app.cli run

build: $(STAMP) ## the browser part, when its sources changed
	@$(PY) -m liciel_app.cli build

test: lint types unit postgresql journeys ## everything a change must pass

check: lint types house ## the fast part, without a browser

lint: $(STAMP)
	ruff check .
	ruff format --check .
	lint-imports
	codespell --quiet-level=2

types: $(STAMP)
	pyright --warnings

house: $(STAMP) ## the rules of the house, also part of unit
	$(PY) -m pytest tests/house -q -n 2

unit: $(STAMP) browser ## everything without a browser, on SQLite; fails when the tests reach less of the product
	$(PY) -m pytest tests -q -n 2 -m "not journey and not postgresql" --ignore=tests/journeys --cov --cov-report=

postgresql: $(STAMP) browser build ## everything that opens a database, on a PostgreSQL of its own; two server processes
	LICIEL_TEST_DATABASE=postgresql $(PY) -m pytest tests -q -n 2 -m "not journey" --ignore=tests/journeys

browser: ## Chromium and poppler, from Debian's packages
	@for need in chromium:chromium pdftotext:poppler-utils; do \
		if ! command -v $${need%%:*} >/dev/null; then \
			if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
				apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $${need##*:} >/dev/null; \
			else echo "Installez $${need##*:} (par exemple : sudo apt-get install $${need##*:})."; exit 1; fi; \
		fi; \
	done

journeys: build browser
	$(PY) -m pytest tests/journeys -q -m journey

coverage: unit ## what the tests reach, file by file
	$(PY) -m coverage report --skip-covered --sort=cover

bench: build browser ## the benchmarks, printing a table and writing bench/results.json
	$(PY) -m bench

lock: $(STAMP) ## pin again after a change of pyproject.toml
	uv pip compile --universal --generate-hashes --group dev pyproject.toml -p 3.11 -o requirements.lock --no-header -q --no-emit-index-url --no-emit-find-links

clean:
	rm -rf .venv .web .states data .build
