"""Loading an agency's folder, and writing it out again.

* Everything is checked before anything is written; a bad file changes nothing.
* One transaction. The same folder again changes nothing. What differs becomes a new, dated version.
* What the folder no longer names is retired, never deleted: old cases, reports and signatures point at it.
* Cases that run keep their SOP version; the service points at the newest.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from kentongan import journal
from kentongan.agencies import canonical
from kentongan.agencies.folders import read_folder
from kentongan.agencies.forms import load_forms
from kentongan.agencies.models import Agency, FormVersion, ProfileVersion, SopVersion
from kentongan.questions import model as forms
from kentongan.sop.model import Sop
from kentongan.sop.profile import Profile, load_profile

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

__all__ = ["dump", "load", "read_folder"]

Rows = Mapping[str, Mapping[str, Any]]


def load(*, files: Mapping[str, str], by: str, now: datetime) -> ProfileVersion:
    """Load a folder (path and text of every file) and return the version in force.

    Raises `BadFile` with every problem found; then nothing has changed.
    """
    profile = load_profile(files)
    questions = load_forms(profile)
    text = canonical.text(files)
    with transaction.atomic():
        latest = ProfileVersion.objects.filter(agency_key=profile.key).order_by("-number").first()
        if latest is not None and latest.sha256 == canonical.digest(text):
            return latest
        version = ProfileVersion.objects.create(
            agency_key=profile.key,
            number=latest.number + 1 if latest else 1,
            sha256=canonical.digest(text),
            text=text,
            loaded_at=now,
            loaded_by=by,
        )
        _put_agency(profile, version, questions, now)
        journal.record(
            "profile.loaded",
            chain="profile",
            agency=profile.key,
            at=now,
            by=by,
            number=version.number,
            sha256=version.sha256,
        )
    return version


def dump(agency: Agency) -> Mapping[str, str]:
    """Return the folder in force, byte for byte as it was loaded."""
    return canonical.files(agency.profile.text)


def rows_of(agency: Agency) -> Mapping[str, Rows]:
    """Return what units, posts and services must be by the profile in force. Raises `BadFile` where it is none."""
    profile = load_profile(canonical.files(agency.profile.text))
    forms_now = {key: forms.digest(form) for key, form in load_forms(profile).items()}
    archived = {key: FormVersion.objects.filter(sha256=sha256).first() for key, sha256 in forms_now.items()}
    sops = {
        key: agency.sop_versions.filter(key=key, sha256=sop.sha256).order_by("-number").first()
        for key, sop in profile.sops.items()
    }
    return {
        "units": _units(profile),
        "posts": _posts(profile),
        "services": _services(profile, sops, archived),
    }


def _put_agency(
    profile: Profile, version: ProfileVersion, questions: Mapping[str, forms.Form], now: datetime
) -> None:
    agency, _ = Agency.objects.update_or_create(
        key=profile.key,
        defaults={
            "name": profile.name,
            "short_name": profile.short_name,
            "regency": profile.regency,
            "zone": profile.zone,
            "profile": version,
        },
    )
    sops = {key: _put_sop(agency, sop, now) for key, sop in profile.sops.items()}
    archived = {key: _put_form(key, form) for key, form in questions.items()}
    _put(agency.units, _units(profile), now)
    _put(agency.posts, _posts(profile), now)
    _put(agency.services, _services(profile, sops, archived), now)


def _units(profile: Profile) -> Rows:
    return {key: {"name": unit.name} for key, unit in profile.units.items()}


def _posts(profile: Profile) -> Rows:
    return {
        key: {
            "name": post.name,
            "unit": post.unit or "",
            "superior": post.superior or "",
            "kind": post.kind,
            "other_agency": post.other_agency or "",
            "many": post.many,
        }
        for key, post in profile.posts.items()
    }


def _services(
    profile: Profile, sops: Mapping[str, SopVersion | None], archived: Mapping[str, FormVersion | None]
) -> Rows:
    return {
        key: {
            "name": service.name,
            "kind": service.kind,
            "description": service.note,
            "slot": service.slot,
            "sop_version": sops[service.sop],
            "form_version": archived[service.form],
        }
        for key, service in profile.services.items()
    }


def _put(table: "RelatedManager[Any]", rows: Rows, now: datetime) -> None:
    """Write the rows that the profile names, in its order; retire those that it no longer names."""
    for position, (key, values) in enumerate(rows.items()):
        table.update_or_create(key=key, defaults={**values, "position": position, "retired_at": None})
    table.filter(retired_at=None).exclude(key__in=list(rows)).update(retired_at=now)


def _put_sop(agency: Agency, sop: Sop, now: datetime) -> SopVersion:
    rows = SopVersion.objects.filter(agency=agency, key=sop.key)
    latest = rows.order_by("-number").first()
    if latest is not None and latest.sha256 == sop.sha256:
        return latest
    number = latest.number + 1 if latest else 1
    return SopVersion.objects.create(
        agency=agency, key=sop.key, number=number, sha256=sop.sha256, text=sop.text, in_force_from=now
    )


def _put_form(key: str, form: forms.Form) -> FormVersion:
    """Archive a form under the hash of what it says; an equal one is there already."""
    text = forms.canonical(form).decode()
    row, _ = FormVersion.objects.get_or_create(sha256=forms.digest(form), defaults={"key": key, "text": text})
    return row
