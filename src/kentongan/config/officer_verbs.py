"""The verbs on officers: who is one, who sits where, whose key counts.

* Whoever may type here may appoint, as an administrator may; to key somebody takes the root's private half too.
* What is refused is told in Indonesian and English in one line, and changes nothing.
* A fingerprint is printed to the officer at the registration and to the root's keeper at the keying: where they read
  the same to each other, nobody has put another key between them.
"""

import argparse
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import wraps
from typing import TYPE_CHECKING

from kentongan.config.console import agreed, fail, new_password, say, set_up

if TYPE_CHECKING:
    from kentongan.agencies.models import Agency, Post, Service
    from kentongan.officers.models import Holding, Officer

Run = Callable[[argparse.Namespace], int]

UNCHANGED = "Tidak ada yang diubah / nothing was changed."
REASONS = {
    "administrator-holds-no-post": "Administrator tidak memegang pos / an administrator holds no post.",
    "bad-username": "Nama pengguna: huruf kecil, angka, titik, strip / username: small letters, digits, dots, dashes.",
    "dates-reversed": "Tanggal akhir mendahului tanggal mulai / the end lies before the beginning.",
    "no-root": "Kunci akar instansi ini belum ada / this agency has no root key: kentongan officers root.",
    "not-the-root": "Ini bukan kunci akar instansi ini / this is not the root key of this agency.",
    "password-too-short": "Kata sandi sedikitnya 8 karakter / a password has at least 8 characters.",
    "post-is-retired": "Pos ini sudah dihapus dari profil / this post is no longer in the profile.",
    "root-exists": "Kunci akar atau berkas itu sudah ada / the root key or that file exists.",
    "username-taken": "Nama pengguna sudah dipakai / the username is taken.",
}


class _Not(Exception):
    """What the console itself refuses, in words."""


def _telling(run: Run) -> Run:
    """Let a refusal end as one line and exit code 1."""

    @wraps(run)
    def told(asked: argparse.Namespace) -> int:
        set_up()
        from kentongan.officers.errors import KeyNotVouched, NotAllowed

        try:
            return run(asked)
        except (NotAllowed, KeyNotVouched) as refused:
            return fail(f"{REASONS.get(refused.code, refused.code)} {UNCHANGED}")
        except _Not as refused:
            return fail(f"{refused} {UNCHANGED}")
        except OSError as error:
            return fail(f"{error.filename}: {error.strerror}. {UNCHANGED}")

    return told


@_telling
def root(asked: argparse.Namespace) -> int:
    """Make a root key."""
    from kentongan.officers.services import roots

    roots.make(agency=asked.agency, private=asked.private)
    say(f"{asked.private}: simpan di brankas, jauh dari mesin ini / keep it in a safe, off this machine.")
    return 0


@_telling
def sample(asked: argparse.Namespace) -> int:
    """Make sample officers and print their log-ins."""
    from kentongan.officers.services import samples

    for each in samples.make(agency=_agency(asked).key, now=_now()):
        say(f"{each.username:<32}{each.password:<16}{each.name:<20}{each.post}")
    return 0


@_telling
def register(asked: argparse.Namespace) -> int:
    """Make an officer and print the recovery code, once."""
    from kentongan.officers.services import people

    officer, code = people.register(
        agency=_agency(asked),
        username=asked.username,
        name=asked.name,
        password=_password(asked),
        nip=asked.nip,
        email=asked.email,
        by=None,
        now=_now(),
    )
    _hand_over(officer, code)
    return 0


@_telling
def renew(asked: argparse.Namespace) -> int:
    """Give somebody who lost password and recovery code new keys; every appointment must be keyed anew."""
    from kentongan.officers.services import people

    officer = _officer(asked)
    code = people.renew(officer=officer, password=_password(asked), by=None, now=_now())
    _hand_over(officer, code)
    say("Semua penunjukannya harus dikunci lagi / each of their appointments must be keyed again.")
    return 0


@_telling
def leave(asked: argparse.Namespace) -> int:
    """Let an officer go."""
    from kentongan.officers.services import people

    people.end(officer=_officer(asked), by=None, now=_now())
    return 0


@_telling
def role(asked: argparse.Namespace) -> int:
    """Give a role apart from posts."""
    from kentongan.officers.services import people

    officer = _officer(asked)
    people.grant_role(officer=officer, agency=officer.agency, kind=asked.kind, by=None, now=_now())
    return 0


@_telling
def appoint(asked: argparse.Namespace) -> int:
    """Write who sits on a post; keying is another act."""
    from kentongan.officers.reads import day_in
    from kentongan.officers.services import appointments

    post, officer, now = _post(asked), _officer(asked), _now()
    starts_on = asked.starts_on or day_in(post.agency, now)
    if any(holding.covers(starts_on) for holding in officer.holdings.filter(post=post)):
        raise _Not(f"{officer.username} sudah duduk di {post.key} / sits there already.")
    appointments.appoint(
        post=post,
        officer=officer,
        kind=asked.kind,
        basis=asked.basis,
        starts_on=starts_on,
        ends_on=asked.ends_on,
        by=None,
        now=now,
    )
    say("Ditunjuk, belum dikunci / appointed, not keyed yet: kentongan officers key.")
    return 0


@_telling
def key(asked: argparse.Namespace) -> int:
    """Vouch with the root key for the appointments of an officer to a post."""
    from kentongan.officers import vouching
    from kentongan.officers.services import appointments, roots
    from kentongan.vault.envelopes import BadEnvelope

    rows = _running(_post(asked), _officer(asked), _now())
    waiting = [holding for holding in rows if not vouching.holding_is_signed(holding)]
    if not waiting:
        raise _Not("Tidak ada penunjukan yang menunggu kunci / no appointment waits to be keyed.")
    try:
        signer = roots.read(agency=asked.agency, private=asked.root)
    except (ValueError, BadEnvelope):
        raise _Not(f"{asked.root} bukan kunci akar / is no root key.") from None
    for holding in waiting:
        say(_seat_line(holding))
    if not asked.yes and not agreed(
        "Apakah petugas membaca sidik yang sama? / does the officer read the same? [ya] "
    ):
        raise _Not("Tidak dikunci / not keyed.")
    for holding in waiting:
        appointments.key(holding=holding, by=signer, now=_now())
    return 0


@_telling
def end(asked: argparse.Namespace) -> int:
    """End what an officer holds of a post, after a day."""
    from django.db import transaction

    from kentongan.officers.reads import day_in
    from kentongan.officers.services import appointments

    post, now = _post(asked), _now()
    running = _running(post, _officer(asked), now)
    if not running:
        raise _Not(f"{asked.username} tidak duduk di {post.key} / does not sit there.")
    last = asked.on or day_in(post.agency, now)
    with transaction.atomic():
        for holding in running:
            appointments.end(holding=holding, on=last, by=None, now=now)
    say(f"Hari terakhir / last day: {last}")
    return 0


@_telling
def listing(asked: argparse.Namespace) -> int:
    """Print who sits where, who has a role, and which services are open."""
    from kentongan.agencies import reads as agencies
    from kentongan.officers.models import Role
    from kentongan.officers.reads import service_is_open

    agency, now = _agency(asked), _now()
    for post in agencies.posts(agency):
        say(f"{post.key}: {post.name}")
        for line in [_seat_line(each) for each in _running(post, None, now)] or ["-"]:
            say(f"  {line}")
    for given in Role.objects.filter(agency=agency, officer__ended_at=None).select_related("officer"):
        say(f"{given.kind}: {given.officer.name} ({given.officer.username})")
    for service in agencies.services(agency):
        is_open = service_is_open(service, now)
        say(f"{service.key}: {'dibuka / open' if is_open else _not_open(service)}")
    return 0


def _not_open(service: "Service") -> str:
    """Name the posts whose holders would have to be keyed: custodian, escrow, and who receives first."""
    from kentongan.agencies import reads

    said = reads.profile(service.agency).services[service.key]
    posts = (said.custodian, said.escrow, *reads.first_posts(service))
    return f"belum dibuka / not open ({', '.join(dict.fromkeys(posts))})"


def _now() -> datetime:
    return datetime.now(UTC)


def _agency(asked: argparse.Namespace) -> "Agency":
    from kentongan.agencies import reads

    found = reads.agency(asked.agency)
    if found is None:
        raise _Not(f"Instansi {asked.agency} belum dimuat / no agency {asked.agency} is loaded.")
    return found


def _post(asked: argparse.Namespace) -> "Post":
    from kentongan.agencies import reads

    found = reads.post(_agency(asked), asked.post)
    if found is None:
        raise _Not(
            f"Tidak ada pos {asked.post} / no post {asked.post}: kentongan officers list {asked.agency}."
        )
    return found


def _officer(asked: argparse.Namespace) -> "Officer":
    """Return the officer of this agency who has not left."""
    from kentongan.officers.services import login

    found = login.present(asked.username)
    if found is None or found.agency_id != _agency(asked).pk:
        raise _Not(f"Tidak ada petugas {asked.username} / no officer {asked.username}.")
    return found


def _password(asked: argparse.Namespace) -> str:
    password = new_password(from_stdin=asked.password_stdin)
    if password is None:
        raise _Not("Kedua ketikan berbeda / the two differ.")
    return password


def _hand_over(officer: "Officer", code: str) -> None:
    from kentongan.vault.officers import fingerprint

    say(f"Kode pemulihan / recovery code: {code}")
    say(
        "  Hanya tampil sekali. Petugas menyimpannya di kertas, untuk membuka kuncinya bila kata sandi terlupa."
    )
    say("  Shown only now. The officer keeps it on paper: it opens their keys if they forget the password.")
    say(f"Sidik kunci / fingerprint: {fingerprint(bytes(officer.public))}")


def _running(post: "Post", officer: "Officer | None", now: datetime) -> "list[Holding]":
    """Return the holdings of a post that are not over, of one officer or of all who have not left."""
    from kentongan.officers.reads import day_in

    rows = post.holdings.filter(officer__ended_at=None).select_related("officer__agency", "post__agency")
    mine = rows if officer is None else rows.filter(officer=officer)
    return [holding for holding in mine if all(day_in(post.agency, now) <= end for end in _ends(holding))]


def _ends(holding: "Holding") -> Iterator[date]:
    yield from (end for end in (holding.ends_on, holding.ended_on) if end is not None)


def _seat_line(holding: "Holding") -> str:
    from kentongan.officers import vouching
    from kentongan.vault.officers import fingerprint

    officer = holding.officer
    days = f"{holding.starts_on} – {min(_ends(holding), default='')}".rstrip()
    counts = vouching.is_vouched(officer) and vouching.holding_is_signed(holding)
    state = "berkunci / keyed" if counts else "baru ditunjuk / only appointed"
    who = f"{officer.name} ({officer.username}), {holding.post.name}, {holding.kind}, {days}"
    return f"{who}; {state}; {fingerprint(bytes(officer.public))}"
