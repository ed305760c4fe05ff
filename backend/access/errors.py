"""What can go wrong with signing in and with managing users."""

from backend.core.errors import Conflict, NotFound, Unauthorized, Unprocessable


class SignInRefused(Unauthorized):
    """One answer for every reason, so that nobody learns which user names exist."""

    def __init__(self) -> None:
        super().__init__(
            "User name or password is wrong, or the account is locked; "
            "after five failures it stays locked for a while."
        )


class TokenInvalid(Unauthorized):
    def __init__(self) -> None:
        super().__init__("This token is not valid, or no longer; sign in again.")


class UserNotFound(NotFound):
    def __init__(self, user_id: int) -> None:
        super().__init__(f"There is no user {user_id}.")


class UsernameTaken(Conflict):
    def __init__(self, username: str) -> None:
        super().__init__(f"There is a user “{username}” already.")


class RoleUnknown(Unprocessable):
    def __init__(self, names: set[str]) -> None:
        super().__init__(f"There is no role {', '.join(sorted(names))}.")


class LastAdministrator(Conflict):
    def __init__(self) -> None:
        super().__init__("This is the last active administrator; make somebody else one before.")
