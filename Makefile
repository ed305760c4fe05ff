# Every command a person or CI runs. `make help` lists them.
# Variables for `make run`: PORT, API_PORT, BIND, DATA, MAPPING, REPLACE_DEMO, DATABASE_URL, MIGRATION_DATABASE_URL,
# REDIS_URL (docs/configuration.md says what each one does).

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

# The Python that makes .venv; bootstrap.py looks for a newer one when this one is too old.
PYTHON ?= python3
VENV := .venv/bin
BOOTSTRAP := $(PYTHON) scripts/bootstrap.py
# Runs a command with the database up and its addresses in the environment.
WITH_DATABASE := $(VENV)/python -m scripts.with_database --

##@ Run
.PHONY: run stop db-shell etl
run: ## Install, start the database, load, forecast and serve until Ctrl-C
	@$(BOOTSTRAP) run
	@exec $(VENV)/python -m scripts.run

stop: ## Stop what `make run` started, also after it was killed
	@$(BOOTSTRAP) python
	@$(VENV)/python -m scripts.stop

etl: ## Run the nightly pipeline once
	@$(BOOTSTRAP) python
	$(WITH_DATABASE) $(VENV)/python -m etl run

db-shell: ## Open psql on the application's database
	@$(BOOTSTRAP) python
	@$(VENV)/python -m scripts.with_database --shell

##@ Quality
.PHONY: setup check lint types format test e2e bench drills test-prod audit api check-api
setup: ## Install everything a developer needs
	@$(BOOTSTRAP) develop

check: setup ## The fast gate: format, lint, types, import rules, contract, unit tests
	@$(VENV)/python -m scripts.test check

lint: setup ## Formatting, ruff, import rules and eslint
	$(VENV)/ruff format --check .
	$(VENV)/ruff check .
	$(VENV)/lint-imports
	npm --prefix frontend run lint

types: setup ## mypy --strict and tsc
	$(VENV)/mypy backend etl scripts migrations
	npm --prefix frontend run types

format: setup ## Format Python and fix what ruff can fix
	$(VENV)/ruff check --fix-only .
	$(VENV)/ruff format .

test: setup ## Every test: Python, TypeScript, PostgreSQL 15, browser
	@$(VENV)/python -m scripts.test all

e2e: setup ## The browser journeys against a throw-away stack
	@$(VENV)/python -m scripts.test browser

bench: setup ## Measure beside what limits it: make bench, or make bench QUICK=1 ONLY="load api" ROWS="1000000 5000000"
	@$(VENV)/python -m scripts.bench $(if $(QUICK),--quick) $(if $(ROWS),--rows $(ROWS)) $(if $(ONLY),--only $(ONLY))

drills: setup ## Break one part after the other: make drills, or make drills QUICK=1 DRILL=disk_full
	@$(VENV)/python -m scripts.drills $(if $(QUICK),--quick) $(DRILL)

test-prod: setup ## Start the production file's commands without containers and look at them
	@scripts/prod_smoke.sh

audit: ## Look for secrets in the history and for known holes in the packages
	@$(BOOTSTRAP) python
	@$(VENV)/python -m scripts.audit

api: setup ## Regenerate the API contract and its TypeScript types
	$(VENV)/python -m scripts.contract write

check-api: setup ## Fail if the contract or its types are stale
	$(VENV)/python -m scripts.contract check

##@ Database
.PHONY: migrate downgrade migration
migrate: ## Bring the database to the newest migration
	@$(BOOTSTRAP) python
	$(WITH_DATABASE) $(VENV)/alembic upgrade head

downgrade: ## Undo migrations down to one: make downgrade TO=0008
	@$(BOOTSTRAP) python
	@test -n "$(TO)" || { echo 'Say down to which migration: make downgrade TO=0008' >&2; exit 2; }
	$(WITH_DATABASE) $(VENV)/alembic downgrade "$(TO)"

migration: setup ## Write a new migration: make migration m="add lot expiry"
	@test -n "$(m)" || { echo 'Say what it does: make migration m="add lot expiry"' >&2; exit 2; }
	$(WITH_DATABASE) $(VENV)/alembic revision --autogenerate -m "$(m)"

##@ Maintenance
.PHONY: backup restore lock clean help
backup: ## Write the whole database into one file in DATA_DIR/backups
	@$(BOOTSTRAP) python
	@$(WITH_DATABASE) scripts/backup.sh

restore: ## Put a backup in the database's place: make restore FILE=<backup>
	@$(BOOTSTRAP) python
	@test -n "$(FILE)" || { echo 'Name the backup: make restore FILE=<backup>' >&2; exit 2; }
	@$(WITH_DATABASE) scripts/restore.sh "$(FILE)"

lock: setup ## Recompile the lock files of Python and of the dashboard
	$(VENV)/python -m scripts.lock

clean: ## Remove what can be made again; .data is kept
	rm -rf frontend/.next output .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find backend etl scripts migrations -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## List every target by group
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z0-9-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
