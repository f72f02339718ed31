.DEFAULT_GOAL := help
.PHONY: help demo test check format bench soak audit clean

PYTHON_DIRS := $(wildcard src tests scripts benchmarks)
BIN := .venv/bin
# Minutes that `make soak` spends on each fuzz target.
SOAK_MINUTES ?= 10

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo:  ## label the pictures in demo/, read them back, judge them, and let exiftool read them too
	@scripts/setup demo
	@scripts/demo

test: check  ## check, then run all tests
	@$(BIN)/pytest -q -n auto

check:  ## ruff (lint and format) and mypy --strict
	@scripts/setup dev
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary $(PYTHON_DIRS)

format:  ## let ruff fix and format everything
	@scripts/setup dev
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

bench:  ## run benchmarks/ by hand (figures go to docs/performance.md)
	@scripts/setup dev
	@scripts/bench

soak:  ## long property tests and fuzzing (SOAK_MINUTES=10 a fuzz target)
	@scripts/setup dev
	@SOAK_MINUTES=$(SOAK_MINUTES) scripts/soak

audit:  ## ask OSV whether a pinned dependency has a known hole (skipped without a network)
	@scripts/audit_dependencies

clean:  ## remove everything that make made
	@rm -rf .venv .venv-storage build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .coverage src/*.egg-info
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
