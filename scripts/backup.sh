#!/usr/bin/env bash
# Write the whole database into one dated file: scripts/backup.sh [folder] [how many to keep].
# The address comes from MIGRATION_DATABASE_URL or DATABASE_URL; `make backup` sets it.
# BACKUP_COPY_TO names a folder on another disk or machine that gets a copy of each.
set -euo pipefail

folder="${1:-${DATA_DIR:-.data}/backups}"
keep="${2:-14}"
url="${MIGRATION_DATABASE_URL:-${DATABASE_URL:?set DATABASE_URL, or use make backup}}"
url="${url/postgresql+psycopg2:/postgresql:}"
# Where the address holds no password, a file may.
if [ -n "${MIGRATION_DATABASE_PASSWORD_FILE:-}" ]; then
  PGPASSWORD="$(cat "$MIGRATION_DATABASE_PASSWORD_FILE")"
  export PGPASSWORD
fi

# The newest stay; names sort by time. A checksum goes with its file.
prune() {
  find "$1" -maxdepth 1 -name 'quartermaster-*.dump' | sort -r | tail -n +"$((keep + 1))" |
    while read -r old; do rm -f -- "$old" "$old.sha256"; done
}

umask 077 # the file holds everything, so nobody else may read it
mkdir -p "$folder"
name="quartermaster-$(date -u +%Y%m%dT%H%M%SZ).dump"
target="$folder/$name"

pg_dump --format=custom --no-password --file="$target.part" --dbname="$url"
# A dump that cannot be read is no backup.
pg_restore --list "$target.part" >/dev/null
mv "$target.part" "$target"
(cd "$folder" && sha256sum "$name" >"$name.sha256")
prune "$folder"

if [ -n "${BACKUP_COPY_TO:-}" ]; then
  cp -- "$target" "$BACKUP_COPY_TO/$name.part"
  mv -- "$BACKUP_COPY_TO/$name.part" "$BACKUP_COPY_TO/$name"
  cp -- "$target.sha256" "$BACKUP_COPY_TO/$name.sha256"
  (cd "$BACKUP_COPY_TO" && sha256sum --quiet --check "$name.sha256")
  prune "$BACKUP_COPY_TO"
fi
echo "$target"
