# `make` says what can be done. `make demo` and `make test` need only Python 3.11 or later, git and make.

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help install demo serve run site test check proof bench fidelity clean lock catalogs places translations

BIN := .venv/bin
DUOS := $(BIN)/duos
SITE := var/site
RUNTIME := .venv/.runtime
DEVELOPMENT := .venv/.development

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(RUNTIME)  ## set up what Duos needs to run, in .venv

demo: $(RUNTIME)  ## a synthetic season: files, proposals and site, without any account
	@$(DUOS) demo

run: $(RUNTIME)  ## the scheduled job: read the answers and the workbook, write what follows
	@$(DUOS) run

site: $(RUNTIME)  ## build the public site into var/site
	@$(BIN)/pelican content --settings pelicanconf.py --output $(SITE)

serve: $(RUNTIME)  ## show the site and receive applications on this machine; the site follows each change
	@test -f var/inbox.pub || $(DUOS) receive --new-key
	@echo "The site is at http://localhost:8000 (Ctrl-C ends). After a change in programme.yaml or form.yaml, start again."
	@$(DUOS) receive & trap "kill $$!" EXIT INT TERM; \
	$(BIN)/pelican content --settings pelicanconf.py --output $(SITE) --autoreload --listen --port 8000

test: $(DEVELOPMENT)  ## everything: the checks, then all the tests (installs a browser, LibreOffice, Node and Java if missing)
	@sh tools/system.sh
	@sh tools/packages.sh tools/google
	@sh tools/packages.sh tools/site
	@$(BIN)/python -m tools.check
	@$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term

check: $(DEVELOPMENT)  ## format, lint, types, architecture, spelling, templates, dependencies, catalogs
	@$(BIN)/python -m tools.check

proof: $(DEVELOPMENT)  ## the full counts: thousands of histories of people and runs (an hour and a half)
	@$(BIN)/python -m pytest -m proof -q

bench: $(DEVELOPMENT)  ## speed and memory, with the peers in the same run
	@for benchmark in $(filter-out benchmarks/peer.py,$(wildcard benchmarks/*.py)); do $(BIN)/python -m $$(echo $${benchmark%.py} | tr / .); done

fidelity: $(DEVELOPMENT)  ## hold the stand-in for Google Sheets against recorded traffic: make fidelity CASSETTES=DIR
	@$(BIN)/python -m tests.sheets.fidelity $(CASSETTES)

catalogs: $(DEVELOPMENT)  ## bring the translation catalogs up to date with the sentences in pipeline/words
	@$(BIN)/python -m tools.catalogs

translations: $(DEVELOPMENT)  ## the site's translations that are older than their source
	@$(BIN)/python -m tools.translations

places: $(DEVELOPMENT)  ## make the table of Belgian postcodes again
	@$(BIN)/python -m pip install --quiet --editable '.[places]'
	@$(BIN)/python -m tools.places

lock: $(DEVELOPMENT)  ## choose versions again, within pyproject.toml, and pin their hashes
	@sh tools/lock.sh

clean:  ## remove the environment and everything that was produced except var/
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.txt requirements-build.txt pyproject.toml
	@sh tools/environment.sh requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt requirements-build.txt pyproject.toml
	@sh tools/environment.sh requirements-dev.txt
	@touch $@ $(RUNTIME)
