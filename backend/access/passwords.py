"""Hashing and making passwords."""

import secrets

from passlib.context import CryptContext

SHORTEST = 12
# No letters and digits that look alike: people type this from a sheet of paper once.
ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GENERATED_LENGTH = 20

# Without the minimum, a hash of fewer rounds would never count as out of date.
_context = CryptContext(
    schemes=["argon2"], argon2__type="ID", argon2__time_cost=3, argon2__min_rounds=3
)
# Checked when there is no such user, so that a wrong name takes as long as a wrong password.
# Nothing fits it, and it takes no hashing to make.
_ARGON2 = _context.handler("argon2")
_DECOY: str = _ARGON2(
    use_defaults=True, checksum=secrets.token_bytes(_ARGON2.checksum_size)
).to_string()


def hash_password(password: str) -> str:
    hashed: str = _context.hash(password)
    return hashed


def verify(password: str, password_hash: str | None) -> tuple[bool, str | None]:
    """Return whether the password fits, and a new hash where the stored one is out of date."""
    if password_hash is None:
        _context.verify(password, _DECOY)
        return False, None
    fits, renewed = _context.verify_and_update(password, password_hash)
    return bool(fits), renewed


def generate_password() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(GENERATED_LENGTH))
