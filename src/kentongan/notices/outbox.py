"""Queueing and delivering.

* A notice is a row, written in the act's transaction: no act without its notice, no notice of an act undone.
* Once for each act, recipient and kind, however often it is queued.
* A worker claims a row by a conditional update before it sends. Two workers never send one notice; after a
  crash between sending and noting it, it is sent again, under the same Message-ID.
* What fails is tried again, later each time, and given up at last; it never stops the others.
* A notice whose recipient has no address fails at once: an address that comes later is for later notices.
"""

import logging
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import F, Q

from kentongan.notices import channels
from kentongan.notices.models import Notice

log = logging.getLogger(__name__)

# Two minutes, then twice as long each time, at most six hours: some twenty tries in three days.
FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 20
# Longer than a mail can take with its time-outs: who claimed a row so long ago has died.
CLAIM_LASTS = timedelta(minutes=15)
# What was sent says who had to do with which act. It is kept for a while against doubts, then forgotten.
KEPT = timedelta(days=30)

AddressOf = Callable[[str], str | None]


def queue(*, act: str, recipient: str, kind: str, at: datetime, channel: str = channels.EMAIL) -> None:
    """Put a notice into the outbox, to be sent not before `at`. A second one of the same act is none."""
    notice = Notice(
        act=act,
        recipient=recipient,
        kind=kind,
        channel=channel,
        not_before=at,
        next_try_at=at,
        message_id=secrets.token_hex(16),
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def drop(*, recipient: str | None = None, act_prefix: str) -> int:
    """Delete what was not sent yet about some acts, to somebody (an exclusion) or to all; return how many."""
    rows = Notice.objects.filter(act__startswith=act_prefix)
    mine = rows if recipient is None else rows.filter(recipient=recipient)
    deleted, _ = mine.exclude(state=Notice.SENT).delete()
    return deleted


def delivery(*, act_prefix: str, kind: str) -> dict[str, str]:
    """Return, by recipient, how far their latest notice of this kind about some acts has come; for a while (`KEPT`)."""
    rows = Notice.objects.filter(act__startswith=act_prefix, kind=kind).order_by("pk")
    return dict(rows.values_list("recipient", "state"))


def deliver(
    now: datetime, limit: int = 20, *, address_of: AddressOf, stopping: Callable[[], bool] = lambda: False
) -> int:
    """Send what is due, at most `limit` notices; return how many went out."""
    with_dead = Q(state=Notice.SENDING, next_try_at__lte=now - CLAIM_LASTS)
    due = Notice.objects.filter(Q(state=Notice.QUEUED, next_try_at__lte=now) | with_dead)
    sent = 0
    for notice in due.order_by("next_try_at", "pk")[:limit]:
        if stopping():
            break
        if not _claim(notice, now):
            continue
        try:
            sent += _send(notice, address_of, now)
        except channels.NotDelivered:
            # Nothing can be reached just now: the others are not tried in vain.
            break
    return sent


def sweep(now: datetime) -> int:
    """Forget notices that were sent or given up long ago; return how many."""
    rows = Notice.objects.filter(state__in=[Notice.SENT, Notice.FAILED], next_try_at__lte=now - KEPT)
    deleted, _ = rows.delete()
    return deleted


def _claim(notice: Notice, now: datetime) -> bool:
    """Take the row as it was read; False where another worker was faster. While it is sent, `next_try_at` is
    the time of the claim."""
    seen = Notice.objects.filter(pk=notice.pk, state=notice.state, attempts=notice.attempts)
    return bool(seen.update(state=Notice.SENDING, attempts=F("attempts") + 1, next_try_at=now))


def _send(notice: Notice, address_of: AddressOf, now: datetime) -> bool:
    """Send a claimed notice and note how it went.

    Raises `NotDelivered` where the channel is not there at all.
    """
    address = address_of(notice.recipient)
    if not address:
        _settle(notice, Notice.FAILED, now)
        return False
    try:
        channels.send(notice.channel, address=address, message_id=notice.message_id)
    except channels.NotDelivered as failure:
        # The kind of the failure only: its text may name the address.
        log.warning("a notice was not delivered: %s", failure.code)
        _retry(notice, now)
        if failure.code == channels.UNREACHABLE:
            raise
        return False
    _settle(notice, Notice.SENT, now)
    return True


def _retry(notice: Notice, now: datetime) -> None:
    attempts = notice.attempts + 1
    if attempts >= MOST_ATTEMPTS:
        _settle(notice, Notice.FAILED, now)
        return
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempts - 1))
    _settle(notice, Notice.QUEUED, now + wait)


def _settle(notice: Notice, state: str, next_try_at: datetime) -> None:
    """Write how it went. A row that was dropped meanwhile (its recipient was excluded) stays gone."""
    claimed = Notice.objects.filter(pk=notice.pk, state=Notice.SENDING, attempts=notice.attempts + 1)
    claimed.update(state=state, next_try_at=next_try_at)
