#!/usr/bin/env bash
# Write the whole database into one dated file: scripts/backup.sh [folder] [how many to keep].
# The address comes from MIGRATION_DATABASE_URL or DATABASE_URL; `make backup` sets it.
set -euo pipefail

folder="${1:-.data/backups}"
keep="${2:-14}"
url="${MIGRATION_DATABASE_URL:-${DATABASE_URL:?set DATABASE_URL, or use make backup}}"
url="${url/postgresql+psycopg2:/postgresql:}"

umask 077 # the file holds everything, so nobody else may read it
mkdir -p "$folder"
target="$folder/quartermaster-$(date -u +%Y%m%dT%H%M%SZ).dump"

pg_dump --format=custom --no-password --file="$target.part" --dbname="$url"
# A dump that cannot be read is no backup.
pg_restore --list "$target.part" >/dev/null
mv "$target.part" "$target"

# The newest stay; names sort by time.
find "$folder" -maxdepth 1 -name 'quartermaster-*.dump' | sort -r | tail -n +"$((keep + 1))" |
  while read -r old; do rm -- "$old"; done
echo "$target"
