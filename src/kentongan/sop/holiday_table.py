"""A proposal for the `[[libur]]` of a calendar file, which an agency then reads, edits and owns.

National holidays are the package's `public` days, cuti bersama its `government` days, which must be
asked for. Days of the region and leave at short notice are in no package. A feed is
never believed by itself (Google once counted "St. Martin", Zammad #390): this writes text for a person.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version

ESTIMATED = "(perkiraan)"  # the package's own mark on days that wait for the moon or for the SKB
KINDS = {"public": "nasional", "government": "cuti bersama"}


def generate(years: Iterable[int]) -> str:
    """Return TOML with a `[[libur]]` for every national holiday and cuti bersama, in order of date."""
    days = {day: entry for year in sorted(set(years)) for day, entry in _days_of(year)}
    return "\n".join(days[day] for day in sorted(days))


def _days_of(year: int) -> Iterator[tuple[date, str]]:
    import holidays  # a hundred countries: imported only by who generates

    source = f"python-holidays {version('holidays')}; periksa dengan SKB"
    # The national days come last: a day that is both is a national holiday.
    for category, kind in reversed(KINDS.items()):
        table = holidays.country_holidays("ID", years=year, categories=(category,), language="id")
        for day, name in table.items():
            yield day, _entry(day, name, kind, source)


def _entry(day: date, name: str, kind: str, source: str) -> str:
    plain = " ".join(name.replace(ESTIMATED, "").split())
    lines = [
        "[[libur]]",
        f"tanggal = {day.isoformat()}",
        f"nama = {_quoted(plain)}",
        f"jenis = {_quoted(kind)}",
        f"sumber = {_quoted(source)}",
    ]
    if ESTIMATED in name:
        lines.append("perkiraan = true")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string as long as it holds no DEL, and no holiday does.
    return json.dumps(text, ensure_ascii=False)
