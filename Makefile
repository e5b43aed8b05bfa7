# The commands of this project; `make` alone lists them. All of them share one environment, made on first use in .venv:
# the versions in requirements-dev.lock, checked by their hashes, and this source tree, so that an edit counts at once.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SAMPLE := samples/002.txt
UV := 0.13.9

# What the quick gate runs, with all that is not marked slow in it; of rules, the forms in files that were changed.
QUICK := tests/test_architecture.py $(wildcard tests/test_cases*.py) tests/test_golden.py tests/test_rules.py
CHANGED = $(shell git diff --name-only HEAD -- rules tests/cases 2>/dev/null)

.PHONY: help demo check test fuzz docs compiled lint format lock clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST)

demo: $(READY) ## parse a sample notice and print its task matrix
	@$(BIN)/fupin-extract parse $(SAMPLE) --format table

check: $(READY) ## the quick gate, in half a minute: cases, changed rules, goldens, architecture, style and types
	@RULES="none $(CHANGED)" $(BIN)/python -m pytest --quiet -m "not slow" $(QUICK)
	@$(MAKE) --no-print-directory lint

test: $(READY) ## run all tests, which takes minutes; ARGS="-k units" chooses some
	@$(BIN)/python -m pytest $(ARGS)

fuzz: $(READY) ## try texts made of the samples by chance, for a minute; ARGS="--seconds 600 --seed 7" tells how
	@$(BIN)/python benchmarks/fuzz.py $(ARGS)

docs: $(READY) ## run the commands in README and docs/, show what they print now, and make the picture of the ledger
	@if command -v soffice >/dev/null; then $(BIN)/python tools/picture.py; fi
	@REFRESH_DOCS=1 $(BIN)/python -m pytest --quiet tests/test_docs.py

compiled: $(READY) ## build a wheel with compiled modules into dist/, in some minutes, and try it; it needs a C compiler
	@$(BIN)/python -m pip install --quiet build
	@HATCH_BUILD_HOOK_ENABLE_MYPYC=1 $(BIN)/python -m build --wheel --outdir dist .
	@find src -name '*.so' -delete # what is compiled would stand before the source tree
	@$(BIN)/python tools/try_wheel.py "$$(ls -t dist/*.whl | head -n 1)"

lint: $(READY) ## check style, formatting and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY) ## mend what style and formatting can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: $(READY) ## renew requirements-dev.lock with the newest releases that pyproject.toml allows
	@$(BIN)/python -m pip install --quiet uv==$(UV)
	@$(BIN)/uv pip compile --quiet --no-config --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-annotate --custom-compile-command "make lock" --group dev --output-file requirements-dev.lock pyproject.toml

clean: ## remove the environment and everything that can be made again
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(READY): requirements-dev.lock pyproject.toml
	@for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			echo "Making $(VENV) with $$("$$python" --version) ..."; exec "$$python" -m venv $(VENV); \
		fi; \
	done; echo "Python 3.11 or later is needed; say which with: make PYTHON=/path/to/python" >&2; exit 1
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
