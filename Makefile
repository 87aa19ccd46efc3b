# The house's commands. `make run` and `make test` prepare everything they need by themselves.

PYTHON ?= python3
ARGS ?=
DEMO ?= $(or $(XDG_DATA_HOME),$(HOME)/.local/share)/cote-a-cote-demo
TESTS ?= tests
SIDE_BY_SIDE ?= -n 3

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --require-hashes

# A stamp carries its lock's fingerprint: nothing to do until the lock changes.
fingerprint = $(firstword $(shell cksum $(1)))
RUN_STAMP := .venv/run-$(call fingerprint,requirements.txt)
DEV_STAMP := .venv/dev-$(call fingerprint,requirements-dev.txt)

OLD_PYTHON := 'import sys; sys.exit(sys.version_info < (3, 11) and "Il faut Python 3.11 ou mieux.")'

CODE := $(wildcard main.py models reports ui resources installer tests)
TYPED := $(wildcard models reports ui resources)

# Bytecode is kept, whatever the shell says: without it each process of a run compiles everything.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup setup-dev run demo test soak lint check bench lock clean
.DELETE_ON_ERROR:

run: setup
	@$(BIN)/python main.py $(ARGS)

demo: setup
	@test -e "$(DEMO)" || $(BIN)/python main.py --donnees "$(DEMO)" demo
	@$(BIN)/python main.py --donnees "$(DEMO)" $(ARGS)

test: setup-dev check
	@$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(TESTS) $(ARGS)

# The long proofs: crashes by hundreds, power cuts replayed, benches of a million rows are apart.
soak: setup-dev
	@SOAK=1 $(BIN)/python -m pytest $(SIDE_BY_SIDE) -m "soak or longer" --timeout=900 $(TESTS) $(ARGS)

setup:
	@$(PYTHON) -c $(OLD_PYTHON)
	@$(PYTHON) installer/system_packages.py run
	@$(MAKE) --no-print-directory $(RUN_STAMP)

# All that is missing is named at once, before anything is prepared.
setup-dev:
	@$(PYTHON) -c $(OLD_PYTHON)
	@$(PYTHON) installer/system_packages.py test
	@$(MAKE) --no-print-directory $(DEV_STAMP)

$(BIN)/python:
	$(PYTHON) -m venv --clear .venv

$(RUN_STAMP): | $(BIN)/python
	$(PIP) --requirement requirements.txt
	@rm -f .venv/run-* && touch $@

$(DEV_STAMP): | $(RUN_STAMP)
	$(PIP) --requirement requirements-dev.txt
	@rm -f .venv/dev-* && touch $@

lint: setup-dev
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)

check: lint
	@$(BIN)/mypy $(TYPED)
	@$(BIN)/lint-imports

bench: setup-dev
	@$(BIN)/python -m tests.bench.run $(ARGS)

# Hashes hold for every platform's wheel; no address of an index goes into the locks.
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host
lock: setup-dev
	$(LOCK) --upgrade --output-file requirements.txt pyproject.toml
	$(LOCK) --upgrade --extra dev --constraint requirements.txt \
		--output-file requirements-dev.txt pyproject.toml

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
