# Everything a developer types. `make run` and `make test` set all up by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
TOUR ?= tour
SCREEN := -screen 0 1366x768x24

.PHONY: run test demo bench faults check strings strings-check lock clean

run: $(READY) libraries-window
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		exec $(BIN)/python -m ui; \
	else \
		echo "No display here: running the tour on a virtual one, into $(TOUR)/"; \
		$(MAKE) --no-print-directory demo; \
	fi

# The tour: a fictional station and its office, from the door to the receipt.
demo: $(READY) libraries-tests
	rm -rf $(TOUR)
	xvfb-run -a -s "$(SCREEN)" $(BIN)/python -m ui demo $(TOUR) --headless

# Three on two cores: much of what windows and other processes do is waiting.
test: $(READY) libraries-tests check strings-check
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 3 --dist loadfile \
		--no-loadscope-reorder tests

bench: $(READY)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.scale.bench

# Every fault of the threat model, tried and counted.
faults: $(READY) libraries-tests
	$(BIN)/python -m tests.faults.table

check: $(READY)
	$(BIN)/ruff check rescueapp ui tests
	$(BIN)/ruff format --check rescueapp ui tests
	$(BIN)/mypy
	$(BIN)/mypy --platform win32  # the stations' other system, which no test runs on
	$(BIN)/lint-imports --no-cache

# Collect the marked texts, merge them into the catalogues, compile.
strings: $(READY)
	$(BIN)/python -m tests.strings update

strings-check: $(READY)
	$(BIN)/python -m tests.strings check

lock: $(READY)
	$(BIN)/pip-compile -q --generate-hashes --extra dev --allow-unsafe --strip-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-annotate \
		--upgrade -o requirements.lock pyproject.toml

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v < (3, 14) else "Python 3.11, 3.12 or 3.13 is needed; this is %d.%d" % v)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) \
		|| { echo "Python cannot make a virtual environment. Type: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	touch $(READY)

.PHONY: libraries-window libraries-tests
libraries-window:
	@sh resources/setup/system-libraries.sh window

libraries-tests:
	@sh resources/setup/system-libraries.sh window tests

clean:
	rm -rf $(VENV) $(TOUR) .mypy_cache .ruff_cache .hypothesis
