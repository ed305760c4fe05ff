"""What a person who starts a step can be told in one sentence."""


class StepFailed(Exception):
    """A step cannot begin or go on; the message says what happened and what to do."""
