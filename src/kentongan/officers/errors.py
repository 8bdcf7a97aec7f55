"""What can go wrong with people and keys. Each says a code; the words are the web's."""


class NotAllowed(Exception):
    """An act that the rules of this room forbid; `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class WrongLogin(Exception):
    """No such officer, or not this password or code: which of them is not said."""


class SessionOver(Exception):
    """The officer of this session has left or has new keys."""


class KeyNotVouched(Exception):
    """No chain of signatures leads from this key to the root file; `code` is the vault's reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
