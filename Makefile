# For readers `make run`, for the secretariat `make desk`, for whoever changes the code `make test`.
# Everything goes into .venv; nothing else on the machine is touched.
PORT ?= 8501
DESK_PORT ?= 8502
PYTHON ?= python3
BIN = .venv/bin

.PHONY: run desk example test test-full golden lint bench screens samples build verify chromium

run: .venv/ready
	@$(BIN)/python -m etl build --if-missing
	@echo "The monitor is at http://localhost:$(PORT)"
	@$(BIN)/streamlit run app.py --server.port $(PORT)

desk: .venv/ready
	@echo "The desk is at http://localhost:$(DESK_PORT)/round, for this computer only"
	@MONITOR_DESK=yes $(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(DESK_PORT) \
		--server.maxUploadSize 10

# A round of invented figures, in a store of its own, to see and to learn on.
example: .venv/ready
	@$(BIN)/python -m etl example --store data/example-store
	@echo "Look at it with: MONITOR_STORE=data/example-store make run, or make desk"

build: .venv/ready
	@$(BIN)/python -m etl build

verify: .venv/ready
	@$(BIN)/python -m etl verify

test: .venv/ready-dev chromium lint
	@$(BIN)/python -m pytest -n 3 --dist worksteal

test-full: test
	@$(BIN)/python -m pytest -n 2 --dist worksteal --full

# Stored editions that every later version must make again with equal hashes; makes only those that are missing.
golden: .venv/ready-dev
	@$(BIN)/python -m tests.support.golden

lint: .venv/ready-dev
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

bench: .venv/ready-dev chromium
	@$(BIN)/python -m bench

# Pictures of every page in build/screens; those that a guide shows are kept in docs/screens.
screens: .venv/ready-dev chromium
	@$(BIN)/python docs/screens.py

# Workbooks, briefs and pictures in build/samples, those of the guides in docs/samples; LibreOffice draws the pages.
samples: .venv/ready-dev
	@$(BIN)/python docs/samples.py

chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || \
		{ echo "The tests need a browser. Install it with: sudo apt-get install -y chromium"; exit 1; }

.venv/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; this is " + sys.version)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

.venv/ready-dev: .venv/ready requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
