# The only spelling of every command. `make` alone, or `make help`, explains them.
.DEFAULT_GOAL := help
.PHONY: help setup test-setup run run-hub demo test lint types bench faults soak controls docs lock

# The first of these that is a Python 3.11 or 3.12; where there is none, the bootstrap says so.
FITS := import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))
PYTHON3 ?= $(shell for python in python3 python3.12 python3.11; do \
	if $$python -c "$(FITS)" 2>/dev/null; then echo $$python; exit; fi; done; echo python3)
PYTHON := .venv/bin/python
DEMO_HOME := demo-home
BAJEH_KILLS ?= 50
BAJEH_OPERATIONS ?= 100000
BAJEH_CHAOS ?= 20000

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make the environment in .venv (once; nothing to do the second time)
	@$(PYTHON3) installer/bootstrap.py

test-setup: # the same, with what the tests need of the system
	@$(PYTHON3) installer/bootstrap.py --tests

run: setup ## open the counter on a demo database of made-up people; without a display, play a walk-in into demo-output/
	@$(PYTHON) main.py --demo

run-hub: setup ## start a trial head office on this PC and print its address and an enrolment code (hub-home/)
	@$(PYTHON) -m dealer_app hub serve --trial

demo: setup ## make the demo database alone, for the command line (demo-home/)
	@$(PYTHON) -m dealer_app --home $(DEMO_HOME) demo

test: test-setup ## everything a change must pass: lint, types, tests
	@$(MAKE) --no-print-directory lint types
	@$(PYTHON) -m pytest -q -n 2 --dist loadgroup

lint: setup ## ruff, every rule
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check --quiet .

types: setup ## mypy, strict
	@$(PYTHON) -m mypy

bench: test-setup ## speed and memory, each beside its baseline measured in the same run
	@$(PYTHON) -m tests.benchmarks

faults: test-setup ## kill the counter at hundreds of moments (BAJEH_KILLS=50 of each work) and look at what it left
	@$(PYTHON) -m pytest -q tests/faults --kills $(BAJEH_KILLS) --timeout 3600 -o faulthandler_timeout=0

soak: test-setup ## a long life of counters and head office under all that can befall them (BAJEH_OPERATIONS=100000), then killed processes (BAJEH_CHAOS=20000)
	@$(PYTHON) -m tests.soak --operations $(BAJEH_OPERATIONS)
	@$(PYTHON) -m tests.chaos --operations $(BAJEH_CHAOS)

controls: test-setup ## break each promise on purpose; the table says which test saw it, and after how many operations
	@$(PYTHON) -m tests.soak.table

docs: setup ## take the pictures of the manual anew: every page, light and dark, and the papers
	@$(PYTHON) docs/pictures.py

lock: setup ## write requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links -o requirements.lock --quiet
