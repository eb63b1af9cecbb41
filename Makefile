PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CHECKED := mkdocs_c_runner tests benchmarks example-site toolchain hatch_build.py
TOOLCHAIN := $(wildcard toolchain/*.* toolchain/shims/*)
SCRIPTS := hatch_build.py $(wildcard mkdocs_c_runner/browser/*)

# Hundreds of processes of Python are started in tests: where they may not keep bytecode, each compiles the package anew.
export PYTHONDONTWRITEBYTECODE :=


.PHONY: site serve picture test hosts machines programs lowest bench lint format wheel clean

# Build the example site: the manual and a blog.
site: $(VENV)/.package
	@.ci/need gcc clang tcc gcc:s390x gcc:aarch64 bwrap
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --no-directory-urls -f example-site/mkdocs.yml \
	    > example-site/build.log 2>&1 || { cat example-site/build.log; exit 1; }
	@cat example-site/build.log
	@grep -o '[0-9]* blocks: .*' example-site/build.log
	@echo "Open $(CURDIR)/example-site/site/index.html"

serve: $(VENV)/.package
	@.ci/need gcc clang tcc gcc:s390x gcc:aarch64 bwrap
	$(BIN)/mkdocs serve -f example-site/mkdocs.yml

# Draw the picture of the README.
picture: site $(VENV)/.test
	@.ci/need chromium
	$(BIN)/python example-site/picture.py

# Tests wait for clocks, programs and browsers more than they compute.
WORKERS ?= $(shell expr $$(nproc) \* 2)

# Run all tests, or those in TESTS.
test: $(VENV)/.test
	@.ci/need gcc clang tcc gcc:s390x gcc:aarch64 bwrap chromium firefox
	$(BIN)/python -m pytest -n $(WORKERS) $(TESTS)

# Build one site on every host, each in its own environment, and all programs of the example site without this package.
hosts: $(VENV)/.test
	@.ci/need gcc clang tcc gcc:s390x gcc:aarch64 bwrap
	$(BIN)/python -m pytest -n 2 -m hosts tests/test_hosts.py tests/test_companions.py \
	    tests/test_companions_that_change_code.py tests/test_zensical.py tests/cli/test_extract.py

# Tests of features that later versions of pymdown-extensions introduced: an option, an extension, and the last line
# feed of an included file.
LATER := not relaxed and not quotes and not included_files and not where_files_are_included and not places_of_messages

# Run all hostile programs for other machines, in the sandbox with the emulator; `make test` runs some of them.
machines: $(VENV)/.test
	@.ci/need gcc gcc:s390x gcc:aarch64 bwrap
	$(BIN)/python -m pytest -n $(WORKERS) -m "machines or not machines" tests/engine/sandbox/test_attacks_of_other_machines.py

# Compare all programs with those that gcc makes, byte for byte; `make test` compares some of them.
programs: $(VENV)/.test
	@.ci/need gcc bwrap
	$(BIN)/python -m pytest -n $(WORKERS) -m "programs or not programs" tests/engine/test_same_programs.py

# Test pages and sites with the lowest supported versions of the dependencies.
lowest: $(VENV)/.test
	@.ci/need gcc bwrap
	$(MAKE) VENV=$(VENV)/lowest $(VENV)/lowest/.package
	$(BIN)/python -m pip --python $(VENV)/lowest install --quiet --group test $$(.ci/lowest)
	$(VENV)/lowest/bin/python -m pytest -n 2 -k "$(LATER)" tests/check tests/fence tests/html tests/labels tests/media \
	    tests/messages tests/pages tests/program tests/terminal tests/test_cases.py tests/test_plugin*.py \
	    tests/test_extension*.py

# Measure costs, as ratios within one run.
bench: $(VENV)/.bench
	@.ci/need gcc bwrap
	$(BIN)/python benchmarks/sandbox.py
	$(BIN)/python benchmarks/builds.py
	$(BIN)/python benchmarks/cores.py
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/server.py
	$(BIN)/python benchmarks/memory.py
	$(BIN)/python benchmarks/browser.py
	$(BIN)/python benchmarks/machines.py
	$(BIN)/python benchmarks/cluster.py

lint: $(VENV)/.lint $(VENV)/.test
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/mypy

format: $(VENV)/.lint
	$(BIN)/ruff format $(CHECKED)
	$(BIN)/ruff check --fix $(CHECKED)

wheel: $(VENV)/.lint
	@.ci/need npm
	rm -rf dist
	$(BIN)/python -m build --outdir dist .

clean:
	rm -rf $(VENV) dist example-site/site example-site/build.log example-site/.cache

$(VENV)/.created:
	@.ci/need python
	$(PYTHON) -m venv $(VENV) || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	@touch $@

$(VENV)/.package: pyproject.toml $(SCRIPTS) $(VENV)/.toolchain
	@.ci/need npm || echo "Continuing without the playground." >&2
	$(BIN)/python -m pip install --quiet -e ".[site,server,browser]"
	$(BIN)/python -m mkdocs_c_runner.engine.wasm
	@touch $@

# C for WebAssembly. It is made once; what is downloaded, and what this machine makes of it, stays in the user's cache.
$(VENV)/.toolchain: $(TOOLCHAIN) $(VENV)/.created
	@.ci/need npm wasm-split
	$(BIN)/python toolchain/make.py
	$(BIN)/python -m pip install --quiet -e toolchain
	@touch $@

$(VENV)/.test: $(VENV)/.package
	$(BIN)/python -m pip install --quiet --group test
	@touch $@

$(VENV)/.bench: $(VENV)/.package
	$(BIN)/python -m pip install --quiet --group bench
	@touch $@

$(VENV)/.lint: pyproject.toml $(VENV)/.created
	$(BIN)/python -m pip install --quiet --group lint
	@touch $@
