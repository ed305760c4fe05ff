"""The vocabulary of the audit log: same grammar as permissions, in the past tense."""

from enum import StrEnum


class Event(StrEnum):
    """``<domain>:<thing>:<what happened>``."""

    SIGNED_IN = "access:session:opened"
    SIGN_IN_FAILED = "access:session:refused"
    ACCOUNT_LOCKED = "access:user:locked"
    SIGNED_OUT = "access:session:closed"
    TOKEN_REUSED = "access:session:token_reused"  # noqa: S105  # a name, not a token
    USER_CREATED = "access:user:created"
    USER_CHANGED = "access:user:changed"
    PASSWORD_RESET = "access:user:password_reset"  # noqa: S105

    IMPORT_STARTED = "jobs:import:started"
    JOB_QUEUED = "jobs:job:queued"
    JOB_CANCELLED = "jobs:job:cancelled"

    POLICY_CHANGED = "planning:policy:changed"
    OVERRIDE_MADE = "planning:override:made"
    OVERRIDE_WITHDRAWN = "planning:override:withdrawn"
    RECOMMENDATION_DECIDED = "recommendations:recommendation:decided"
    ALERT_CHANGED = "alerts:alert:changed"
