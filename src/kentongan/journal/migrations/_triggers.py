"""Triggers that refuse any change of the trail.

They stop an accident and an ordinary user. A database administrator can drop them: then `verify` tells.
"""

from kentongan.triggers import Refusals, run

_STEP = "NEW.number <> OLD.number + 1 OR NEW.agency <> OLD.agency OR NEW.chain <> OLD.chain"
_REFUSALS = Refusals(
    room="journal",
    message="the journal is append-only",
    rules=(
        ("journal_event_no_update", "journal_event", "UPDATE", ""),
        ("journal_event_no_delete", "journal_event", "DELETE", ""),
        ("journal_head_no_delete", "journal_head", "DELETE", ""),
        ("journal_head_one_step", "journal_head", "UPDATE", _STEP),
    ),
    no_replace=(
        (
            "journal_event_no_replace",
            "journal_event",
            "agency = NEW.agency AND agency_number = NEW.agency_number",
        ),
        ("journal_head_no_replace", "journal_head", "agency = NEW.agency AND chain = NEW.chain"),
    ),
)

statements, removals = _REFUSALS.statements, _REFUSALS.removals  # also for tests that play the administrator
set_up, take_away = run(statements), run(removals)
