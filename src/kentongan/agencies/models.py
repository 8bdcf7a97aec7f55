"""What an agency is: its profile as loaded, and from it units, posts, services, SOPs and forms.

* A profile version, an SOP version and a form version are never changed: archived under their SHA-256.
* Posts, units and services are never deleted. One that a newer profile no longer names is retired:
  a case that began under the old SOP still runs through the old post.
* A case keeps the `SopVersion` under which it began; a service points at the one in force.
"""

from django.db import models


class ProfileVersion(models.Model):
    """One loading of an agency's folder: `text` is canonical JSON of path and text of every file."""

    agency_key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency_key", "number"], name="agencies_profile_number")
        ]


class Agency(models.Model):
    """An office; `profile` is the version in force."""

    key = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=120)
    regency = models.CharField(max_length=120)
    zone = models.CharField(max_length=60)
    profile = models.ForeignKey(ProfileVersion, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.key


class Unit(models.Model):
    """A part of the office (bidang). Which post heads it says the profile."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    position = models.PositiveIntegerField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="agencies_unit_key")]


class Post(models.Model):
    """A seat: an office (jabatan) or a role by decree (peran). Who sits on it: see `officers`."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    unit = models.CharField(max_length=80, blank=True)
    superior = models.CharField(max_length=80, blank=True)  # a post, or an outside party of the profile
    kind = models.CharField(max_length=20)
    other_agency = models.CharField(
        max_length=300, blank=True
    )  # set where the seat belongs to another office
    many = models.BooleanField(default=False)  # a team: several holders are the rule
    position = models.PositiveIntegerField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="agencies_post_key")]

    def __str__(self) -> str:
        return f"{self.agency.key}/{self.key}"


class SopVersion(models.Model):
    """An SOP as it stood from `in_force_from` on."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="sop_versions")
    key = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField()
    in_force_from = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "key", "number"], name="agencies_sop_number")
        ]


class FormVersion(models.Model):
    """A form, archived by its hash so that an old report is always shown with the questions it answered."""

    key = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField()


class Service(models.Model):
    """A desk that takes reports: SOP, form and confidentiality.

    Who guards the identities and who holds the reserve keys is in no column: the profile says it.
    """

    WBS = "wbs"
    ADUAN = "aduan"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="services")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=[(WBS, WBS), (ADUAN, ADUAN)])
    description = models.TextField(blank=True)
    slot = models.CharField(max_length=20)  # the grid on which a reporter's acts reach the desk
    sop_version = models.ForeignKey(SopVersion, on_delete=models.PROTECT, related_name="+")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="agencies_service_key"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["wbs", "aduan"]), name="agencies_service_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency.key}/{self.key}"
