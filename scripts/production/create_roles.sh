#!/bin/sh
# Runs once, when the database container makes its files: two roles, one database.
# The owner migrates; the application may neither change tables nor rewrite the audit log.
set -eu

psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$OWNER_PASSWORD" --set application_password="$APPLICATION_PASSWORD" <<'SQL'
CREATE ROLE quartermaster_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE quartermaster_app NOLOGIN;
CREATE ROLE quartermaster LOGIN PASSWORD :'application_password' IN ROLE quartermaster_app;
CREATE DATABASE quartermaster OWNER quartermaster_owner;
REVOKE CONNECT ON DATABASE quartermaster FROM PUBLIC;
GRANT CONNECT ON DATABASE quartermaster TO quartermaster_app;
SQL
