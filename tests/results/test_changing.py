"""Changing a result: nobody's words are lost, however many write at once."""

import datetime
import json
from html.parser import HTMLParser

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.models import Project
from plon.projects.restoring import restore
from plon.results import actions
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import OrganisationFactory, PartnershipFactory, ResultTextFactory


def test_define_names_the_result_in_one_language(project: Project, editor: User) -> None:
    result = actions.define_result(project, by=editor, title="Dwanaście lekcji", kind="tangible", language="pl")
    assert (result.working_title, result.title_in("pl"), result.languages) == (
        "Dwanaście lekcji",
        "Dwanaście lekcji",
        ["pl"],
    )
    assert Event.objects.get().kind == "result.defined"


def test_define_refuses_a_title_of_nothing(project: Project, editor: User) -> None:
    with pytest.raises(ValidationError):
        actions.define_result(project, by=editor, title="")
    assert not Result.objects.exists()
    assert not Event.objects.exists()


def test_new_results_come_last(project: Project, editor: User) -> None:
    titles = ["first", "second", "third"]
    for title in titles:
        actions.define_result(project, by=editor, title=title)
    assert [result.working_title for result in project.results.all()] == titles


def test_move_changes_the_order_and_stops_at_the_ends(project: Project, editor: User) -> None:
    first, second = (actions.define_result(project, by=editor, title=title) for title in ("first", "second"))
    actions.move_result(second, by=editor, up=True)
    actions.move_result(second, by=editor, up=True)
    assert list(project.results.all()) == [second, first]


def test_change_writes_fields_and_texts(result: Result, editor: User) -> None:
    outcome = actions.change_result(
        result, by=editor, values={"licence": "CC-BY-4.0", "title_pl": "Lekcje nad rzeką", "summary_pl": "Dwanaście."}
    )
    result.refresh_from_db()
    assert (result.licence, result.working_title, result.version) == ("CC-BY-4.0", "Lekcje nad rzeką", 2)
    assert (outcome.version, outcome.conflicts) == (2, {})
    assert Event.objects.get().changes["licence"] == ["", "CC-BY-4.0"]


def test_two_people_in_different_fields_merge(result: Result, editor: User, coordinator: User) -> None:
    actions.change_result(result, by=coordinator, values={"cover_alt": "A river"}, version=1)
    outcome = actions.change_result(result, by=editor, values={"licence": "CC-BY-4.0"}, version=1)
    result.refresh_from_db()
    assert outcome.conflicts == {}
    assert (result.cover_alt, result.licence) == ("A river", "CC-BY-4.0")


def test_two_people_in_one_field_are_asked(result: Result, editor: User, coordinator: User) -> None:
    actions.change_result(result, by=coordinator, values={"summary_en": "Theirs"}, version=1)
    outcome = actions.change_result(result, by=editor, values={"summary_en": "Mine", "cover_alt": "A river"}, version=1)
    assert outcome.conflicts == {"summary_en": "Theirs"}
    result.refresh_from_db()
    assert result.texts.get(language="en").summary == "Theirs"
    assert result.cover_alt == "A river"


def test_own_later_save_does_not_hide_another_persons(result: Result, editor: User, coordinator: User) -> None:
    """Saving one field brings a newer version to the page, but not the other person's words in another."""
    actions.change_result(result, by=coordinator, values={"summary_en": "Theirs"}, version=1)
    saved = actions.change_result(result, by=editor, values={"cover_alt": "A river"}, version=1)
    bases = {"cover_alt": saved.version}
    outcome = actions.change_result(
        result, by=editor, values={"summary_en": "Mine", "cover_alt": "A map"}, version=1, bases=bases
    )
    assert outcome.conflicts == {"summary_en": "Theirs"}
    result.refresh_from_db()
    assert result.cover_alt == "A map"


def test_keystrokes_of_one_sitting_are_one_event(result: Result, editor: User, coordinator: User) -> None:
    with time_machine.travel(datetime.datetime(2026, 5, 4, 12, 0, tzinfo=datetime.UTC), tick=False) as clock:
        for words in ("W", "Wa", "Water"):
            actions.change_result(result, by=editor, values={"summary_en": words})
        assert [event.changes for event in Event.objects.all()] == [{"summary_en": ["", "Water"]}]
        actions.change_result(result, by=coordinator, values={"summary_en": "Water!"})
        clock.shift(datetime.timedelta(minutes=11))
        actions.change_result(result, by=coordinator, values={"summary_en": "Water?"})
    assert [event.changes["summary_en"] for event in Event.objects.order_by("id")] == [
        ["", "Water"], ["Water", "Water!"], ["Water!", "Water?"],
    ]  # fmt: skip


def test_a_change_can_be_put_back(result: Result, editor: User) -> None:
    partner = OrganisationFactory()
    PartnershipFactory(project=result.project, organisation=partner)
    day = datetime.date(2026, 3, 1)
    before = {"responsible": partner, "planned_for": day, "summary_en": "Before"}
    actions.change_result(result, by=editor, values=before)
    Event.objects.all().delete()
    after = {"responsible": None, "planned_for": None, "summary_en": "After"}
    actions.change_result(result, by=editor, values=after)
    restore(Event.objects.get(), by=editor)
    result.refresh_from_db()
    assert (result.responsible, result.planned_for) == (partner, day)
    assert result.texts.get(language="en").summary == "Before"


class _Hidden(HTMLParser):
    """Reads a form as a browser without JavaScript does."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "input" and known.get("type") == "hidden":
            self.values[str(known["name"])] = known.get("value") or ""


def _page_of(person: User, result: Result) -> dict[str, str]:
    page = _Hidden()
    page.feed(client_of(person).get(result.get_workspace_url()).content.decode())
    return {"version": page.values["version"], "seen": page.values["seen"], "kind": "tangible"}


def test_form_without_javascript_keeps_what_others_wrote(result: Result, editor: User, coordinator: User) -> None:
    ResultTextFactory(result=result, language="en", title="Old title", summary="Old summary")
    page = _page_of(editor, result)
    actions.change_result(result, by=coordinator, values={"summary_en": "Theirs"})
    answer = client_of(editor).post(
        result.get_workspace_url(), {**page, "title_en": "My title", "summary_en": "Old summary"}
    )
    assert answer.status_code == 302
    text = result.texts.get(language="en")
    assert (text.title, text.summary) == ("My title", "Theirs")


def test_form_without_javascript_shows_both_texts(result: Result, editor: User, coordinator: User) -> None:
    ResultTextFactory(result=result, language="en", title="Old title", summary="Old summary")
    page = _page_of(editor, result)
    actions.change_result(result, by=coordinator, values={"summary_en": "Theirs"})
    client = client_of(editor)
    mine = {**page, "title_en": "Old title", "summary_en": "Mine"}
    answer = client.post(result.get_workspace_url(), mine)
    assert answer.status_code == 200
    assert answer.context["conflicts"] == {"Description": "Theirs"}
    shown = answer.content.decode()
    assert ">\nMine</textarea>" in shown
    again = _Hidden()
    again.feed(shown)
    answer = client.post(result.get_workspace_url(), {**mine, **again.values})
    assert answer.status_code == 302
    assert result.texts.get(language="en").summary == "Mine"


def _save(person: User, result: Result, **data: object) -> dict[str, object]:
    url = reverse("results:save", args=[result.project.public_id, result.public_id])
    answer = client_of(person).post(url, data)
    assert answer.status_code == 200
    return dict(json.loads(answer.content))


def test_autosave_writes_only_what_changed(result: Result, editor: User) -> None:
    answer = _save(
        editor,
        result,
        changed=["languages", "carries_emblem"],
        languages=["pl", "en"],
        carries_emblem="on",
        version="1",
    )
    assert (answer["version"], answer["errors"], answer["conflict"]) == (2, {}, {})
    result.refresh_from_db()
    assert (result.languages, result.carries_emblem, result.kind) == (["pl", "en"], True, "tangible")


def test_autosave_unticks(complete: Result, editor: User) -> None:
    _save(editor, complete, changed=["carries_emblem", "languages"], version="1")
    complete.refresh_from_db()
    assert (complete.carries_emblem, complete.languages) == (False, [])


@pytest.mark.parametrize("day", ["1899-12-31", "2999-01-01", "yesterday"])
def test_autosave_says_what_is_wrong_with_a_day_and_keeps_the_rest(result: Result, editor: User, day: str) -> None:
    answer = _save(
        editor, result, changed=["planned_for", "cover_alt"], planned_for=day, cover_alt="A jar", version="1"
    )
    assert list(answer["errors"]) == ["planned_for"]  # type: ignore[call-overload]
    result.refresh_from_db()
    assert (result.planned_for, result.cover_alt) == (None, "A jar")


def test_autosave_names_the_other_persons_choice(result: Result, editor: User, coordinator: User) -> None:
    partner = OrganisationFactory(name="School by the river")
    PartnershipFactory(project=result.project, organisation=partner)
    actions.change_result(result, by=coordinator, values={"responsible": partner, "licence": "CC-BY-4.0"})
    answer = _save(editor, result, changed=["responsible", "licence"], responsible="", licence="CC0-1.0", version="1")
    assert answer["conflict"] == {
        "responsible": {"yours": "", "theirs": "School by the river", "value": partner.pk},
        "licence": {"yours": "CC0-1.0", "theirs": "CC BY 4.0: name the author", "value": "CC-BY-4.0"},
    }


def test_autosave_takes_a_language_just_added(result: Result, editor: User) -> None:
    _save(editor, result, changed=["title_de"], title_de="Am Fluss", version="1")
    assert result.texts.get(language="de").title == "Am Fluss"


def test_autosave_ignores_fields_and_languages_that_do_not_exist(result: Result, editor: User) -> None:
    answer = _save(editor, result, changed=["state", "title_xx", "published_at"], state="published", title_xx="X")
    assert (answer["version"], result.texts.count()) == (1, 0)
    result.refresh_from_db()
    assert result.state == "planned"


def test_html_in_titles_is_text(result: Result, editor: User) -> None:
    actions.change_result(result, by=editor, values={"title_pl": "<script>alert(1)</script>"})
    client = client_of(editor)
    for page in (result.get_workspace_url(), reverse("results:index", args=[result.project.public_id])):
        shown = client.get(page).content.decode()
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_double_click_defines_once(project: Project, editor: User) -> None:
    client = client_of(editor)
    url = reverse("results:new", args=[project.public_id])
    form = {"title": "Lessons", "kind": "tangible", "language": "en",
            "form_token": "5c3cbd3e-7a3c-4f2a-9d0e-0a6f7d3a1b2c"}  # fmt: skip
    first, second = client.post(url, form), client.post(url, form)
    assert first["Location"] == second["Location"]
    assert project.results.count() == 1


def test_moving_comes_back_to_the_button_pressed(project: Project, editor: User) -> None:
    made = [actions.define_result(project, by=editor, title=title) for title in ("first", "second", "third")]
    client = client_of(editor)
    index = reverse("results:index", args=[project.public_id])
    move = reverse("results:move", args=[project.public_id, made[2].public_id])
    shown = [client.post(move, {"to": "up"})["Location"] for _press in range(2)]
    assert shown == [f"{index}#{made[2].public_id}-up", f"{index}#{made[2].public_id}-down"]
    page = client.get(index).content.decode()
    assert f'id="{made[2].public_id}-down"' in page
    assert f'id="{made[2].public_id}-up"' not in page


def test_autosave_brings_the_checklist_up_to_date(result: Result, editor: User) -> None:
    panels = [
        _save(editor, result, changed=["licence"], licence=licence)["panels"]["checklist"]  # type: ignore[index]
        for licence in ("", "CC-BY-4.0")
    ]
    assert ["#field-licence" in panel for panel in panels] == [True, False]
