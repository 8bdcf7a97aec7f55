"""The handling of reports, as rows.

Clear columns of a WBS case: service, step, slot, deadlines, and who holds a seal. Everything that somebody wrote,
and what the SOP decides by (class, unit, persons chosen), is sealed in the compartment `handling`.
"""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from kentongan.agencies.models import Service, SopVersion
from kentongan.officers.models import Officer
from kentongan.reports.models import Report, new_code

# The outcome of a turn in which a case left its SOP is this and the exit; an outcome of an SOP has no colon.
LEFT = "keluar:"


class Case(models.Model):
    """The handling of a report by one SOP version, from its slot to the archive."""

    code = models.CharField(max_length=22, unique=True, default=new_code)
    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    sop_version = models.ForeignKey(SopVersion, on_delete=models.PROTECT)
    step = models.CharField(max_length=20)
    turn = models.PositiveIntegerField(default=1)
    epoch = models.PositiveIntegerField(default=0)  # of the compartment `handling`
    state = models.BinaryField()  # sealed: facts and bound actors; its revision is `turn`
    status = models.CharField(max_length=40)  # what the SOP tells the reporter at this step
    slot = models.DateTimeField()
    due = models.DateTimeField(null=True)
    channel = models.CharField(max_length=40, default="", blank=True)  # in an aduan only; in WBS it is sealed
    follows = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    ended_at = models.DateTimeField(null=True)
    end_kind = models.CharField(max_length=20, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_kind="")
                | (Q(ended_at__isnull=False) & ~Q(end_kind="")),
                name="an_end_has_a_kind",
            )
        ]
        ordering = ["id"]

    @property
    def object_name(self) -> str:
        """The name of this case in every seal."""
        return f"case:{self.code}"

    @property
    def agency(self) -> str:
        """The key of the agency whose service this is."""
        return str(self.service.agency.key)

    def is_late(self, now: datetime) -> bool:
        """Whether the present step has waited longer than its `batas`."""
        return self.due is not None and self.ended_at is None and now > self.due


class CaseReport(models.Model):
    """Which reports a case handles: usually one, after a merge several.

    A report has one case at a time. When a case ends, or hands a report on (merge), the link keeps up to which
    message the report was this case's: what is written later belongs to the case that handles it then.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="links")
    until_message = models.PositiveIntegerField(null=True)
    until_epoch = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "report"], name="a_report_once_in_a_case"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(until_message__isnull=True), name="one_case_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until_message__isnull=True, until_epoch__isnull=True)
                | Q(until_message__isnull=False, until_epoch__isnull=False),
                name="a_link_is_closed_whole",
            ),
        ]
        ordering = ["id"]


class Seal(models.Model):
    """A key of a case, sealed to one person. No seal means no case; deleting it acts at once and needs no key."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seals")
    compartment = models.CharField(max_length=40)  # "handling", or "identity:<report code>"
    epoch = models.PositiveIntegerField()
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, db_index=False)
    reserve = models.BooleanField(default=False)  # held in escrow: opens nothing on the desk
    acting = models.BooleanField(default=False)  # the present step is this person's
    wrap = models.BinaryField()

    class Meta:
        # All that the desk's lists ask of a seal, so that they read no row of thousands.
        indexes = [
            models.Index(
                fields=["officer", "compartment", "reserve", "acting", "epoch", "case"],
                name="seals_of_a_person",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "compartment", "epoch", "officer"], name="one_seal_per_key_and_person"
            )
        ]
        ordering = ["id"]


class CompartmentKey(models.Model):
    """The share of a report's compartment, under the case's key of one epoch."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="compartment_keys")
    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    compartment = models.CharField(max_length=20)  # content | dialogue
    epoch = models.PositiveIntegerField()
    under_epoch = models.PositiveIntegerField()
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "report", "compartment", "epoch", "under_epoch"],
                name="one_wrap_per_compartment_and_epoch",
            )
        ]
        ordering = ["id"]


class Turn(models.Model):
    """One visit of a case to a step. What was on time or late is frozen when it is closed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="turns")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=20)
    entered_at = models.DateTimeField()
    due = models.DateTimeField(null=True)
    promised = models.DateTimeField(null=True)  # the first date said, kept when a calendar changes
    provisional = models.BooleanField(default=False)  # the calendar does not reach so far yet
    explanation = models.JSONField(default=list)  # the arithmetic of `due`, day by day
    begun_at = models.DateTimeField(null=True)
    begun_by = models.CharField(max_length=150, default="", blank=True)
    outcome = models.CharField(max_length=40, default="", blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, default="", blank=True)
    capacity = models.CharField(max_length=80, default="", blank=True)
    effort_minutes = models.PositiveIntegerField(null=True)
    over_effort = models.BooleanField(default=False)
    late = models.BooleanField(default=False)
    # An order from the group: `closed_by` recorded it for the holder of this post, who confirms it or denies it.
    recorded_for = models.CharField(max_length=80, default="", blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=150, default="", blank=True)
    denied = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_turn_per_number"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by="", outcome="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(outcome="")),
                name="a_closed_turn_has_who_and_how",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(begun_at__isnull=True)
                | Q(closed_at__gte=F("begun_at")),
                name="a_turn_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by="", denied=False)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="") & ~Q(recorded_for="")),
                name="only_a_recorded_order_is_confirmed",
            ),
        ]
        ordering = ["case_id", "number"]


class Contribution(models.Model):
    """What somebody added within a turn: a draft, a signature, a number, a photo. Sealed in `handling`."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contributions")
    turn = models.PositiveIntegerField()
    need = models.CharField(max_length=120)  # the SOP's word, e.g. "konsep: surat-balasan"
    by = models.CharField(max_length=150)
    capacity = models.CharField(max_length=80)
    at = models.DateTimeField()
    epoch = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "turn", "need", "by", "revision"], name="one_contribution_per_revision"
            )
        ]
        ordering = ["id"]


class Note(models.Model):
    """An internal note beside the SOP. Sealed in `handling`."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_note_per_number")]
        ordering = ["number"]


class Pause(models.Model):
    """A turn that waits, as its step allows: the deadline stands still from `since` to `resumed_at`."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pauses")
    turn = models.PositiveIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()  # at the latest; the step's `jeda` bounds it
    for_reporter = models.BooleanField(default=False)  # waits for what the reporter was asked to complete
    by = models.CharField(max_length=150)
    capacity = models.CharField(max_length=80)
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()  # the reason, in `handling`
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.CharField(max_length=150, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(resumed_at__isnull=True), name="one_pause_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(resumed_at__isnull=True, resumed_by="")
                | (Q(resumed_at__gte=F("since")) & ~Q(resumed_by="")),
                name="a_pause_ends_after_it_begins",
            ),
        ]
        ordering = ["id"]


class Deviation(models.Model):
    """A step closed late or over its standard time, where the service keeps a record of it (seed 002, warning 2).

    The step goes on with the officer's reason; the record stays open until the superior's note.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deviations")
    turn = models.PositiveIntegerField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()  # the reason, in `handling`
    noted_at = models.DateTimeField(null=True)
    noted_by = models.CharField(max_length=150, default="", blank=True)
    note_epoch = models.PositiveIntegerField(null=True)
    note_sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "turn"], name="one_deviation_a_turn"),
            models.CheckConstraint(
                condition=Q(noted_at__isnull=True, noted_by="", note_epoch__isnull=True)
                | (Q(noted_at__isnull=False, note_epoch__isnull=False) & ~Q(noted_by="")),
                name="a_note_has_who_and_when",
            ),
        ]
        ordering = ["id"]


class IdentityReading(models.Model):
    """That an identity was opened: by whom and when for the office, only the day for the reporter.

    A ledger beside the file: an identity may have to be opened after the archive, and the file does not change then.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="identity_readings")
    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    by = models.CharField(max_length=150)
    capacity = models.CharField(max_length=80)
    at = models.DateTimeField()
    told = models.BooleanField()  # whether there was a name to read, so that the reporter is told
    epoch = models.PositiveIntegerField()
    sealed = models.BinaryField()  # the reason, in `handling`

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_reading_per_number")]
        ordering = ["number"]


class ReporterAct(models.Model):
    """A step of the reporter's own (seed 002, step 7), done on their page; it reaches the desk with its slot."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reporter_acts")
    turn = models.PositiveIntegerField()
    outcome = models.CharField(max_length=40)
    slot = models.DateTimeField()
    done = models.BooleanField(default=False)  # applied, or overtaken by who closed the turn before

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "turn"], name="one_reporters_act_a_turn")]
        ordering = ["id"]


class RoutineCheck(models.Model):
    """A daily duty done, outside any case: "nihil", or how many were found (SOP rows marked `rutin`)."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    row = models.CharField(max_length=20)
    day = models.DateField()
    counts = models.JSONField()  # source → how many
    by = models.CharField(max_length=150)
    capacity = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "row", "day"], name="one_check_a_day")]
        ordering = ["-day"]
