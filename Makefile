.DEFAULT_GOAL := run
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup run test check faults cluster bench bench-collect bench-understand bench-search lock lock-training lock-peers format

# pip 23 cannot resolve part of the lock, so the set-up upgrades pip first.
$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Otklik needs Python 3.11 or newer; say PYTHON=/path/to/python3 make …" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@# setuptools tells at length what an editable installation is; nobody who runs this needs to know.
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/.ready

run: setup
	$(BIN)/otklik demo

test: setup
	$(BIN)/python -m tests.needs
	@# Three at a time, for many wait for a server; each file stays in one process, for its servers start once; the longest first.
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) --no-print-directory test

# What an outlet may do to us, each fault with its figure; the same tests as in `make test`, in one process and as a table.
faults: setup
	$(BIN)/python -m pytest tests/faults tests/desk/attacks

# A cluster of three real Elasticsearch nodes of which one is killed: too heavy for `make test`, printed as a table.
cluster: setup
	OTKLIK_TEST_CLUSTER=1 $(BIN)/python -m pytest tests/faults/test_cluster.py

format: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup
	$(BIN)/python -m benchmarks.whole_way

# The tools that we are measured against have an environment of their own: none of them is ours.
PEERS := .venv-peers
$(PEERS)/.ready: benchmarks/peers.lock
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r benchmarks/peers.lock
	@touch $@

bench-collect: setup $(PEERS)/.ready
	$(BIN)/python -m benchmarks.collect_text
	$(BIN)/python -m benchmarks.collect_dates
	$(BIN)/python -m benchmarks.collect_polling
	$(BIN)/python -m benchmarks.collect_speed
	$(BIN)/python -m benchmarks.collect_crawl
	$(BIN)/python -m benchmarks.collect_feeds
	$(BIN)/python -m benchmarks.collect_scale

# What training takes beside the product: the figures of the tone are those of models trained without the text they judge.
$(VENV)/.training: nlp/training/requirements.lock $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r nlp/training/requirements.lock
	@touch $@

# How well and how fast texts are understood: on the labelled texts of corpus/, and on the inputs where they are there.
bench-understand: setup $(VENV)/.training
	$(BIN)/python -m benchmarks.understand_domain
	$(BIN)/python -m benchmarks.understand_agreement
	$(BIN)/python -m benchmarks.understand_evidence
	$(BIN)/python -m benchmarks.understand_bounds
	$(BIN)/python -m benchmarks.understand_entities
	$(BIN)/python -m benchmarks.understand_tone
	$(BIN)/python -m benchmarks.understand_stories

# A million generated articles in both engines: filling, disk, requests, the desk.
bench-search: setup
	$(BIN)/python -m benchmarks.search_scale

# Exact versions and hashes, for every platform; no package host is named.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--group dev --override lock.overrides --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

lock-training: setup
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--group training --constraint requirements.lock --override lock.overrides --custom-compile-command "make lock-training" \
		--output-file nlp/training/requirements.lock pyproject.toml

lock-peers: setup
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock-peers" --output-file benchmarks/peers.lock benchmarks/peers.in
