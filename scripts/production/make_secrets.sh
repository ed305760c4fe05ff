#!/usr/bin/env bash
# Make the secrets that docker-compose.prod.yml asks for: scripts/production/make_secrets.sh [host].
# What is there already stays. The certificate is signed by itself, for a first try; put your own
# in its place as tls_certificate (the whole chain) and tls_key.
set -euo pipefail

host="${1:-localhost}"
folder="${SECRETS_DIR:-./secrets}"

# Nobody else enters the folder; the files are open to the containers, whose users have other numbers.
mkdir -p "$folder"
chmod 700 "$folder"
umask 022

for name in secret_key postgres_password owner_password application_password; do
  test -s "$folder/$name" || openssl rand -hex 32 >"$folder/$name"
done
if ! test -s "$folder/tls_key"; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=$host" \
    -addext "subjectAltName=DNS:$host,DNS:localhost,IP:127.0.0.1" \
    -keyout "$folder/tls_key" -out "$folder/tls_certificate" 2>/dev/null
  chmod 644 "$folder/tls_key"
fi
echo "The secrets are in $folder."
