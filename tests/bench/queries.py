"""How many queries the desk's pages ask: `python -m tests.bench.queries` prints them as JSON.

In one process, with Django's own browser, on the data folder that the environment names.
"""

import json
import sys
from datetime import UTC, datetime
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from . import sample
from .desk import CASE, FRONT
from .visiting import LOGIN
from .visitor import hidden


def count() -> dict[str, int]:
    """Return the queries of the list, of a case page and of closing a step, everything warm."""
    browser = _entered()
    front = browser.get(FRONT, secure=True).content.decode()
    path = CASE.findall(front)[0]
    browser.get(path, secure=True)
    page, case = _counted(browser, path)
    fields = hidden(page) | sample.STEP
    with CaptureQueriesContext(connection) as closing:
        answer = browser.post(f"{path}selesai/", fields, secure=True)
    if answer.status_code not in {302, 303}:
        raise RuntimeError(f"closing was answered {answer.status_code}")
    return {"front": _counted(browser, FRONT)[1], "case": case, "close": len(closing)}


def _counted(browser: Client, path: str) -> tuple[str, int]:
    with CaptureQueriesContext(connection) as asked:
        answer: Any = browser.get(path, secure=True)
    return answer.content.decode(), len(asked)


def _entered() -> Client:
    from kentongan.officers.services import samples

    made = samples.make(agency=sample.AGENCY, now=datetime.now(UTC))
    password = next(each.password for each in made if each.username == sample.OFFICER)
    browser = Client()
    browser.post(LOGIN, {"nama": sample.OFFICER, "sandi": password}, secure=True)
    return browser


if __name__ == "__main__":
    django.setup()
    settings.ALLOWED_HOSTS.append("testserver")
    json.dump(count(), sys.stdout)
