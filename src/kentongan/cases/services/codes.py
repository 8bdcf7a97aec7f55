"""A reporter changes the access code: for one that nobody else has seen.

* A code from a slip went through an officer's hand. It opens nothing but the way to a new code; in a complaint
  (aduan), where less is at stake, that may be put off once.
* The new code is shown before it holds. It holds, and the old one opens nothing more, when the reporter has said
  that it is written down: who loses the way in between still has the old one.
* None of this is recorded. A line in a trail would tell when somebody came, and that the slip was really handed over.
"""

from django.db import transaction

from kentongan.agencies.models import Service
from kentongan.reports import reporters
from kentongan.reports.models import Report, Reporter
from kentongan.reports.reporters import ReporterKey
from kentongan.reports.tokens import pepper
from kentongan.vault import codes

from ..access import case_of
from ..errors import Refused

NEW_CODE = b"new-code"  # stands where the form's nonce does: the secret is drawn for this one code


def proposed(*, secret: bytes) -> str:
    """Return the code that this secret gives, always the same."""
    return codes.code_from_secret(pepper(), secret, NEW_CODE)


def change(*, key: ReporterKey, secret: bytes) -> ReporterKey:
    """Let the proposed code hold from now on; sent twice it is done once. Raises `reporters.CodeGone`."""
    return reporters.change_code(key, proposed(secret=secret))


@transaction.atomic
def put_off(*, key: ReporterKey) -> None:
    """Go on with the code of a slip, this once. Raises `Refused("code-to-be-changed")`."""
    row = Reporter.objects.select_for_update().filter(lookup=key.lookup)
    if not may_put_off(key) or not row.filter(slip=True, postponed=False).update(postponed=True):
        raise Refused("code-to-be-changed")


def may_put_off(key: ReporterKey) -> bool:
    """Whether what stands under the code is of a kind that allows it: a complaint may have become a WBS case."""
    reports = Report.objects.filter(code__in=key.reports)
    return all(case_of(each).service.kind != Service.WBS for each in reports)
