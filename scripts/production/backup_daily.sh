#!/usr/bin/env bash
# The backup container: one backup a day, for ever, however often it is started.
set -euo pipefail

folder="${BACKUP_FOLDER:-/var/lib/postgresql/backups}"
backup="$(dirname "$0")/../backup.sh"
# A folder for copies that was named just now gets its first one at once.
places=("$folder" ${BACKUP_COPY_TO:+"$BACKUP_COPY_TO"})

trap 'exit 0' TERM INT
while true; do
  for place in "${places[@]}"; do
    if ! find "$place" -name '*.dump' -mmin -1430 2>/dev/null | grep -q .; then
      bash "$backup" "$folder" "${BACKUPS_KEPT:-14}" || true
      break
    fi
  done
  # What failed is tried again in an hour; a copy with the next day's backup, because a second
  # backup of the same day would push an older day out.
  places=("$folder")
  sleep 3600 &
  wait $!
done
