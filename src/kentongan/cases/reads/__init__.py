"""What is shown of cases: nouns that never write, opened with the keys of who asks."""

from .casefile import case_page, file, step_form
from .lists import desk, ended

__all__ = ["case_page", "desk", "ended", "file", "step_form"]
