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

    EVENT_CREATED = "needs:event:created"
    EVENT_CHANGED = "needs:event:changed"
    EVENT_PHASE_CHANGED = "needs:event:phase_changed"
    PHASE_CONFIG_CHANGED = "needs:phase_config:changed"
    LEAD_TIME_CHANGED = "needs:lead_time:changed"
    SITE_SYNCED = "needs:site:synced"
    NEEDS_LIST_CREATED = "needs:list:created"
    NEEDS_LIST_LINE_ADJUSTED = "needs:list:line_adjusted"
    NEEDS_LIST_LINE_REMOVED = "needs:list:line_removed"
    NEEDS_LIST_CHANGED = "needs:list:changed"
    NEEDS_LIST_NOTED = "needs:list:noted"
    NEEDS_LIST_MOVED = "needs:list:moved"
    NEEDS_LIST_APPROVED_IN_PART = "needs:list:approved_in_part"
    NEEDS_LIST_REMINDED = "needs:list:reminded"
    NEEDS_LIST_SHARED = "needs:list:shared"
    NEEDS_LIST_FULFILLED = "needs:list:fulfilled"
    NEEDS_LIST_IMPORTED = "needs:list:imported"
    APPROVAL_POLICY_CHANGED = "needs:approval_policy:changed"
    APPROVAL_DELEGATED = "needs:approval:delegated"
    APPROVAL_DELEGATION_REVOKED = "needs:approval:delegation_revoked"
    PROCUREMENT_CREATED = "procurement:procurement:created"
    PROCUREMENT_CHANGED = "procurement:procurement:changed"
    PROCUREMENT_MOVED = "procurement:procurement:moved"
    GOODS_RECEIVED = "execution:goods:received"
    TRANSFER_CREATED = "execution:transfer:created"
    TRANSFER_CHANGED = "execution:transfer:changed"
    TRANSFER_MOVED = "execution:transfer:moved"
    DONATION_CREATED = "execution:donation:created"
    DONATION_CHANGED = "execution:donation:changed"
    DONATION_MOVED = "execution:donation:moved"
    INTAKE_MOVED = "execution:intake:moved"
