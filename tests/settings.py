"""The settings of the test run: the real ones, with throw-away secrets and a cheap password hash."""

import os
import tempfile
from typing import Any

_DATA = tempfile.mkdtemp(prefix="kentongan-test-")
os.environ["KENTONGAN_ENV"] = "/dev/null"
os.environ.setdefault("KENTONGAN_SECRET_KEY", "only-for-tests")
os.environ.setdefault("KENTONGAN_INSTALLATION", "uji")
os.environ.setdefault("KENTONGAN_PEPPER", "cGVwcGVyLW9mLXRoZS10ZXN0cy0zMi1ieXRlcy1sb25n")
os.environ.setdefault("KENTONGAN_DATA_DIR", _DATA)
os.environ.setdefault("KENTONGAN_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("KENTONGAN_ARGON2_MEMORY", "64")
os.environ.setdefault("KENTONGAN_ARGON2_PASSES", "1")
os.environ.setdefault("KENTONGAN_LOG_LEVEL", "DEBUG")

from kentongan.config.settings import *  # noqa: E402, F403
from kentongan.config.settings import STATIC_ROOT, STORAGES, TEMPLATES  # noqa: E402


class NoSuchVariable(Exception):
    """A template speaks of something that its view did not give it."""


class Loud(str):
    """What Django writes where a variable is missing: in tests it is an error instead of nothing."""

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, missing: object) -> str:
        raise NoSuchVariable(str(missing))


_options: Any = TEMPLATES[0]["OPTIONS"]
_options["string_if_invalid"] = Loud("missing")

# Tests read the styles where they lie; collecting and compressing is tested with real processes.
WHITENOISE_USE_FINDERS = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
