from collections.abc import Iterator

import pytest

from plon.fetching.limits import Limits
from tests.fetching.servers import Server, serving


@pytest.fixture(scope="session")
def _running() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def server(_running: Server) -> Server:
    _running.asked.clear()
    _running.headers.clear()
    _running.pages.clear()
    return _running


@pytest.fixture
def limits(server: Server) -> Limits:
    """Limits that allow the server of the test and nothing else of this machine."""
    return Limits(seconds=5, local_servers=frozenset({server.place}))
