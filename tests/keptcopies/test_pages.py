"""The team's pages of kept copies."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.sentences import sentence
from plon.keptcopies.actions import remove_copy
from plon.keptcopies.given import keep_given
from plon.keptcopies.models import KeptCopy
from plon.keptcopies.queries import MOST_ROOM, hash_of
from plon.packages.importing import import_package
from plon.projects.models import Project
from plon.projects.overview import reminders_for
from plon.results.models import Result, ResultLink
from tests.conftest import client_of, read_out
from tests.factories import ResultFactory, ResultLinkFactory
from tests.packages import bags

pytestmark = pytest.mark.django_db
PAGE = b"<!doctype html><title>Rivers</title><p>Lessons beside the river, for every week of the year."
OWN = {"right": "own", "words": "Made by our school in the project.", "is_confirmed": "on"}


@pytest.fixture
def far(published: Result) -> ResultLink:
    return ResultLinkFactory(result=published, url="https://school.example/rivers", title="Rivers")


def kept(link: ResultLink, by: User, **changed: Any) -> KeptCopy:
    pages = {link.url: ("text/html", PAGE)}
    return keep_given(link, by=by, right="own", words="Made by our school.", pages=pages, **changed)


def index_of(project: Project) -> str:
    return reverse("keptcopies:index", args=[project.public_id])


def test_without_public_links_the_page_says_what_to_do(project: Project, editor: User) -> None:
    ResultLinkFactory(result=ResultFactory(project=project), url="https://secret.example/")
    text = client_of(editor).get(index_of(project)).content.decode()
    assert "No public link yet" in text
    assert "secret.example" not in text


@pytest.mark.usefixtures("_quick")
def test_a_copy_is_asked_for_with_its_right(
    project: Project, link: ResultLink, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_of(editor)
    assert "Keep a copy" in client.get(index_of(project)).content.decode()
    address = reverse("keptcopies:new", args=[project.public_id, link.pk])
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, OWN)
    copy = KeptCopy.objects.get()
    assert answer["Location"] == reverse("keptcopies:copy", args=[project.public_id, copy.public_id])
    text = client.get(answer["Location"]).content.decode()
    assert "Kept on" in text
    assert "Made by our school in the project." in text
    assert "is too large" in text
    assert "<iframe" in text
    said = [sentence(each) for each in Event.objects.filter(kind__startswith="copy.").order_by("pk")]
    assert said == ["confirmed the right to a copy of Our site and asked for it", "kept a copy of Żywa rzeka"]


@pytest.mark.parametrize("missing", ["right", "words", "is_confirmed"])
def test_without_a_right_in_words_nothing_is_kept_and_nothing_typed_is_lost(
    project: Project, far: ResultLink, editor: User, missing: str
) -> None:
    address = reverse("keptcopies:new", args=[project.public_id, far.pk])
    answer = client_of(editor).post(address, {name: value for name, value in OWN.items() if name != missing})
    assert answer.status_code == 422
    assert KeptCopy.objects.count() == 0
    text = answer.content.decode()
    assert ("Made by our school in the project." in text) == (missing != "words")
    assert ("Without a right to it nothing is kept" in text) == (missing != "words")


def test_a_link_of_an_example_is_never_fetched(project: Project, far: ResultLink, editor: User) -> None:
    Project.objects.filter(pk=project.pk).update(is_example=True)
    answer = client_of(editor).post(reverse("keptcopies:new", args=[project.public_id, far.pk]), OWN)
    assert answer.status_code == 422
    assert "nobody’s" in answer.content.decode()


def test_contributors_and_officers_look_and_do_not_touch(
    project: Project, far: ResultLink, editor: User, contributor: User, officer: User
) -> None:
    copy = kept(far, editor)
    for person in (contributor, officer):
        client = client_of(person)
        assert "Keep it anew" not in client.get(index_of(project)).content.decode()
        assert client.get(reverse("keptcopies:new", args=[project.public_id, far.pk])).status_code == 403
        assert client.post(reverse("keptcopies:remove", args=[project.public_id, copy.public_id])).status_code == 403
    copy.refresh_from_db()
    assert copy.is_kept


def test_an_old_copy_says_how_old_it_is_and_offers_a_new_one(project: Project, far: ResultLink, editor: User) -> None:
    copy = kept(far, editor, at=timezone.now() - datetime.timedelta(days=400))
    assert "more than a year old" in client_of(editor).get(index_of(project)).content.decode()
    said = "A kept copy of “Rivers” is more than a year old."
    assert said in [each.text for each in reminders_for(project)]
    page = reverse("keptcopies:copy", args=[project.public_id, copy.public_id])
    assert "1\xa0year, 1\xa0month ago" in client_of(editor).get(page).content.decode()
    kept(far, editor)
    assert said not in [each.text for each in reminders_for(project)]


def test_earlier_copies_stay_with_their_dates(project: Project, far: ResultLink, editor: User) -> None:
    first = kept(far, editor, at=datetime.datetime(2024, 5, 2, 12, tzinfo=datetime.UTC))
    second = kept(far, editor)
    page = client_of(editor).get(reverse("keptcopies:copy", args=[project.public_id, second.public_id]))
    assert reverse("keptcopies:copy", args=[project.public_id, first.public_id]) in page.content.decode()
    assert "1 earlier copy" in client_of(editor).get(index_of(project)).content.decode()


def test_a_copy_outlives_its_link(project: Project, far: ResultLink, editor: User) -> None:
    kept(far, editor)
    far.delete()
    assert "the result does not link it any more" in client_of(editor).get(index_of(project)).content.decode()


def test_taking_away_asks_first(project: Project, far: ResultLink, editor: User) -> None:
    copy = kept(far, editor)
    address = reverse("keptcopies:remove", args=[project.public_id, copy.public_id])
    client = client_of(editor)
    assert "deleted for good" in client.get(address).content.decode()
    client.post(address)
    copy.refresh_from_db()
    assert not copy.is_kept
    assert "Rivers" in client.get(index_of(project)).content.decode()
    again = client.post(address, follow=True)
    assert "taken away already" in again.content.decode()


def test_one_that_failed_says_why_and_what_was_tried_last(project: Project, far: ResultLink, editor: User) -> None:
    copy = KeptCopy.objects.create(result=far.result, url=far.url, url_hash=hash_of(far.url), right="own")
    client, page = client_of(editor), reverse("keptcopies:copy", args=[project.public_id, copy.public_id])
    assert "waiting" in client.get(index_of(project)).content.decode()
    for trouble, tag, words in (("login", "not kept", "asks to sign in"), ("", "failed", "went wrong on our side")):
        KeptCopy.objects.filter(pk=copy.pk).update(state="failed", trouble=trouble)
        assert f"{tag}\n" in client.get(index_of(project)).content.decode()
        assert words in client.get(page).content.decode()
    KeptCopy.objects.filter(pk=copy.pk).update(state="cancelled", trouble="")
    assert "no copy" in client.get(index_of(project)).content.decode()
    assert "was stopped; nothing of it is kept" in client.get(page).content.decode()
    stop = client.post(reverse("keptcopies:stop", args=[project.public_id, copy.public_id]), follow=True)
    assert "Stopped." not in stop.content.decode()


def test_copies_come_back_from_a_package_of_an_earlier_plon(
    project: Project, far: ResultLink, editor: User, tmp_path: Path
) -> None:
    """Their states had names of their own then."""
    kept(far, editor)
    remove_copy(kept(far, editor), by=editor)
    KeptCopy.objects.create(result=far.result, url=far.url, url_hash=hash_of(far.url), right="own")
    bags.write(tmp_path / "now.zip", project)
    rows = [json.loads(line) for line in bags.read(tmp_path / "now.zip", "data/record/lasting.jsonl").splitlines()]
    copies = [row for row in rows if row["table"] == "keptcopies.keptcopy"]
    assert len(copies) == 2
    for row in copies:
        row |= {"state": "removed" if row["removed_at"] else "kept", "done": 1, "total": 1}
        del row["ended_at"]
    lines = "".join(json.dumps(row) + "\n" for row in rows).encode()
    then = bags.rewritten(tmp_path / "now.zip", tmp_path / "then.zip", {"data/record/lasting.jsonl": lines})
    bags.wipe()

    import_package(then, by=editor)

    there = KeptCopy.objects.order_by("pk")
    assert [(copy.state, copy.is_kept) for copy in there] == [("done", True), ("done", False)]
    assert [copy.pieces.count() for copy in there] == [1, 0]


def test_the_room_of_a_project_is_limited(project: Project, far: ResultLink, editor: User) -> None:
    copy = kept(far, editor)
    KeptCopy.objects.filter(pk=copy.pk).update(size=MOST_ROOM)
    client = client_of(editor)
    answer = client.post(reverse("keptcopies:new", args=[project.public_id, far.pk]), OWN)
    assert "take all the room they may" in answer.content.decode()
    assert "1.0\xa0GB of 1.0\xa0GB" in client.get(index_of(project)).content.decode()


def test_the_archive_and_its_index_are_handed_to_the_team(project: Project, far: ResultLink, editor: User) -> None:
    copy = kept(far, editor)
    client = client_of(editor)
    answer = read_out(client.get(reverse("keptcopies:archive", args=[project.public_id, copy.public_id])))
    assert answer["Content-Length"] == str(copy.size)
    assert answer["Content-Disposition"].startswith("attachment")
    index = client.get(reverse("keptcopies:archive_index", args=[project.public_id, copy.public_id]))
    assert index.content.decode().startswith("example,school)/rivers 20")


def test_the_list_takes_the_same_questions_with_one_copy_and_three(
    project: Project, far: ResultLink, editor: User, django_assert_max_num_queries: Any
) -> None:
    client = client_of(editor)
    kept(far, editor)
    with django_assert_max_num_queries(20) as first:
        client.get(index_of(project))
    for _each in range(2):
        kept(ResultLinkFactory(result=far.result), editor)
    with django_assert_max_num_queries(len(first)) as then:
        client.get(index_of(project))
    assert len(then) == len(first)
