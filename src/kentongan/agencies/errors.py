"""What can be wrong with the rows of an agency."""


class TextChanged(Exception):
    """A text of the database is not the one that was archived under its hash: nothing is done by it."""
