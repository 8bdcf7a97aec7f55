"""Loading an agency's folder.

A profile is four sorts of file: `profil.toml`, `kalender.toml`, `sops/<key>.toml`, `formulir/<key>.toml`. The
forms belong to `questions`; here it is only asked whether they are there.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from kentongan.agency_folder import CALENDAR, FORMS, PROFILE, SOPS, under
from kentongan.problems import BadFile, Problem
from kentongan.toml_files import read_toml

from . import profile_schema as schema
from .agency import Channel, Letterhead, Post, Profile, Service, SideAct, Unit, bends, stand_in
from .calendars import Calendar, load_calendar
from .loader import load_sop
from .model import Sop
from .profile_check import check_profile

__all__ = [
    "Channel",
    "Letterhead",
    "Post",
    "Profile",
    "Service",
    "SideAct",
    "Unit",
    "bends",
    "check_profile",
    "load_profile",
    "stand_in",
]

Part = TypeVar("Part")


def load_profile(files: Mapping[str, str]) -> Profile:
    """Return the agency that the files describe, relative path → text. Raises `BadFile` with every problem.

    Each file is asked by itself first; only when all of them hold is it asked whether they hold together.
    """
    problems: list[Problem] = []
    table = _part(problems, lambda: read_toml(_text(files, PROFILE), PROFILE, schema.ProfileTable))
    calendar = _part(problems, lambda: load_calendar(_text(files, CALENDAR), CALENDAR))
    sops = {
        key: _part(problems, partial(load_sop, files[path], path, key))
        for key, path in under(files, SOPS).items()
    }
    if table is None or calendar is None or problems:
        raise BadFile(tuple(problems))
    profile = _build(table, calendar, {key: sop for key, sop in sops.items() if sop}, files)
    problems = list(check_profile(profile, table))
    if problems:
        raise BadFile(tuple(problems))
    return profile


def _part(problems: list[Problem], load: Callable[[], Part]) -> Part | None:
    try:
        return load()
    except BadFile as error:
        problems.extend(error.problems)
        return None


def _text(files: Mapping[str, str], path: str) -> str:
    if path not in files:
        raise BadFile((Problem(path, "", "missing-file", {"path": path}),))
    return files[path]


def _build(
    table: schema.ProfileTable, calendar: Calendar, sops: Mapping[str, Sop], files: Mapping[str, str]
) -> Profile:
    kop = table.letterhead
    return Profile(
        key=table.key,
        name=table.name,
        short_name=table.short_name,
        regency=table.regency,
        zone=table.zone,
        letterhead=Letterhead(tuple(kop.lines), kop.address, kop.contact),
        units={each.key: Unit(each.key, each.name, each.head) for each in table.units},
        posts={each.key: _post(each) for each in table.posts},
        outside={each.key: each.name for each in table.outside},
        services={each.key: _service(each) for each in table.services},
        sops=sops,
        calendar=calendar,
        forms=frozenset(under(files, FORMS)),
        files=dict(files),
    )


def _post(table: schema.PostTable) -> Post:
    return Post(
        key=table.key,
        name=table.name,
        kind=table.kind,
        unit=table.unit,
        superior=table.superior,
        other_agency=table.other_agency,
        many=table.many,
    )


def _service(table: schema.ServiceTable) -> Service:
    return Service(
        key=table.key,
        name=table.name,
        kind=table.kind,
        sop=table.sop,
        form=table.form,
        slot=table.slot,
        custodian=table.custodian,
        escrow=table.escrow,
        channels=tuple(Channel(each.key, each.name or "") for each in table.channels),
        bends={each.post: each.to for each in table.bends},
        side_acts=tuple(SideAct(each.kind, tuple(each.holders), each.basis) for each in table.side_acts),
        note=table.note,
        records_deviations=table.deviations is not None,
    )
