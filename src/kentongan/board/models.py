"""What the public may read, as rows. Nothing here leads back to a case: the link lies sealed, the other way.

* The only times are days, and no row bears a number or a word of the file that it came from.
* Photos lie in the row, and not as files: what is published appears and vanishes with the act that does it.
"""

import secrets

from django.db import models
from django.db.models import Q


def new_code() -> str:
    """Return a random public name (128 bits): it stands in addresses and tells nothing."""
    return secrets.token_urlsafe(16)


class Publication(models.Model):
    """One matter as the public sees it: a status, and the contents that were approved last."""

    agency = models.CharField(max_length=80)
    service = models.CharField(max_length=80)
    code = models.CharField(max_length=22, unique=True, default=new_code)
    status = models.CharField(max_length=40)
    text = models.TextField(default="", blank=True)
    day = models.DateField()  # first made public
    updated = models.DateField()
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(text=""), name="board_nothing_is_left_of_what_was_withdrawn"
            )
        ]
        indexes = [models.Index(fields=["agency", "service", "withdrawn", "updated"], name="board_listed")]


class Photo(models.Model):
    """A picture of a publication: decoded and drawn anew, so that nothing is left of what its file carried."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="photos")
    code = models.CharField(max_length=22, unique=True, default=new_code)
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["id"]
