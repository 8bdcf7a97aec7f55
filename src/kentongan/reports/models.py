"""What was sent, as rows. Every column that a reporter filled is sealed; what is clear is listed with its reason.

* Nothing links two reports of one reporter: each has a public key of its own, and the list that joins them is
  sealed under the access code.
* Every report has an identity row, filled or empty, so that the table does not tell who gave a name.
* The only time that is kept is the slot in which the report reached the desk.
"""

import secrets

from django.db import models

from kentongan.agencies.models import FormVersion, Service


def new_code() -> str:
    """Return a random public name (128 bits): it stands in addresses and tells nothing."""
    return secrets.token_urlsafe(16)


class Reporter(models.Model):
    """Who holds an access code: found by a keyed hash of it, opened only with it."""

    lookup = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()  # the list of their reports, each with its private key
    revision = models.PositiveIntegerField(default=1)
    # The code stood on paper that an officer had in hand: to be changed at its first use, once put off at the most.
    slip = models.BooleanField(default=False)
    postponed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slip=True) | models.Q(postponed=False), name="only_a_slip_is_put_off"
            )
        ]


class Report(models.Model):
    """One submission. Clear: service, form, slot; all of them are known to whoever sees the service."""

    code = models.CharField(max_length=22, unique=True, default=new_code)
    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    form = models.ForeignKey(FormVersion, on_delete=models.PROTECT)
    token_hash = models.BinaryField(max_length=32, unique=True)  # a form sent twice is one report
    form_hash = models.BinaryField(max_length=32, unique=True)  # also after the browser's cookie is gone
    reporter_public = models.BinaryField(max_length=64)
    content = models.BinaryField()
    slot = models.DateTimeField()
    noted = models.BooleanField(default=False)  # the reporter has written the access code down

    class Meta:
        ordering = ["id"]

    @property
    def object_name(self) -> str:
        """The name of this report in every seal."""
        return f"report:{self.code}"


class PaperForm(models.Model):
    """A printed form with a serial number, whose tear-off slip bears a code that was made beforehand.

    The reporter's key pair exists before the report: its private half only under the code on the slip.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT)
    serial = models.PositiveIntegerField()
    report_code = models.CharField(max_length=22, unique=True, default=new_code)
    reporter_public = models.BinaryField(max_length=64)
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=150)
    used = models.BooleanField(default=False)  # a report came in with it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "serial"], name="one_form_a_serial_number")]
        ordering = ["id"]


class Identity(models.Model):
    """Who the reporter is: sealed to the custodian only."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT)
    sealed = models.BinaryField()


class DialogueKey(models.Model):
    """The dialogue's key of one epoch, sealed to the reporter of this report."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    epoch = models.PositiveIntegerField()
    to_reporter = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "epoch"], name="one_dialogue_key_per_epoch")]


class File(models.Model):
    """A sealed file. Its name, type, true size, fingerprint and key live inside `sealed`."""

    code = models.CharField(max_length=22, unique=True, default=new_code)
    owner = models.CharField(max_length=40)  # the object name of the report or case that it belongs to
    compartment = models.CharField(max_length=20)
    epoch = models.PositiveIntegerField()
    message = models.PositiveIntegerField(null=True)  # number of the message that carried it
    sealed = models.BinaryField()
    blob = models.CharField(max_length=64)
    padded_size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the ciphertext: integrity without a key

    class Meta:
        # What is sent to the reporters of a merged case is one blob, under a seal of its own for each of them.
        constraints = [models.UniqueConstraint(fields=["owner", "blob"], name="a_blob_once_for_each_owner")]
        indexes = [models.Index(fields=["owner", "compartment"], name="file_by_owner")]
        ordering = ["id"]


class Message(models.Model):
    """One message of the dialogue. Clear: whose turn it was and the slot, which the desk's list needs."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    epoch = models.PositiveIntegerField()
    from_reporter = models.BooleanField()
    at = models.DateTimeField()  # for the reporter's: the slot in which it reaches the desk
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_message_per_number")]
        ordering = ["report_id", "number"]


class StagedFile(models.Model):
    """A good file of a form that had an error elsewhere: sealed under the browser's cookie, gone within hours."""

    draft = models.BinaryField(max_length=32, db_index=True)  # a hash of cookie and form
    code = models.CharField(max_length=22, unique=True, default=new_code)
    sealed = models.BinaryField()
    blob = models.CharField(max_length=64, unique=True)
    padded_size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
