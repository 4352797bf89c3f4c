import contextlib
import threading
import urllib.request
from collections.abc import Callable, Iterator

import pytest
import waitress
from waitress.server import BaseWSGIServer

from plon.site.proxy import proxy_settings

Asked = Callable[[bool], str]


@pytest.fixture
def asked() -> Iterator[Asked]:
    """Ask a real server who it thinks is asking, through a proxy's headers."""
    servers: list[BaseWSGIServer] = []
    threads: list[threading.Thread] = []

    def app(environ: dict[str, str], start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [])
        return [f"{environ['REMOTE_ADDR']} {environ['wsgi.url_scheme']}".encode()]

    def ask(is_https: bool) -> str:  # noqa: FBT001  said by its name
        server = waitress.create_server(app, port=0, **proxy_settings(host="127.0.0.1", is_https=is_https))
        servers.append(server)
        threads.append(threading.Thread(target=_serve, args=[server]))
        threads[-1].start()
        request = urllib.request.Request(
            f"http://127.0.0.1:{server.effective_port}/",
            headers={"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return str(answer.read().decode())

    yield ask
    for server in servers:
        server.close()
    for thread in threads:
        thread.join(5)


def _serve(server: BaseWSGIServer) -> None:
    with contextlib.suppress(OSError):  # its socket is closed under it
        server.run()


def test_behind_its_proxy_plon_knows_who_asks_and_that_it_is_safe(asked: Asked) -> None:
    assert asked(True) == "203.0.113.7 https"


def test_without_a_proxy_nobody_is_believed(asked: Asked) -> None:
    assert asked(False) == "127.0.0.1 http"


def test_who_listens_to_the_world_believes_nobody() -> None:
    assert "trusted_proxy" not in proxy_settings(host="0.0.0.0", is_https=True)  # noqa: S104
