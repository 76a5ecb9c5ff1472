# make run    install if needed, clean data/raw into data/clean, say what was done and where it lies
# make test   install if needed, run the whole test suite
# Both need Python 3.11 or newer with pip, and nothing else. Another Python: make run PYTHON=/path/to/python3.12

PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --constraints constraints.txt --editable
PIP := $(PYTHON) -m pip --quiet --disable-pip-version-check --python $(BIN)/python install
# uv, and where it does not get through (an index or a certificate that only pip's own settings name): pip
install = $(UV) $(1) || { echo "uv could not; trying pip, which takes a minute" >&2; $(PIP) --editable $(1); }

.PHONY: run test
.DELETE_ON_ERROR:

run: $(VENV)/.installed
	$(BIN)/copydesk backfill

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto --dist loadfile

# The environment is made without pip (Debian keeps ensurepip in a package of its own); the pip that is there puts uv into it.
$(BIN)/uv:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer with pip is needed; name one: make PYTHON=/path/to/python3" >&2; exit 2; }
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PIP) uv

$(VENV)/.installed: pyproject.toml constraints.txt $(BIN)/uv
	@echo "installing into $(VENV)"
	@$(call install,.)
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt $(BIN)/uv
	@echo "installing into $(VENV)"
	@$(call install,'.[dev]')
	@touch $@ $(VENV)/.installed

# Write constraints.txt anew after a change of pyproject.toml: exact versions, no addresses.
.PHONY: constraints
constraints: $(BIN)/uv
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --no-annotate --no-header \
		--no-emit-index-url --output-file constraints.txt pyproject.toml
