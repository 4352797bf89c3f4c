"""200 people answer from their phones against a real `plon serve` on SQLite, all behind one address."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.responses.hall import Hall, answer_at_once

pytestmark = pytest.mark.slow
PEOPLE = 200
# They come within a minute; here within less, so that the test is shorter and harder.
WITHIN = 8.0
END = """
import json
from django.utils import timezone
from plon.responses.actions import close_figures
from plon.responses.erasing import erase_answers
from plon.responses.queries import shown_of
from plon.responses.traces import sweep_traces
from plon.surveys.models import Round
asked = Round.objects.get()
Round.objects.update(state="closed", closed_at=timezone.now())
close_figures(asked)
shown = shown_of([asked.pk])[asked.pk]
sweep_traces()
erase_answers(asked.survey)
sweep_traces()
asked = shown.questions
print(json.dumps([shown.received, shown.counted, str(asked["classes"].total), asked["why"].answered]))
"""


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    made = Hall(tmp_path)
    made.start()
    yield made
    made.kill()


def rows(hall: Hall, question: str) -> list[str]:
    """Read past the server."""
    with contextlib.closing(sqlite3.connect(hall.folder / "plon.sqlite3")) as database:
        return [value for (value,) in database.execute(question).fetchall()]


def test_none_is_lost_none_is_doubled_and_nothing_stays_behind(hall: Hall) -> None:
    address = hall.open_survey()
    told = answer_at_once(hall, address, people=PEOPLE, within=WITHIN)
    assert told.refused == []
    assert len(told.pages) == PEOPLE

    sheets = sorted(int(json.loads(each)["classes"]) for each in rows(hall, "SELECT answers FROM responses_response"))
    assert sheets == list(range(PEOPLE))
    texts = sorted(rows(hall, "SELECT text FROM responses_freetext"))
    assert texts == [f"words-of-{person:04d}" for person in range(PEOPLE)]
    assert rows(hall, "SELECT COUNT(*) FROM responses_receipt") == [PEOPLE]
    assert rows(hall, "SELECT received FROM responses_roundfigures") == [PEOPLE]
    # What the server says aloud tells neither addresses nor devices nor answers nor times of sheets.
    log = hall.log.read_text()
    assert "Plon is ready" in log
    for trace in ("Spyphone", "words-of", "/s/", "POST", "Traceback"):
        assert trace not in log

    # At the end the figures are exact, and no byte of what was erased is left in the file or its log.
    assert hall.say(END) == [PEOPLE, PEOPLE, str(sum(range(PEOPLE))), PEOPLE]
    left = b"".join(path.read_bytes() for path in hall.folder.glob("plon.sqlite3*"))
    assert b"words-of-" not in left
    assert rows(hall, "SELECT received FROM responses_roundfigures") == [PEOPLE]
