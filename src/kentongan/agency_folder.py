"""How an agency's folder is laid out: one profile, one calendar, a file for each SOP and for each form.

Beside them may lie sample reports, a file for each service. They are for the demo and no part of the profile.
"""

from collections.abc import Iterable, Mapping

PROFILE, CALENDAR = "profil.toml", "kalender.toml"
SOPS, FORMS, SAMPLES, SUFFIX = "sops", "formulir", "contoh", ".toml"


def sop_path(key: str) -> str:
    """Return where an SOP lies in its folder."""
    return f"{SOPS}/{key}{SUFFIX}"


def form_path(key: str) -> str:
    """Return where a form lies in its folder."""
    return f"{FORMS}/{key}{SUFFIX}"


def sample_path(service: str) -> str:
    """Return where a service's sample reports lie."""
    return f"{SAMPLES}/{service}{SUFFIX}"


def is_sample(path: str) -> bool:
    """Whether sample reports lie there: what is loaded, hashed and dumped is the folder without them."""
    return path.startswith(f"{SAMPLES}/")


def is_form(path: str) -> bool:
    """Whether a form lies there."""
    return path.startswith(f"{FORMS}/")


def under(paths: Iterable[str], folder: str) -> Mapping[str, str]:
    """Return the files of one sort: key → path."""
    return {
        path.removeprefix(f"{folder}/").removesuffix(SUFFIX): path
        for path in sorted(paths)
        if path.startswith(f"{folder}/") and path.endswith(SUFFIX)
    }
