"""Links are stable: what stands on paper leads on."""

import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections

from plon.accounts.models import User
from plon.history.models import Event
from plon.identifiers import ALPHABET
from plon.projects.models import Project
from plon.results.models import Result
from plon.shortlinks import actions
from plon.shortlinks.models import ShortLink
from tests.factories import ResultFactory


def test_the_same_tool_always_gets_the_same_link(project: Project, result: Result, editor: User) -> None:
    first = actions.link_for(project, result=result, tool="poster", language="pl", by=editor)
    again = actions.link_for(project, result=result, tool="poster", language="pl", by=editor)
    others = [
        actions.link_for(project, result=result, tool="poster", language="en", by=editor),
        actions.link_for(project, result=result, tool="leaflet", language="pl", by=editor),
        actions.link_for(project, result=result, tool="poster", language="pl", channel="print", by=editor),
        actions.link_for(project, tool="poster", language="pl", by=editor),
    ]
    assert again == first
    assert len({first.code, *(link.code for link in others)}) == 5
    assert first.made_by == editor


def test_its_address_is_short_and_has_no_letter_to_misread(link: ShortLink, settings: Any) -> None:
    settings.BASE_URL = "https://plon.example.org"
    assert link.address == f"https://plon.example.org/l/{link.code}"
    assert len(link.code) == 7
    assert set(link.code) <= set(ALPHABET)
    assert not set("01oil") & set(ALPHABET)


def test_a_code_that_is_taken_is_drawn_anew(
    link: ShortLink, project: Project, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([link.code, "2345678"])
    monkeypatch.setattr(ShortLink._meta.get_field("code"), "_get_default", lambda: next(drawn))
    assert actions.link_for(project, tool="slides", by=editor).code == "2345678"


def test_a_link_outlives_its_result(project: Project, editor: User) -> None:
    first, second = ResultFactory(project=project), ResultFactory(project=project)
    links = [actions.link_for(project, result=result, tool="poster", by=editor) for result in (first, second)]
    for result in (first, second):
        result.delete()
    for link in links:
        link.refresh_from_db()
        assert link.result is None
    assert actions.link_for(project, tool="poster", by=editor) not in links


def test_an_own_link_has_a_name_and_a_history(project: Project, editor: User) -> None:
    link = actions.add_link(project, by=editor, label="  School   newspaper ", channel="press")
    assert (link.label, link.tool, link.channel) == ("School newspaper", "", "press")
    changed = actions.change_link(link, by=editor, label="Town newspaper", channel="press")
    assert changed.code == link.code
    actions.retire_link(link, by=editor)
    actions.bring_back_link(link, by=editor)
    kinds = list(Event.objects.filter(kind__startswith="shortlink.").values_list("kind", flat=True).order_by("pk"))
    assert kinds == ["shortlink.made", "shortlink.changed", "shortlink.retired", "shortlink.brought_back"]


def test_nothing_is_recorded_where_nothing_changed(project: Project, editor: User) -> None:
    link = actions.add_link(project, by=editor, label="Facebook")
    actions.change_link(link, by=editor, label="Facebook", channel="")
    actions.bring_back_link(link, by=editor)
    assert list(Event.objects.filter(kind__startswith="shortlink.").values_list("kind", flat=True)) == [
        "shortlink.made"
    ]


def test_a_link_without_a_name_or_like_another_is_refused(project: Project, editor: User) -> None:
    actions.add_link(project, by=editor, label="Facebook", channel="social-media")
    with pytest.raises(actions.LinkRefused, match="where you will put"):
        actions.add_link(project, by=editor, label="   ")
    with pytest.raises(ValidationError, match="such a link already"):
        actions.add_link(project, by=editor, label="Facebook", channel="social-media")
    assert ShortLink.objects.count() == 1


def test_the_link_of_a_tool_is_not_renamed(link: ShortLink, editor: User) -> None:
    with pytest.raises(actions.LinkRefused, match="belongs to a tool"):
        actions.change_link(link, by=editor, label="Mine", channel="")


def test_a_link_that_was_put_away_is_taken_out_when_its_tool_is_made_again(link: ShortLink, editor: User) -> None:
    actions.retire_link(link, by=editor)
    again = actions.link_for(link.project, result=link.result, tool="poster", language="pl", by=editor)
    assert (again.pk, again.retired_at) == (link.pk, None)


def test_what_somebody_made_at_the_same_moment_is_found(link: ShortLink, editor: User) -> None:
    use = {"project": link.project, "result_key": link.result_key, "tool": "poster", "channel": "", "language": "pl"}
    assert actions._made({**use, "label": ""}, link.result, editor) == link


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor == "sqlite", reason="writers of a database in memory don't wait for each other")
@pytest.mark.django_db(transaction=True)
def test_two_kits_at_once_share_a_link(project: Project, editor: User) -> None:
    made: list[str] = []

    def make() -> None:
        try:
            made.append(actions.link_for(project, tool="leaflet", language="pl", by=editor).code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1
