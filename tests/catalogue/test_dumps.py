"""The whole public catalogue as files: what is public and nothing else, replaced at once, asked for conditionally."""

import datetime
import gzip
import hashlib
import json
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import storages
from django.core.management import call_command
from django.test import Client

from plon.catalogue import dump_lines, dumps
from plon.catalogue.dumps import KEEP, all_dumps, is_due, make_dumps, make_if_due, newest_dumps
from plon.results.models import Result
from tests.catalogue.conftest import make_result
from tests.conftest import read_out


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def lines_of(kind: str) -> list[dict[str, Any]]:
    with storages["public"].open(newest_dumps()[kind].path) as stored, gzip.open(stored) as unpacked:
        return [json.loads(line) for line in unpacked]


def test_everything_public_is_in_the_files_and_nothing_else(published: Result, secret: Result) -> None:
    make_result(published.project, "Wycofany", state="withdrawn", withdrawn_at="2026-06-01T00:00Z")
    published.files.create(
        result=published, name="draft.docx", size=1, sha256="1" * 64, media_type="x", path="y", is_public=False
    )
    make_dumps()
    [result], [project], [organisation] = (lines_of(kind) for kind in dumps.KINDS)
    assert (result["id"], result["licence"], result["languages"]) == (published.public_id, "CC-BY-4.0", ["pl", "en"])
    assert {text["language"]: text["title"] for text in result["texts"]} == {
        "pl": "Dziesięć lekcji nad rzeką", "en": "Ten lessons by the river",
    }  # fmt: skip
    assert [file["name"] for file in result["files"]] == ["lekcje.pdf"]
    assert (project["number"], project["results"]) == (published.project.number, [published.public_id])
    assert [part["name"] for part in project["organisations"]] == [organisation["name"]] == ["Szkoła nad Rzeką"]
    written = json.dumps([result, project, organisation], ensure_ascii=False)
    assert "anna.nowak" not in written
    assert "a•••@•••" in written
    for hidden in ("Tajemni", "Wycofany", "draft.docx", secret.public_id):
        assert hidden not in written
    for line in (result, project, organisation):
        path = "/" + line["page"].partition("//")[2].partition("/")[2]
        assert Client().get(path).status_code == 200


def test_reading_asks_as_often_for_one_as_for_many(
    published: Result, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(4):
        make_result(published.project, f"Poradnik {number}")
    with django_assert_max_num_queries(6):
        assert len(list(dump_lines.result_lines())) == 5
    monkeypatch.setattr(dump_lines, "AT_ONCE", 2)
    assert len({line["id"] for line in dump_lines.result_lines()}) == 5


def test_a_new_file_takes_the_place_of_the_old_one_at_once(published: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [datetime.datetime(2026, 5, day, 1, tzinfo=datetime.UTC) for day in (1, 2, 3)]
    for moment in moments:
        monkeypatch.setattr(dumps.timezone, "now", lambda moment=moment: moment)
        make_dumps()
    assert [dump.made_at for dump in all_dumps() if dump.kind == "results"] == moments[:0:-1]
    assert len(all_dumps()) == KEEP * len(dumps.KINDS)
    newest = newest_dumps()["results"]
    with storages["public"].open(newest.path) as stored:
        content = stored.read()
    assert (hashlib.sha256(content).hexdigest(), len(content), newest.count) == (newest.sha256, newest.size, 1)

    def broken() -> Any:
        yield {"id": "1"}
        raise OSError("the disk is full")

    monkeypatch.setitem(dumps.KINDS, "results", broken)
    with pytest.raises(OSError, match="full"):
        make_dumps()
    cache.clear()
    assert newest_dumps()["results"] == newest


def test_it_is_made_once_a_night(published: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [datetime.datetime(2026, 5, 1, 9, tzinfo=datetime.UTC)]
    monkeypatch.setattr(dumps.timezone, "now", lambda: now[0])
    made = []
    for hours in (0, 5, 5, 5, 5, 24):
        now[0] += datetime.timedelta(hours=hours)
        cache.clear()
        before = len(all_dumps())
        is_tonight = is_due(now[0])
        make_if_due()
        made.append((is_tonight, len(all_dumps()) > before or newest_dumps()["results"].made_at == now[0]))
    assert [made_now for _due, made_now in made] == [True, False, False, True, False, True]
    assert all(due == made_now for due, made_now in made)


def test_files_are_handed_out_in_parts_and_only_when_they_changed(published: Result, client: Client) -> None:
    assert client.get("/data/results.jsonl.gz").status_code == 404
    assert "Wróć jutro" in client.get("/pl/data/").content.decode()
    make_dumps()
    answer = client.get("/data/results.jsonl.gz")
    read_out(answer)
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    dump = newest_dumps()["results"]
    assert answer["ETag"] == f'"{dump.sha256}"'
    for header, value in (("if-none-match", answer["ETag"]), ("if-modified-since", answer["Last-Modified"])):
        again = client.get("/data/results.jsonl.gz", headers={header: value})
        assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "public, max-age=3600")
    part = client.get("/data/results.jsonl.gz", headers={"range": "bytes=10-19"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 10-19/{dump.size}")
    read_out(part)
    assert client.get("/data/dragons.jsonl.gz").status_code == 404


def test_the_page_and_the_list_say_what_is_there(published: Result, client: Client) -> None:
    call_command("dump")
    dump = newest_dumps()["projects"]
    for language, word in (("pl", "Katalog jako dane"), ("en", "The catalogue as data")):
        page = client.get(f"/{language}/data/").content.decode()
        assert word in page
        assert dump.sha256 in page
    listed = client.get("/data/index.json").json()
    assert [(each["kind"], each["count"]) for each in listed["files"]] == [
        ("results", 1), ("projects", 1), ("organisations", 1),
    ]  # fmt: skip
    for each in listed["files"]:
        assert read_out(client.get("/data/" + each["address"].rpartition("/")[2])).status_code == 200
