"""What an agency is, as the other rooms ask. Parsed files are remembered by their hash, never by a row's id.

* A version never changes, so what was parsed once under a hash holds as long as the process lives. A text that is not
  the one of its hash is not parsed.
* Whoever can write rows must not choose by them to whom something is sealed. So what keys depend on is taken from the
  profile's text and not from columns, and the profile counts while the journal names it as the one that was loaded.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from django.db.models import QuerySet

from kentongan import journal
from kentongan.agencies import canonical
from kentongan.agencies.errors import TextChanged
from kentongan.agencies.forms import load_forms
from kentongan.agencies.models import Agency, FormVersion, Post, ProfileVersion, Service, SopVersion
from kentongan.agency_folder import form_path, sop_path
from kentongan.prepared import Prepared
from kentongan.questions.model import Form, digest, load_archived
from kentongan.sop import agency as described
from kentongan.sop.calendars import Calendar
from kentongan.sop.engine import entry
from kentongan.sop.loader import load_sop
from kentongan.sop.model import Sop
from kentongan.sop.profile import Profile, load_profile


def agencies() -> list[Agency]:
    """Return every agency, by name."""
    return list(Agency.objects.order_by("name"))


def agency(key: str) -> Agency | None:
    """Return an agency, None where there is none."""
    return Agency.objects.filter(key=key).first()


def services(agency: Agency) -> list[Service]:
    """Return the services that the profile in force names, in its order."""
    return list(_with_versions(agency.services.filter(retired_at=None)))


def service(agency_key: str, key: str) -> Service | None:
    """Return one service in force, None where there is none."""
    return next(iter(_service(agency_key, key)), None)


def post(agency: Agency, key: str) -> Post | None:
    """Return a post, also a retired one: an old case may still run through it."""
    return agency.posts.filter(key=key).select_related("agency").first()


def posts(agency: Agency) -> list[Post]:
    """Return the posts of the profile in force, in its order."""
    return list(agency.posts.filter(retired_at=None).select_related("agency"))


def units(agency: Agency) -> Mapping[str, str]:
    """Return each unit in force with the post that heads it."""
    return {key: unit.head for key, unit in profile(agency).units.items()}


def unit_names(agency: Agency) -> Mapping[str, str]:
    """Return each unit in force with its name."""
    return dict(agency.units.filter(retired_at=None).values_list("key", "name"))


def sop(version: SopVersion | int) -> Sop:
    """Return the SOP of a version or of its id."""
    if isinstance(version, SopVersion):
        return _sop(version.key, version.sha256)
    key, sha256 = SopVersion.objects.values_list("key", "sha256").get(pk=version)
    return _sop(key, sha256)


def form(version: FormVersion | int) -> Form:
    """Return the form of a version or of its id."""
    if isinstance(version, FormVersion):
        return _form(version.sha256)
    return _form(FormVersion.objects.values_list("sha256", flat=True).get(pk=version))


def profile(agency: Agency) -> Profile:
    """Return the profile in force, as its files say it."""
    return _profile(agency.profile.sha256)


def is_loaded(agency: Agency) -> bool:
    """Whether the profile in force is the one that the journal saw loaded last."""
    said = journal.last_facts(agency=agency.key, chain="profile")
    return said.get("sha256") == agency.profile.sha256


def as_loaded(service: Service) -> described.Service:
    """Return what the profile says of a service; of a retired one, what the last profile that named it said."""
    named = (each.services.get(service.key) for each in _profiles(service.agency))
    return next(each for each in named if each is not None)


def post_as_loaded(agency: Agency, key: str) -> described.Post | None:
    """Return what the profile says of a post, also of a retired one; None where there never was one."""
    named = (each.posts.get(key) for each in _profiles(agency))
    return next((each for each in named if each is not None), None)


def is_as_loaded(service: Service) -> bool:
    """Whether the service's row says what the profile says: by which SOP, form and grid a report is taken."""
    now = profile(service.agency)
    said = now.services.get(service.key)
    if said is None:
        return False
    versions = (now.sops[said.sop].sha256, _forms(service.agency.profile.sha256)[said.form])
    rows = (service.sop_version.sha256, service.form_version.sha256)
    return (service.kind, service.slot, *rows) == (said.kind, said.slot, *versions)


def calendar(agency: Agency) -> Calendar:
    """Return the calendar in force."""
    return profile(agency).calendar


def first_posts(service: Service) -> tuple[str, ...]:
    """Return the posts of which any may take the first step of the service's SOP."""
    return entry(profile(service.agency).sops[as_loaded(service).sop]).posts


def _with_versions(rows: "QuerySet[Service]") -> "QuerySet[Service]":
    """Load what a service rests on in the same query, but no text: texts are parsed once, under their hash."""
    joined = rows.select_related("agency__profile", "sop_version", "form_version")
    return joined.defer("agency__profile__text", "sop_version__text", "form_version__text")


_service = Prepared(
    lambda agency, key: _with_versions(Service.objects.filter(agency__key=agency, key=key, retired_at=None))
)


def _profiles(agency: Agency) -> Iterator[Profile]:
    """The profile in force, then those before it, the newest first."""
    yield profile(agency)
    before = ProfileVersion.objects.filter(agency_key=agency.key, number__lt=agency.profile.number)
    yield from map(_profile, before.order_by("-number").values_list("sha256", flat=True))


@lru_cache(maxsize=128)
def _sop(key: str, sha256: str) -> Sop:
    text = SopVersion.objects.filter(key=key, sha256=sha256).values_list("text", flat=True)[0]
    return load_sop(_unchanged(text, sha256), sop_path(key), key)


@lru_cache(maxsize=128)
def _form(sha256: str) -> Form:
    row = FormVersion.objects.get(sha256=sha256)
    return load_archived(_unchanged(row.text, sha256).encode(), form_path(row.key))


@lru_cache(maxsize=32)
def _profile(sha256: str) -> Profile:
    text = ProfileVersion.objects.filter(sha256=sha256).values_list("text", flat=True)[0]
    return load_profile(canonical.files(_unchanged(text, sha256)))


@lru_cache(maxsize=32)
def _forms(sha256: str) -> Mapping[str, str]:
    """The hash of each form of a profile."""
    return {key: digest(form) for key, form in load_forms(_profile(sha256)).items()}


def _unchanged(text: str, sha256: str) -> str:
    if canonical.digest(text) != sha256:
        raise TextChanged(sha256)
    return text
