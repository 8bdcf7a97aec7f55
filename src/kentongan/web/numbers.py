"""Figures out of forms and addresses."""

LONGEST = 9  # digits: what does not fit a column is no figure of ours


def small_number(text: str) -> int | None:
    """Return the figure, None where the text is none or is longer than any of ours."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) <= LONGEST else None
