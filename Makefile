# One command each on a fresh Debian 12: `make run` shows the application, `make test` tries everything.
# System packages are installed only where they are missing, with sudo unless you are root.
VENV := .venv
BIN := $(VENV)/bin
SYSTEM := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
TEST_SYSTEM := chromium libatomic1 poppler-utils libreoffice-calc-nogui

# $(call install,PACKAGES): those of the packages that this Debian doesn't have yet.
define install
@missing=""; \
for package in $(1); do \
  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q "ok installed" || missing="$$missing $$package"; \
done; \
if [ -n "$$missing" ]; then \
  echo "Installing:$$missing"; \
  as_root=""; [ "$$(id -u)" = 0 ] || as_root=sudo; \
  $$as_root apt-get update -qq && \
  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
fi
endef

.PHONY: setup run test test-system check bench clean

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml hatch_build.py
	$(call install,$(SYSTEM) $(shell python3 -c "import ensurepip" 2>/dev/null || echo python3-venv))
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

run: setup
	$(BIN)/deelgenoot demo
	$(BIN)/deelgenoot serve

test: setup test-system check
	$(BIN)/pytest -n 2

test-system:
	$(call install,$(TEST_SYSTEM))

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: setup
	$(BIN)/python -m benchmarks.bench

clean:
	rm -rf $(VENV) build dist planner/static/fonts
