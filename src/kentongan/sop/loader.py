"""Loading an SOP file: its text in, a sound procedure out, or every reason why not.

Asked in three rounds, each only where the one before found nothing, so that one slip is not told ten times:
the shape of the file; its references, rules and branches; the proof that it is sound.
"""

from kentongan.problems import refuse
from kentongan.toml_files import read_toml

from .branches import check_branches
from .build import build
from .check import check_soundness
from .model import Sop
from .records import check_records
from .references import check_references
from .rules import check_rules
from .schema import SopTable


def load_sop(text: str, file: str, key: str) -> Sop:
    """Return the SOP that the file describes. Raises `BadFile` with every problem of the first bad round."""
    table = read_toml(text, file, SopTable)
    refuse(file, [*check_references(table), *check_records(table), *check_rules(table)])
    refuse(file, check_branches(table))
    sop = build(table, key=key, text=text)
    refuse(file, check_soundness(sop))
    return sop
