#!/usr/bin/env bash
# Put a backup in the place of everything the database holds now: scripts/restore.sh <file>.
# One transaction: a restore that fails leaves the database as it was.
set -euo pipefail

file="${1:?name the backup file}"
url="${MIGRATION_DATABASE_URL:-${DATABASE_URL:?set DATABASE_URL, or use make restore}}"
url="${url/postgresql+psycopg2:/postgresql:}"
# Where the address holds no password, a file may.
if [ -n "${MIGRATION_DATABASE_PASSWORD_FILE:-}" ]; then
  PGPASSWORD="$(cat "$MIGRATION_DATABASE_PASSWORD_FILE")"
  export PGPASSWORD
fi

test -r "$file" || { echo "$file cannot be read." >&2; exit 1; }
if [ -r "$file.sha256" ]; then
  (cd "$(dirname "$file")" && sha256sum --quiet --check "$(basename "$file").sha256" 2>/dev/null) ||
    { echo "$file is not what was backed up: its checksum differs." >&2; exit 1; }
else
  echo "$file has no checksum beside it; it is taken as it is." >&2
fi
pg_restore --list "$file" >/dev/null

psql --no-password --quiet --set ON_ERROR_STOP=1 --single-transaction --dbname="$url" \
  --output=/dev/null --file=<(
    echo 'SET client_min_messages = warning;'
    echo 'DROP SCHEMA IF EXISTS support, analytics, ops, core CASCADE;'
    echo 'DROP TABLE IF EXISTS public.alembic_version;'
    pg_restore --no-owner --file=- "$file"
  )
echo "Restored $file."
