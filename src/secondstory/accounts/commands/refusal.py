class Refused(Exception):
    """A change to people or teams that cannot be made; the message says why and what to do instead.

    `field` is the form field it belongs to, where there is one.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
