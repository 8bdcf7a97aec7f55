"""People, their keys, and who sits on which post.

* Public keys are data that anybody with the database may change, so no row here is believed: a key counts
  only where its vouch holds, up to the root key in a file outside the database (`vouching.py`).
* A holding counts only where it is keyed: signed, together with post, kind and dates, by who holds a key.
* A lost password is a new key. The old one stays in `FormerKey`, because it vouched for others.
* Roles stand apart from posts. An administrator holds no post and so never gets a seal.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from kentongan.agencies.models import Agency, Post


class Officer(models.Model):
    """A person who may log in. The private keys lie here under the password and under the recovery code."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="officers")
    username = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    nip = models.CharField(max_length=30, blank=True)
    email = models.CharField(max_length=254, blank=True)
    public = models.BinaryField()
    vouched_by = models.CharField(max_length=100, blank=True)  # "root:<agency>" or a username
    vouch = models.BinaryField(default=b"")
    salt = models.BinaryField()
    verifier = models.BinaryField()
    wrapped = models.BinaryField()
    recovery_wrapped = models.BinaryField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.username


class FormerKey(models.Model):
    """A key that was replaced. It signs nothing new; what it vouched for stays vouched for."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="former_keys")
    public = models.BinaryField()
    vouched_by = models.CharField(max_length=100, blank=True)
    vouch = models.BinaryField(default=b"")
    replaced_at = models.DateTimeField()


class Role(models.Model):
    """What somebody may do apart from cases."""

    ADMINISTRATOR = "administrator"
    KINDS = (ADMINISTRATOR, "application-manager", "trail-reviewer", "oversight")

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="roles")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=[(kind, kind) for kind in KINDS])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "agency", "kind"], name="officers_role_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["administrator", "application-manager", "trail-reviewer", "oversight"]),
                name="officers_role_kind",
            ),
        ]


class Holding(models.Model):
    """Somebody on a post, from day to day in the agency's zone, both days included.

    Definitive, Plh (short absence) or Plt (vacancy): UU 30/2014, article 14. `basis` is the decree or order.
    """

    DEFINITIVE = "definitive"
    PLH = "plh"
    PLT = "plt"
    KINDS = (DEFINITIVE, PLH, PLT)

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="holdings")
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in KINDS])
    basis = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)  # as appointed, and signed so
    ended_on = models.DateField(null=True)  # before its time: only shortens, so needs no signature
    appointed_at = models.DateTimeField()
    appointed_by = models.CharField(max_length=100)
    keyed_at = models.DateTimeField(null=True)
    keyed_by = models.CharField(max_length=100, blank=True)  # "root:<agency>" or a username
    vouch = models.BinaryField(default=b"")

    class Meta:
        ordering = ["kind", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["definitive", "plh", "plt"]), name="officers_holding_kind"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="officers_holding_dates",
            ),
            models.CheckConstraint(
                condition=Q(keyed_at__isnull=True, keyed_by="") | Q(keyed_at__isnull=False) & ~Q(keyed_by=""),
                name="officers_holding_keyed_by_somebody",
            ),
        ]

    def covers(self, day: date) -> bool:
        """Whether somebody sits here on that day, keyed or not."""
        ends = [end for end in (self.ends_on, self.ended_on) if end is not None]
        return self.starts_on <= day and all(day <= end for end in ends)
