"""Who is an officer, and which roles they have apart from posts.

* A new officer brings their own password; keys are made then, and are worth nothing until somebody vouches.
* A lost password without recovery code is a new key. What was sealed to the old one stays closed to the new
  one until a holder seals it again, and every appointment must be keyed anew.
* An administrator manages people and posts. So that no administrator ever holds a key to a case, an officer
  has this role or a post, never both.
"""

import re
from datetime import datetime

from django.db import transaction

from kentongan.agencies.models import Agency
from kentongan.officers.administrators import need_administrator
from kentongan.officers.errors import NotAllowed
from kentongan.officers.models import FormerKey, Officer, Role
from kentongan.officers.recording import mark, name_of, note
from kentongan.officers.stretching import set_password, set_recovery_code
from kentongan.vault import officers as vault

_USERNAME = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")


def register(
    *,
    agency: Agency,
    username: str,
    name: str,
    password: str,
    nip: str = "",
    email: str = "",
    by: Officer | None,
    now: datetime,
) -> tuple[Officer, str]:
    """Make an officer with new keys; return them and the recovery code, to be shown once.

    `by` is an administrator of the agency, or None for the console of the server. Raises `NotAllowed`
    ("not-administrator", "bad-username", "username-taken", "password-too-short").
    """
    need_administrator(by, agency)
    if not _USERNAME.fullmatch(username):
        raise NotAllowed("bad-username")
    officer = Officer(agency=agency, username=username, name=name, nip=nip, email=email, created_at=now)
    code = _make_keys(officer, password)
    with transaction.atomic():
        if Officer.objects.filter(username=username).exists():
            raise NotAllowed("username-taken")
        officer.save()
        note(officer, "officer.registered", by=name_of(by), now=now, key=mark(officer.public))
    return officer, code


def renew(*, officer: Officer, password: str, by: Officer | None, now: datetime) -> str:
    """Give somebody who lost password and code new keys; return the recovery code, to be shown once.

    The old key is kept for what it vouched for. Raises `NotAllowed` ("not-administrator",
    "password-too-short").
    """
    need_administrator(by, officer.agency)
    old = FormerKey(
        officer=officer,
        public=bytes(officer.public),
        vouched_by=officer.vouched_by,
        vouch=bytes(officer.vouch),
        replaced_at=now,
    )
    code = _make_keys(officer, password)
    officer.vouched_by, officer.vouch = "", b""
    with transaction.atomic():
        old.save()
        officer.save()
        officer.holdings.update(keyed_at=None, keyed_by="", vouch=b"")
        note(officer, "officer.renewed", by=name_of(by), now=now, key=mark(officer.public))
    return code


def end(*, officer: Officer, by: Officer | None, now: datetime) -> None:
    """Let an officer go: no log-in and no seal from now on. Raises `NotAllowed` ("not-administrator")."""
    need_administrator(by, officer.agency)
    officer.ended_at = now
    with transaction.atomic():
        officer.save(update_fields=["ended_at"])
        note(officer, "officer.ended", by=name_of(by), now=now)


def grant_role(*, officer: Officer, agency: Agency, kind: str, by: Officer | None, now: datetime) -> Role:
    """Give a role.

    Raises `NotAllowed` ("not-administrator", "no-such-role", "administrator-holds-no-post").
    """
    need_administrator(by, agency)
    if kind not in Role.KINDS:
        raise NotAllowed("no-such-role")
    with transaction.atomic():
        if kind == Role.ADMINISTRATOR and officer.holdings.exists():
            raise NotAllowed("administrator-holds-no-post")
        role, is_new = Role.objects.get_or_create(officer=officer, agency=agency, kind=kind)
        if is_new:
            note(officer, "officer.role-granted", by=name_of(by), now=now, role=kind, at_agency=agency.key)
    return role


def _make_keys(officer: Officer, password: str) -> str:
    keys = vault.generate()
    set_password(officer, keys, password)
    officer.public = keys.public
    return set_recovery_code(officer, keys)
