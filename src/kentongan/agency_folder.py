"""How an agency's folder is laid out: one profile, one calendar, a file for each SOP and for each form."""

from collections.abc import Iterable, Mapping

PROFILE, CALENDAR = "profil.toml", "kalender.toml"
SOPS, FORMS, SUFFIX = "sops", "formulir", ".toml"


def sop_path(key: str) -> str:
    """Return where an SOP lies in its folder."""
    return f"{SOPS}/{key}{SUFFIX}"


def form_path(key: str) -> str:
    """Return where a form lies in its folder."""
    return f"{FORMS}/{key}{SUFFIX}"


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
