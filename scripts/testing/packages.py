"""Installs what only the system can give, where this user may; else says what is missing."""

import os
import shutil
import subprocess


class Missing(Exception):
    """A tool that the tests need is not there; the message says how to get it."""


def install(package: str) -> bool:
    """Install a Debian package as root; True when it went well."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    print(f"· Installing {package}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
    for attempt in (["apt-get", "update", "-qq"], command):
        done = subprocess.run(attempt, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            return False
    return True
