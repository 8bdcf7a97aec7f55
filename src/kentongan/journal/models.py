"""Two tables: what happened, and where each chain ends.

* An event is inserted, never changed or deleted: triggers of the database refuse it (migration 0001).
* A head only ever moves on by one; it is never deleted.
* Subjects, chains and agencies are opaque strings: the journal knows nobody's tables and outlives their rows.
"""

from django.db import models


class Head(models.Model):
    """The end of one chain; `chain` is empty for the chain of all events of the agency."""

    agency = models.CharField(max_length=80)
    chain = models.CharField(max_length=120, blank=True)
    number = models.BigIntegerField(default=0)
    link = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "chain"], name="journal_one_head_a_chain")]


class Event(models.Model):
    """One act. It stands in two chains at once: its own (a case, a profile) and that of its agency."""

    agency = models.CharField(max_length=80)
    agency_number = models.BigIntegerField()
    chain = models.CharField(max_length=120)
    number = models.BigIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    capacity = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    facts = models.TextField()
    prev = models.CharField(max_length=64)
    link = models.CharField(max_length=64)
    agency_link = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "chain", "number"], name="journal_one_event_a_number"),
            models.UniqueConstraint(fields=["agency", "agency_number"], name="journal_one_event_a_place"),
        ]
