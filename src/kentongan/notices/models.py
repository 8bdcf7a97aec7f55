"""The outbox: one row for each notice, written in the transaction of the act that it tells of."""

from django.db import models


class Notice(models.Model):
    """Tells somebody that there is something to see; never what.

    `recipient` is opaque here (an officer's username, or a reference to a reporter's address): the address is
    asked for when the notice is sent, and stands in no row of this table.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"

    act = models.CharField(max_length=200)
    recipient = models.CharField(max_length=120)
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=20)
    not_before = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=[(state, state) for state in (QUEUED, SENDING, SENT, FAILED)], default=QUEUED
    )
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    message_id = models.CharField(max_length=200, unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "recipient", "kind"], name="notices_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "sending", "sent", "failed"]), name="notices_state"
            ),
        ]
        indexes = [models.Index(fields=["state", "next_try_at"], name="notices_due")]
