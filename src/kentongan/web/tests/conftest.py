"""The pages' translations, compiled before they are looked at."""

import pytest

from kentongan.web.compile_messages import compile_messages


@pytest.fixture(autouse=True, scope="session")
def english() -> None:
    """Compile the translations, as `make deps` does."""
    compile_messages()
