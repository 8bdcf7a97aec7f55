"""What a piece of work seals, derives, syncs and writes: to see that a floor does as much as ours and no more."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connection

from kentongan.vault import envelopes, wraps

INSERTED = re.compile(r'INSERT (?:OR IGNORE )?INTO "(\w+)"')
ROW = re.compile(r"\((?:%s(?:, )?)+\)")


@contextmanager
def counting(patch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count until the block ends."""
    found: Counter[str] = Counter()

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counts(*args: Any, **kwargs: Any) -> Any:
            found[name] += 1
            return call(*args, **kwargs)

        return counts

    class Suite:
        encrypt = staticmethod(counted("wraps", wraps.SUITE.encrypt))

    def statement(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if table := INSERTED.match(sql):
            found[f"rows of {table[1]}"] += len(ROW.findall(sql))
            found["bytes of blobs"] += sum(
                len(each) for each in params if isinstance(each, bytes | memoryview)
            )
        return execute(sql, params, many, context)

    with patch.context() as patched:
        patched.setattr(envelopes, "HKDF", counted("derivations", HKDF))
        patched.setattr(envelopes, "aead_encrypt", counted("seals", envelopes.aead_encrypt))
        patched.setattr(wraps, "SUITE", Suite)
        patched.setattr(os, "fsync", counted("syncs", os.fsync))
        with connection.execute_wrapper(statement):
            yield found
