"""The version of this program, as pyproject.toml states it. Tested against it."""

VERSION = "0.1.0"
