# Needs python3 (3.11 or newer), git and make; everything else is set up by the first call of a target.
PYTHON ?= python3
BIN := .venv/bin
SAMPLE := sample_data/sample_city.onemap
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help setup run test test-qt693 soak check bench shots wheel lock clean

help:
	@echo "make run     set up, then open the sample city (without a display: write build/sample_city.png)"
	@echo "make test    set up, then run all tests, also on PySide6 6.9.3"
	@echo "make soak    thousands of random questions against brute force, programs killed at work (half an hour)"
	@echo "make check   lint, format, types, doors between the rooms, docstrings"
	@echo "make bench   measure, write build/bench.json and the README's table (ONLY=points, BENCH_SCALE=0.01)"
	@echo "make shots   screenshots of every panel and dialog into build/shots/"
	@echo "make wheel   build dist/*.whl;  make lock  renew requirements.lock;  make clean"

setup:
	@.ci/setup.sh system
	@.ci/setup.sh environment
	@.ci/setup.sh kernels

run: setup
	@if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		.ci/without_display.sh $(SAMPLE); \
	else \
		$(BIN)/onemap $(SAMPLE); \
	fi

test: setup
	@.ci/setup.sh system test
	$(BIN)/python -m pytest $(ARGS)
	@$(MAKE) --no-print-directory test-qt693

# The rooms that touch Qt, on the newest PySide6 for glibc 2.28.
test-qt693: setup
	@.ci/setup.sh lane
	.venv-6.9.3/bin/python -m pytest -p no:cacheprovider $(wildcard tests/render tests/api tests/ui tests/app tests/tasks)

# The campaigns that take minutes, each more than a test may.
soak: setup
	$(BIN)/python -m pytest -m soak -o faulthandler_timeout=7200 $(ARGS)
	$(BIN)/python -m pytest -m "hypothesis and not soak" --hypothesis-profile=dice -o faulthandler_timeout=7200 $(ARGS)

check:
	@.ci/setup.sh environment
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	@find onemap -name '*.py' | sort | xargs $(BIN)/numpydoc lint

bench: setup
	$(BIN)/python -m tests.benchmarks $(if $(ONLY),--only $(ONLY))

shots: setup
	@.ci/setup.sh system test
	$(BIN)/python -m tests.tasks.shots

wheel: setup
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

# Renews the lock after a change of dependencies; the only step that needs uv.
lock:
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet uv
	echo 'pyside6-essentials==6.11.3' | UV_CUSTOM_COMPILE_COMMAND='make lock' $(BIN)/python -m uv pip compile --quiet pyproject.toml \
		--all-extras --group dev --universal --generate-hashes --constraint - --no-emit-index-url --output-file requirements.lock $(ARGS)

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache
