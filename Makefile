# Defines every command once. `make` alone, or `make help`, lists and explains them.
.DEFAULT_GOAL := help
.PHONY: help setup test-setup run run-hub demo test lint types bench faults soak controls docs lock

# Takes the first of these that is Python 3.11 or 3.12. If there is none, the bootstrap reports it.
FITS := import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))
PYTHON3 ?= $(shell for python in python3 python3.12 python3.11; do \
	if $$python -c "$(FITS)" 2>/dev/null; then echo $$python; exit; fi; done; echo python3)
PYTHON := .venv/bin/python
DEMO_HOME := demo-home
BAJEH_KILLS ?= 50
BAJEH_OPERATIONS ?= 100000
BAJEH_CHAOS ?= 20000

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make the environment in .venv (does nothing the second time)
	@$(PYTHON3) installer/bootstrap.py

test-setup: # the same, with the system packages that the tests need
	@$(PYTHON3) installer/bootstrap.py --tests

run: setup ## open the counter on a demo database of made-up people; without a display, play a day into demo-output/
	@$(PYTHON) main.py --demo

run-hub: setup ## start a trial head office on this PC and print its address and an enrolment code (hub-home/)
	@$(PYTHON) -m dealer_app hub serve --trial

demo: setup ## create only the demo database, for the command line (demo-home/)
	@$(PYTHON) -m dealer_app --home $(DEMO_HOME) demo

test: test-setup ## run everything that a change must pass: lint, types, tests
	@$(MAKE) --no-print-directory lint types
	@$(PYTHON) -m pytest -q -n 2 --dist loadgroup

lint: setup ## run ruff with every rule
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check --quiet .

types: setup ## run mypy in strict mode
	@$(PYTHON) -m mypy

bench: test-setup ## measure speed and memory, each beside a baseline from the same run
	@$(PYTHON) -m tests.benchmarks

faults: test-setup ## kill the counter at hundreds of moments (BAJEH_KILLS=50 for each job) and check the database that is left
	@$(PYTHON) -m pytest -q tests/faults --kills $(BAJEH_KILLS) --timeout 3600 -o faulthandler_timeout=0

soak: test-setup ## run counters and a head office under every known fault (BAJEH_OPERATIONS=100000), then kill processes (BAJEH_CHAOS=20000), then walk over every page in all looks
	@$(PYTHON) -m tests.soak --operations $(BAJEH_OPERATIONS)
	@$(PYTHON) -m tests.chaos --operations $(BAJEH_CHAOS)
	@$(PYTHON) -m pytest -q tests/ui/walk --every-look --timeout 3600 -o faulthandler_timeout=0

controls: test-setup ## break each promise on purpose; the table shows which test detects it, and after how many operations
	@$(PYTHON) -m tests.soak.table

docs: setup ## take the pictures of the manual again: every page, light and dark, and the papers
	@$(PYTHON) docs/pictures.py

lock: setup ## write requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements.lock --quiet
