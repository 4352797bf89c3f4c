from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are read in English here, whatever language an earlier page left active."""
    with translation.override("en"):
        yield
