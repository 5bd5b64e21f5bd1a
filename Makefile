# make alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help site preview serve check lint test bench bench-rules bench-content bench-search bench-cards train fonts schemas lock clean
PYTHON ?= python3
VENV := .venv/bin
export NO_MKDOCS_2_WARNING := 1
export PYTHONDONTWRITEBYTECODE := 1

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

site: .venv/ready ## build the approved site into site/
	@$(VENV)/mkdocs build -q --strict

preview: .venv/ready ## build everything, approved or not, into preview/ (marked, not deployable)
	@HUB_PREVIEW=1 $(VENV)/mkdocs build -q --strict

serve: .venv/ready ## live preview on http://127.0.0.1:8000/
	@echo "Live preview on http://127.0.0.1:8000/ (Ctrl-C ends it)"
	@$(VENV)/mkdocs serve -q --dev-addr 127.0.0.1:8000

check: .venv/ready ## everything an editor wants to know, without a build
	@scripts/hub check

lint: .venv/ready ## what the compliance rules say of every public text
	@scripts/hub lint

test: .venv/ready-test ## all tests, in real Chromium too
	@scripts/chromium
	@$(VENV)/python -m pytest

bench: .venv/ready ## how long a build takes, stage by stage
	@PYTHONPATH=hooks $(VENV)/python scripts/bench

bench-rules: .venv/ready ## how well the compliance rules judge, and how fast
	@PYTHONPATH=hooks $(VENV)/python scripts/bench-rules

bench-content: .venv/ready ## how the library reads, and what it says twice
	@PYTHONPATH=hooks $(VENV)/python scripts/bench-content

bench-search: .venv/ready-test ## how many real questions search answers, on the site built last
	@PYTHONPATH=hooks $(VENV)/python scripts/bench-search $(ARGUMENTS)

bench-cards: .venv/ready ## how long 1,000 share cards take, and how large they are
	@PYTHONPATH=hooks $(VENV)/python scripts/bench-cards

fonts: .fonts/ready ## make the fonts of share cards anew (needs fonts-noto-cjk and fonts-noto-core)
	@.fonts/bin/python scripts/make-fonts

train: .train/ready ## train the small model anew from the labelled sentences
	@OMP_NUM_THREADS=1 .train/bin/python scripts/train-suspicion

schemas: .venv/ready ## JSON Schemas for editors, into .schemas/
	@scripts/hub schema .schemas

lock: ## pin the newest packages with hashes (needs uv)
	@for name in requirements requirements-test requirements-train requirements-fonts; do uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate $$name.in -o $$name.txt; done

clean: ## delete what was built
	@rm -rf site site.new* site.old preview preview.new* preview.old .schemas .pytest_cache .hypothesis

.venv/ready: requirements.txt
	@test -x $(VENV)/python || $(PYTHON) -m venv .venv || { echo "Python >= 3.11 with venv is needed; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(VENV)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python >= 3.11 is needed: make PYTHON=python3.12 site" >&2; exit 1; }
	@echo "Installing packages into .venv …" >&2
	@$(VENV)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/ready-test: .venv/ready requirements-test.txt
	@$(VENV)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

.train/ready: requirements-train.txt
	@test -x .train/bin/python || $(PYTHON) -m venv .train
	@echo "Installing packages into .train …" >&2
	@.train/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-train.txt
	@touch $@

.fonts/ready: requirements-fonts.txt
	@test -x .fonts/bin/python || $(PYTHON) -m venv .fonts
	@echo "Installing packages into .fonts …" >&2
	@.fonts/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-fonts.txt
	@touch $@
