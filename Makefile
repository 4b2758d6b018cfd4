# `make` alone says what there is to do. Python 3.11 or newer, its venv package and make are enough.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test test-full lint bench audit lock messages programs clean

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Touched when what a lock file names is installed: pip runs again only when the lock changes.
RUNTIME := .venv/.requirements
DEV := .venv/.requirements-dev
COMPILE_LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-strip-extras
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))

help: ## Say what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(RUNTIME) $(CATALOGUES) ## Set everything up and run Heard on this computer, with invented data
	@exec env PORTAL_DEMO=1 $(BIN)/flask --app wsgi demo # exec: what ends make ends the demo

# A file's tests stay together, on one core: they share servers and browsers.
ON_EVERY_CORE := --numprocesses=auto --dist=loadfile

test: lint programs ## Set up what tests need, then run every check and test
	$(BIN)/python -m pytest $(ON_EVERY_CORE)

test-full: lint programs ## The same in full, a long run; its result goes to docs/assurance/
	@mkdir -p docs/assurance
	$(BIN)/python -m pytest $(ON_EVERY_CORE) --full --write-down docs/assurance/full-run.md

lint: $(DEV) ## Check style, types, imports and templates
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint --quiet

bench: $(DEV) programs $(CATALOGUES) ## Measure the cost of a text and of a page, as multiples of a bare reply
	$(BIN)/python -m tests.benchmarks

audit: $(DEV) ## Ask whether a locked package has a known weakness
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements.lock

lock: $(DEV) ## Lock what pyproject.toml names; `make lock UPGRADE=--upgrade` takes newer versions
	$(PIP) install uv
	$(COMPILE_LOCK) $(UPGRADE) --extra sso -o requirements.lock
	$(COMPILE_LOCK) $(UPGRADE) --extra sso --extra dev --constraint requirements.lock -o requirements-dev.lock

messages: $(DEV) ## Collect the words to translate into translations/, and compile what is translated
	$(BIN)/pybabel --quiet extract -F pyproject.toml --sort-by-file --add-location=file \
		--project=Heard --version=1 --header-comment="# The words of Heard, for translators" \
		-o translations/messages.pot .
	$(BIN)/pybabel --quiet update -i translations/messages.pot -d translations \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	@$(MAKE) --no-print-directory $(CATALOGUES)

clean: ## Remove all that was made here; the data in instance/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -f $(CATALOGUES)
	find portal sms tests -name __pycache__ -prune -exec rm -rf {} +

programs: $(DEV)
	@$(BIN)/python -m tests.servers.programs

%.mo: %.po | $(RUNTIME)
	@$(BIN)/pybabel --quiet compile -i $< -o $@

$(RUNTIME): requirements.lock | .venv
	@echo "Installing what Heard needs. The first time takes about a minute."
	@$(PIP) install --require-hashes -r $<
	@touch $@

$(DEV): requirements-dev.lock | .venv
	@echo "Installing what tests need. The first time takes about a minute."
	@$(PIP) install --require-hashes -r $<
	@touch $@ $(RUNTIME)

.venv:
	@.ci/make-venv
