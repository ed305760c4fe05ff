#!/bin/sh
# Runs once, when the database container makes its files: two roles, one database.
# The owner migrates; the application may neither change tables nor rewrite the audit log.
set -eu

psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$(cat "$OWNER_PASSWORD_FILE")" \
  --set application_password="$(cat "$APPLICATION_PASSWORD_FILE")" <<'SQL'
CREATE ROLE quartermaster_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE quartermaster_app NOLOGIN;
CREATE ROLE quartermaster LOGIN PASSWORD :'application_password' IN ROLE quartermaster_app;
CREATE DATABASE quartermaster OWNER quartermaster_owner;
REVOKE CONNECT ON DATABASE quartermaster FROM PUBLIC;
GRANT CONNECT ON DATABASE quartermaster TO quartermaster_app;
-- What statements cost: SELECT * FROM pg_stat_statements, as the administrator.
CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
SQL
