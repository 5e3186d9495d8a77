# Everything needs only Python 3.11 or newer, pip, git and make. `make setup` is part of every other target.

PYTHON ?= python3
PORT ?= 0
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
INPUTS ?= ../shared/data
.PHONY: help setup demo serve test check fmt docs-rules docs-sources check-inputs bench fuzz locks clean

help: ## say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 13

$(VENV)/ready: requirements.lock requirements-build.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.exit("Second Story needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up; this takes a minute the first time." >&2
	@$(BIN)/pip install --quiet --require-hashes -r requirements.lock -r requirements-build.lock
	@command -v node >/dev/null 2>&1 || $(BIN)/pip install --quiet --require-hashes -r requirements-node.lock
	@$(BIN)/python hatch_build.py
	@$(BIN)/pip install --quiet --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	@$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

setup: $(VENV)/ready ## make .venv, so that .venv/bin/secondstory works
	@$(BIN)/python hatch_build.py
	@$(BIN)/python -m compileall -q src

demo: setup ## serve a demonstration (PORT= for a port of your choice)
	@SECONDSTORY_DATA="$${SECONDSTORY_DATA:-.data/demo}" exec $(BIN)/secondstory demo --port $(PORT)

serve: setup ## serve your own library, data in SECONDSTORY_DATA
	@exec $(BIN)/secondstory serve

test: setup $(VENV)/ready-dev ## run every check and test
	@$(BIN)/python -m tests.everything

check: setup $(VENV)/ready-dev ## linters, types and import contracts
	@$(BIN)/python -m tests.everything --checks-only

fmt: $(VENV)/ready-dev docs-rules docs-sources ## format code and templates
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

docs-rules: $(VENV)/ready-dev ## write the page of the linter's rules
	@$(BIN)/python -m secondstory.language.rule_pages docs/language-rules.md

docs-sources: $(VENV)/ready-dev ## write the page of event sources
	@$(BIN)/python -m secondstory.integrations.source_pages docs/event-sources.md

check-inputs: $(VENV)/ready-dev ## compare the event sources with what was read in samples (INPUTS= the folder that holds them)
	@$(BIN)/python -m tests.inputs $(INPUTS)

bench: $(VENV)/ready-dev ## print the figures (TEXTS= a folder of documents)
	@$(BIN)/python -m benchmarks $(if $(TEXTS),--texts $(TEXTS))

fuzz: $(VENV)/ready-dev ## look for texts that crash the linter (FUZZ_SECONDS= for each of three targets)
	@test -x .venv-fuzz/bin/python || { $(PYTHON) -m venv .venv-fuzz && .venv-fuzz/bin/pip install --quiet 'atheris>=3,<4'; }
	@mkdir -p test-results
	@for target in lint readers structure; do \
		PYTHONPATH="src:$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" .venv-fuzz/bin/python -m tests.fuzz.fuzz_language \
			$$target -max_total_time=$${FUZZ_SECONDS:-120} -max_len=3000 -artifact_prefix=test-results/ || exit 1; done

locks: $(VENV)/ready-dev ## renew the lock files after pyproject.toml changed
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url pyproject.toml -o requirements.lock
	@for group in build node dev; do \
		$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --group $$group $$(test $$group = dev && echo pyproject.toml) \
			-c requirements.lock -o requirements-$$group.lock; done

clean: ## remove what the targets made, except data
	rm -rf $(VENV) node_modules dist src/secondstory/design/static/design/build
