#!/usr/bin/env bash
# Start what docker-compose.prod.yml starts, without containers, and look at it from outside.
# The commands, settings and health checks are read from that file, so that they cannot drift.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/python -m scripts.smoke "$@"
