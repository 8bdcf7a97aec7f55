"""Two tables: the books of an office, a volume a year, and what was entered into each.

* A volume is never taken away, and its last number only ever grows by one.
* An entry is never deleted and never renumbered; the one thing that may happen to it is that it becomes void, once.
  Triggers of the database refuse anything else (migration 0002).
* What an entry numbers is an opaque string: the books outlive the rows that it names.
"""

from django.db import models
from django.db.models import Q


class Book(models.Model):
    """A year's volume of a book (buku agenda, register); `kind` is the book's key in the SOP file."""

    agency = models.CharField(max_length=80)
    service = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    year = models.PositiveIntegerField()  # in the agency's zone
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "service", "kind", "year"], name="papers_one_volume_a_year"
            )
        ]


class Entry(models.Model):
    """One number. `part` says what of the subject it numbers, where it is not the subject itself: a paper's key."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=80)
    part = models.CharField(max_length=80, default="", blank=True)
    at = models.DateTimeField()
    void = models.CharField(max_length=40, default="", blank=True)  # why it no longer counts: a code

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="papers_one_entry_a_number"),
            models.UniqueConstraint(fields=["book", "subject", "part"], name="papers_one_number_a_subject"),
            models.CheckConstraint(condition=Q(number__gt=0), name="papers_numbers_begin_at_one"),
        ]
        indexes = [models.Index(fields=["subject"], name="papers_entry_by_subject")]
        ordering = ["book_id", "number"]
