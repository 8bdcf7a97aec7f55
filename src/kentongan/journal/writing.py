"""Writing an event: inside the act's own transaction, so that neither exists without the other.

The head of the agency is locked first and is the last lock of any act (ADR 5): whoever holds it
writes alone, so the numbers of both chains have no gap and no double. A transaction writes to one agency.
"""

from datetime import datetime

from django.db import transaction

from kentongan.journal import chain as chains
from kentongan.journal.models import Event, Head
from kentongan.prepared import Prepared


class NotInTransaction(RuntimeError):
    """An event was to be written outside a transaction: it could then stand without its act."""


def record(
    kind: str,
    *,
    chain: str,
    agency: str,
    at: datetime,
    by: str,
    capacity: str = "",
    subject: str = "",
    **facts: str | int,
) -> Event:
    """Append one event to its chain and to the agency's.

    `by` is an officer's username, "reporter" or "system". Facts are codes, keys, numbers, digests; never
    contents. Raises `NotInTransaction`, `BadFact`, and `ValueError` for an empty name or a naive time.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(kind)
    if not (chain and agency and kind and by) or at.tzinfo is None:
        raise ValueError("an event has a chain, an agency, a kind, somebody who did it and an aware time")
    text = chains.canonical_facts(facts)
    agency_head = _locked_head(agency, "")
    own_head = _locked_head(agency, chain)
    body = chains.Body(
        agency=agency,
        agency_number=agency_head.number + 1,
        chain=chain,
        number=own_head.number + 1,
        at=at,
        kind=kind,
        by=by,
        capacity=capacity,
        subject=subject,
        facts=text,
    )
    link = chains.link(own_head.link, body)
    event = Event.objects.create(
        **{name: getattr(body, name) for name in chains.Body.__slots__},
        prev=own_head.link,
        link=link,
        agency_link=chains.agency_link(agency_head.link, link),
    )
    _move(own_head, event.number, event.link)
    _move(agency_head, event.agency_number, event.agency_link)
    return event


def _locked_head(agency: str, chain: str) -> Head:
    found = next(iter(_locked(agency, chain)), None)
    if found is None and chain:
        # Nobody else begins this chain: whoever did would hold the agency's head, which we hold.
        return Head(agency=agency, chain=chain)
    if found is None:
        # Two first events at once: the database keeps one head, and the lock below lets them queue.
        Head.objects.bulk_create([Head(agency=agency, chain=chain)], ignore_conflicts=True)
        (found,) = _locked(agency, chain)
    return found


_locked = Prepared(lambda agency, chain: Head.objects.select_for_update().filter(agency=agency, chain=chain))


def _move(head: Head, number: int, link: str) -> None:
    head.number = number
    head.link = link
    head.save(update_fields=None if head.pk is None else ["number", "link"])
