"""The one way an outside service fails."""


class GatewayError(Exception):
    """`permanent` says that trying again cannot help: the job gives up and tells somebody."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.message = message
        self.permanent = permanent
