# isonboard: `make run` and `make test` do all the set-up by themselves.
SHELL := /bin/sh
PYTHON_HERE := .venv/bin/python
ARGS ?=

MINUTES ?= 60
SECONDS ?= 60
TARGET ?=

.PHONY: run setup test check lint types imports format long bench fuzz soak lowest sbom shots lock wheel clean help

help:
	@echo 'make run    open isonboard (on the sample organisation if nothing is configured)'
	@echo 'make setup  make the environment for development, and nothing more'
	@echo 'make test   run the tests'
	@echo 'make check  linter, formatter, types, import rules'
	@echo 'make long   slow tests: kills, soak, load'
	@echo 'make bench  benchmarks (tests/benchmarks)'
	@echo 'make fuzz   coverage-guided fuzzing of every reader: TARGET=name SECONDS=60'
	@echo 'make soak   scripted use with the memory watched: MINUTES=60'
	@echo 'make lowest the tests with the lowest versions that pyproject.toml allows (needs uv)'
	@echo 'make sbom   dist/sbom.cdx.json: what is installed with isonboard, as CycloneDX'
	@echo 'make shots  the screenshots of the README, anew'
	@echo 'make wheel  build the wheel into dist/'
	@echo 'make lock   refresh the lock files (needs uv)'

# a checkout that was moved, renamed or copied, or whose Python went away, gets its environment anew
ifneq ($(wildcard .venv/*.stamp),)
ifneq ($(shell scripts/environment.sh --fits || echo anew),)
.PHONY: .venv/run.stamp .venv/dev.stamp
endif
endif

.venv/run.stamp: requirements.txt scripts/environment.sh
	@scripts/environment.sh requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt scripts/environment.sh
	@scripts/environment.sh requirements-dev.txt
	@touch $@ .venv/run.stamp

run: .venv/run.stamp
	@$(PYTHON_HERE) -m isonboard $(ARGS)

setup: .venv/dev.stamp
	@:

test: .venv/dev.stamp
	@$(PYTHON_HERE) -m pytest $(ARGS)

long: .venv/dev.stamp
	@$(PYTHON_HERE) -m pytest -m long $(ARGS)

check: lint types imports

lint: .venv/dev.stamp
	@$(PYTHON_HERE) -m ruff format --check src tests
	@$(PYTHON_HERE) -m ruff check src tests

types: .venv/dev.stamp
	@$(PYTHON_HERE) -m mypy

imports: .venv/dev.stamp
	@.venv/bin/lint-imports

format: .venv/dev.stamp
	@$(PYTHON_HERE) -m ruff format src tests
	@$(PYTHON_HERE) -m ruff check --fix src tests

bench: .venv/dev.stamp
	@$(PYTHON_HERE) tests/benchmarks $(ARGS)

fuzz: .venv/dev.stamp
	@$(PYTHON_HERE) -c 'import atheris' 2>/dev/null || scripts/environment.sh requirements-fuzz.txt || true
	@$(PYTHON_HERE) tests/hostile/fuzz.py $(if $(TARGET),"$(TARGET)") --seconds $(SECONDS) --corpus build/fuzz

soak: .venv/dev.stamp
	@$(PYTHON_HERE) tests/benchmarks/soak.py --minutes $(MINUTES) $(ARGS)

lowest:
	@scripts/lowest.sh $(ARGS)

sbom: .venv/run.stamp
	@$(PYTHON_HERE) scripts/sbom.py dist/sbom.cdx.json

shots: .venv/dev.stamp
	@$(PYTHON_HERE) tests/benchmarks/shots.py

wheel: .venv/dev.stamp
	@$(PYTHON_HERE) -m hatchling build -t wheel -d dist

lock:
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --no-annotate -p 3.11 \
	    pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --no-annotate -p 3.11 \
	    pyproject.toml --group dev -o requirements-dev.txt
	uv pip compile --universal --generate-hashes --no-header --no-emit-index-url --no-annotate -p 3.11 \
	    requirements-fuzz.in -o requirements-fuzz.txt

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
