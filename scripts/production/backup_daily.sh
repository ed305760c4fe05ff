#!/usr/bin/env bash
# The backup container: one backup when it starts, then one a day, for ever.
set -euo pipefail

folder="${BACKUP_FOLDER:-/var/lib/postgresql/backups}"
backup="$(dirname "$0")/../backup.sh"

trap 'exit 0' TERM INT
while true; do
  # A day without a backup turns the container unhealthy; the next attempt comes in an hour.
  if bash "$backup" "$folder" "${BACKUPS_KEPT:-14}"; then pause=86400; else pause=3600; fi
  sleep "$pause" &
  wait $!
done
