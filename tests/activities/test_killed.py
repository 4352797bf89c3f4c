"""A real `plon serve` is killed (-9) in the middle of an import: all of the log is there, or none."""

import contextlib
import json
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.evidence.house import House

pytestmark = pytest.mark.slow
ROWS = 200
COUNT = "import json; from plon.activities.models import Activity; print(json.dumps([Activity.objects.count()]))"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.start()
    yield made
    made.kill()


def test_a_killed_import_leaves_all_rows_or_none_and_goes_through_afterwards(house: House) -> None:
    project = house.sign_in()
    rows = [f"2026-01-{number % 28 + 1:02}\tTalk {number}\tpromotion" for number in range(ROWS)]
    body = urllib.parse.urlencode({"text": "\n".join(["Date\tTitle\tPurpose", *rows]), "take": "yes"}).encode()
    address, form = f"/workspace/{project}/activities/import/", "application/x-www-form-urlencoded"

    def send() -> None:
        with contextlib.suppress(OSError):  # the connection breaks with the house
            house.ask("POST", address, body, Content_Type=form)

    sending = threading.Thread(target=send)
    sending.start()
    time.sleep(1.5)
    house.kill()
    sending.join()
    assert house.say(COUNT) in ([0], [ROWS])

    house.start()
    assert house.ask("POST", address, body, Content_Type=form).status in {200, 302}
    assert json.dumps(house.say(COUNT)) == json.dumps([ROWS])
