"""From the translations that people edit (`.po`) to the form that gettext reads (`.mo`).

The compiled form is not kept in the repository: `make deps` makes it anew when a source has changed, and the demo when
it starts, so that it is never older than its source. It takes Babel, which only a place of work has. Indonesian is the
language of the msgids and needs no file.
"""

import os
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


def compile_messages(folder: Path = LOCALE) -> list[Path]:
    """Compile every language whose source is newer than its compiled form; return what was written."""
    return [_compile(source) for source in sorted(folder.glob("*/LC_MESSAGES/django.po")) if _is_old(source)]


def _is_old(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> Path:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = source.with_suffix(".mo")
    with source.open("rb") as file:
        catalog = read_po(file)
    part = compiled.with_suffix(f".{os.getpid()}.part")  # two processes may compile at once
    with part.open("wb") as file:
        write_mo(file, catalog)
    part.replace(compiled)
    return compiled


if __name__ == "__main__":
    compile_messages()
