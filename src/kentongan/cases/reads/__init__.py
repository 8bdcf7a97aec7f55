"""What is shown of cases: nouns that never write, opened with the keys of who asks."""

from .candidates import merge_candidates
from .casefile import case_page, file, step_form
from .lists import desk, ended
from .nonconformance import nonconformance
from .orders import waiting_orders

__all__ = [
    "case_page",
    "desk",
    "ended",
    "file",
    "merge_candidates",
    "nonconformance",
    "step_form",
    "waiting_orders",
]
