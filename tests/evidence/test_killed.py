"""A real `plon serve` is killed (-9) in the middle of an upload: nothing acknowledged is lost, nothing half is seen."""

import base64
import contextlib
import hashlib
import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evidence.house import House

pytestmark = pytest.mark.slow
PIECE = 1024 * 1024
CONTENT = b"%PDF-1.7\n" + os.urandom(8 * PIECE)


def kept(house: House) -> list[tuple[str, int]]:
    """Return fingerprint and size of every piece of evidence, read past the server."""
    with contextlib.closing(sqlite3.connect(house.folder / "plon.sqlite3")) as database:
        return database.execute("SELECT sha256, size FROM evidence_evidence").fetchall()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.start()
    yield made
    made.kill()


def test_after_kill_9_the_upload_goes_on_from_what_was_acknowledged(house: House) -> None:
    project = house.sign_in()
    name = base64.b64encode(b"report.pdf").decode()
    begun = house.ask(
        "POST", f"/workspace/{project}/evidence/uploads/",
        Upload_Length=str(len(CONTENT)), Upload_Metadata=f"filename {name}",
    )  # fmt: skip
    url = begun.headers["Location"]
    acknowledged = 0
    for _piece in range(3):
        answer = house.send(url, acknowledged, CONTENT[acknowledged : acknowledged + PIECE])
        acknowledged = int(answer.headers["Upload-Offset"])
    # A piece is on its way when the process dies.
    line = socket.create_connection(("127.0.0.1", house.port))
    line.sendall(f"PATCH {url} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {PIECE}\r\n\r\n".encode() + b"x" * 5000)
    house.kill()
    line.close()

    house.start()
    assert house.reached(url) == acknowledged == 3 * PIECE
    assert kept(house) == []

    # The rest is there, and the process dies before it becomes evidence or right after: it can't be known.
    rest = CONTENT[acknowledged:]
    line = socket.create_connection(("127.0.0.1", house.port))
    head = (
        f"PATCH {url} HTTP/1.1\r\nHost: 127.0.0.1\r\nTus-Resumable: 1.0.0\r\nX-CSRFToken: {'t' * 32}\r\n"
        f"Cookie: sessionid={house.cookie}; csrftoken={'t' * 32}\r\nUpload-Offset: {acknowledged}\r\n"
        f"Content-Type: application/offset+octet-stream\r\nContent-Length: {len(rest)}\r\n\r\n"
    )
    line.sendall(head.encode() + rest)
    time.sleep(0.05)
    house.kill()
    line.close()

    house.start()
    offset = house.reached(url)
    assert offset >= acknowledged
    if offset < len(CONTENT):
        assert house.send(url, offset, CONTENT[offset:]).status == 204
    assert kept(house) == [(hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))]
    assert house.ask("HEAD", url).headers["Plon-Evidence"]
