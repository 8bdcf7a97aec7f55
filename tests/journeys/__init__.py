"""The first SOP that a case travels here from end to end, and the smallest set of walks that takes all of it."""

import pytest
from conftest import AGENCIES

from kentongan.sop.loader import load_sop
from kentongan.sop.walks import covering_walks

pytest.register_assert_rewrite("tests.journeys.following")  # it asserts in the tests' name

_PATH = AGENCIES / "kukar-dpmptsp" / "sops" / "penanganan-wbs.toml"
SOP = load_sop(_PATH.read_text(encoding="utf-8"), _PATH.name, _PATH.stem)
WALKS = covering_walks(SOP)
# The matter of another unit, answered by it and signed at once.
(PLAIN_WALK,) = (walk for walk in WALKS if ("4", "bidang-lain") in walk)
