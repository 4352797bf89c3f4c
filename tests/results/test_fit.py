"""The fit card: nothing stands on it that the team did not say, and what stands there can be filtered by."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.models import Project
from plon.projects.restoring import restore
from plon.results.checks import findings_for
from plon.results.fit.actions import change_fit, copy_fit
from plon.results.fit.facets import facets_of
from plon.results.fit.guessing import guesses_for
from plon.results.fit.presenting import ages, card_of, duration, people, permission
from plon.results.fit.questions import answered
from plon.results.models import FitCard, Result
from plon.search.models import IndexChange
from tests.conftest import client_of
from tests.factories import ResultFactory, ResultLinkFactory, TargetGroupFactory

LESSONS = {
    "audiences": ["teacher"],
    "learners": ["rural"],
    "levels": ["primary"],
    "age_from": 10,
    "age_to": 15,
    "time_from": 1,
    "time_to": 2,
    "group_from": 10,
    "group_to": 30,
    "qualities": ["piloted"],
    "piloted_with": 120,
    "materials_pl": "Termometr.",
}


@pytest.fixture
def complete(complete: Result) -> Result:
    """A result that lacks nothing but its fit card."""
    FitCard.objects.filter(result=complete).delete()
    return Result.objects.get(pk=complete.pk)


def fresh(result: Result) -> Result:
    return Result.objects.select_related("project", "fit").prefetch_related("files", "links", "texts").get(pk=result.pk)


def address(result: Result, name: str = "fit") -> str:
    return reverse(f"results:{name}", args=[result.project.public_id, result.public_id])


def test_answers_are_kept_told_and_found(complete: Result, editor: User) -> None:
    outcome = change_fit(complete, by=editor, values=LESSONS, version=0)
    told = fresh(complete)
    assert (outcome.version, outcome.conflicts, told.fit.minutes_to) == (1, {}, 90)
    assert facets_of(told) == {
        "audience": ("teacher", "rural"),
        "age": ("10-12", "13-15"),
        "level": ("primary",),
        "time": ("lesson", "two-lessons"),
        "size": ("6-15", "16-30"),
        "editable": ("yes",),  # its file is
        "quality": ("piloted",),
    }
    event = Event.objects.filter(kind="fit.changed").get()
    assert event.changes["age_to"] == [None, 15]
    restore(event, by=editor)
    assert (fresh(complete).fit.age_to, fresh(complete).fit.audiences) == (None, [])


def test_a_result_without_a_card_says_nothing_but_what_its_files_say(complete: Result) -> None:
    assert facets_of(fresh(complete)) == {"editable": ("yes",)}
    assert card_of(fresh(complete), "en") is None
    complete.files.update(is_editable=False)
    assert facets_of(fresh(complete)) == {}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"age_from": 15, "age_to": 10}, "age_to"),
        ({"time_from": 3, "time_to": 2}, "time_to"),
        ({"levels": ["kindergarten cop"]}, "levels"),
        ({"time_unit": "moons"}, "time_unit"),
        ({"age_to": 1000}, "age_to"),
        ({"works_offline": "perhaps"}, "works_offline"),
    ],
)
def test_what_would_mislead_a_visitor_cannot_be_saved(
    result: Result, editor: User, values: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        change_fit(result, by=editor, values=values)
    assert field in refusal.value.message_dict
    assert not FitCard.objects.exists()


def test_two_people_merge_field_by_field(result: Result, editor: User, coordinator: User) -> None:
    change_fit(result, by=editor, values={"age_from": 10}, version=0)
    other = change_fit(result, by=coordinator, values={"age_from": 12, "age_to": 15}, version=0)
    assert other.conflicts == {"age_from": 10}
    card = fresh(result).fit
    assert (card.age_from, card.age_to) == (10, 15)


def test_a_published_result_is_indexed_again(complete: Result, editor: User) -> None:
    Result.objects.filter(pk=complete.pk).update(state="published", published_at=complete.created_at)
    before = fresh(complete).updated_at
    change_fit(complete, by=editor, values={"levels": ["primary"]})
    assert IndexChange.objects.filter(kind="result", key=complete.pk).exists()
    assert fresh(complete).updated_at > before


def test_a_copy_fills_only_what_is_open_and_never_the_evidence(result: Result, project: Project, editor: User) -> None:
    source = ResultFactory(project=project, working_title="Another")
    change_fit(source, by=editor, values=LESSONS)
    change_fit(result, by=editor, values={"age_from": 6})
    assert copy_fit(result, by=editor, source=fresh(source)) == 8
    card = fresh(result).fit
    assert (card.age_from, card.age_to) == (6, None)  # a range stays whole
    assert (card.group_to, card.audiences, card.qualities, card.piloted_with) == (30, ["teacher"], [], None)
    assert card.texts.get().materials == "Termometr."
    assert copy_fit(result, by=editor, source=fresh(source)) == 0


def test_guesses_are_offered_and_never_saved_by_themselves(complete: Result, editor: User) -> None:
    TargetGroupFactory(project=complete.project, kind="teachers")
    found = guesses_for(fresh(complete))
    assert {name: guess.value for name, guess in found.items()} == {
        "levels": ("primary", "lower-secondary", "upper-secondary"),
        "audiences": ("teacher",),
        "editable": "yes",
        "works_offline": "yes",
    }
    ResultLinkFactory(result=complete)
    change_fit(complete, by=editor, values={"levels": ["primary"]})
    assert set(guesses_for(fresh(complete))) == {"audiences", "editable"}
    assert fresh(complete).fit.audiences == []


@pytest.mark.parametrize(
    ("values", "en", "pl"),
    [
        ({"age_from": 10, "age_to": 15}, "10 to 15 years", "10–15 lat"),
        ({"age_from": 18}, "from 18 years", "od 18 lat"),
        ({"age_from": 0, "age_to": 3}, "up to 3 years", "do 3 lat"),
        ({"group_from": 10, "group_to": 22}, "10 to 22 people", "10–22 osoby"),
        ({"group_from": 1, "group_to": 1}, "one person", "jedna osoba"),
        ({"group_to": 30}, "up to 30 people", "do 30 osób"),
        ({"time_from": 1, "time_to": 2}, "1 to 2 lessons of 45 minutes", "1–2 lekcje po 45 minut"),
        ({"time_to": 5, "time_unit": "days"}, "5 days", "5 dni"),
        ({"time_from": 90, "time_unit": "minutes"}, "90 minutes", "90 minut"),
    ],
)
def test_ranges_read_as_people_say_them(values: dict[str, object], en: str, pl: str) -> None:
    card = FitCard(**values)
    for language, expected in (("en", en), ("pl", pl)):
        with translation.override(language):
            assert (ages(card) or people(card) or duration(card)) == expected


def test_the_licence_stands_in_a_line() -> None:
    assert permission("CC-BY-SA-4.0") == "use it, change it, pass it on (name the authors; keep the same licence)"
    assert permission("") == ""


def test_the_card_reads_well_and_keeps_silent_about_what_is_open(complete: Result, editor: User) -> None:
    change_fit(complete, by=editor, values={**LESSONS, "quality_note_en": "Eight <b>schools</b>."})
    page = render_to_string("results/fit/_card.html", {"card": card_of(fresh(complete), "en"), "LANGUAGE_CODE": "en"})
    assert "teachers" in page
    assert "10 to 15 years" in page
    assert "It was used with the people it is made for" in page
    assert "Tried out by 120 people." in page
    assert 'lang="pl"' in page  # there are materials in Polish only
    assert "Eight &lt;b&gt;schools" in page
    assert "Works without the internet" not in page


def test_advice_names_each_open_part_and_stops_nothing(complete: Result, editor: User) -> None:
    codes = {finding.code: finding for finding in findings_for(fresh(complete)) if finding.place == "fit"}
    assert set(codes) == {"fit-audience", "fit-age", "fit-time", "fit-size", "fit-quality"}
    assert not any(finding.is_must for finding in codes.values())
    change_fit(complete, by=editor, values=LESSONS)
    assert not [finding for finding in findings_for(fresh(complete)) if finding.place == "fit"]
    assert answered(fresh(complete).fit) == (7, 9)


def test_the_questions_save_without_javascript_and_take_guesses(complete: Result, editor: User) -> None:
    client = client_of(editor)
    page = client.get(address(complete))
    assert b"Our guess:" in page.content
    form = page.context["form"]
    sent = {"version": "0", "seen": form["seen"].value(), "age_from": "10", "age_to": "15", "time_unit": "lessons"}
    answer = client.post(address(complete), {**sent, "accept": "levels"})
    assert answer.status_code == 302
    card = fresh(complete).fit
    assert (card.age_to, card.levels) == (15, ["primary", "lower-secondary", "upper-secondary"])
    assert card.editable == ""
    refused = client.post(address(complete), {**sent, "version": "1", "age_from": "20", "seen": ""})
    assert "can’t be less than" in refused.content.decode()
    assert fresh(complete).fit.age_from == 10


def test_autosave_tells_errors_conflicts_and_shows_the_card(complete: Result, editor: User) -> None:
    client = client_of(editor)
    url = address(complete, "save_fit")
    first = client.post(url, {"changed": ["age_from", "audiences"], "age_from": "10", "audiences": ["teacher"],
                              "version": "0"}).json()  # fmt: skip
    assert (first["version"], first["errors"], first["conflict"]) == (1, {}, {})
    assert "from 10 years" in first["panels"]["fit-preview"]
    wrong = client.post(url, {"changed": "age_to", "age_to": "5", "version": "1"}).json()
    assert wrong["errors"]["age_to"] == ["“To” can’t be less than “from”."]
    assert wrong["waiting"] == ["age_to"]
    late = client.post(url, {"changed": "age_from", "age_from": "9", "version": "0"}).json()
    assert late["conflict"]["age_from"]["value"] == 10
    odd = client.post(url, {"changed": "age_from", "age_from": "ten", "bases": json.dumps({"age_from": 99})}).json()
    assert "age_from" in odd["errors"]


def test_copying_by_the_page(complete: Result, project: Project, editor: User) -> None:
    source = ResultFactory(project=project, working_title="Another")
    client = client_of(editor)
    change_fit(source, by=editor, values=LESSONS)
    assert b"Another" in client.get(address(complete)).content
    change_fit(complete, by=editor, values={"age_from": 6})
    assert f"{address(complete)}#q-quality" in client.get(complete.get_workspace_url()).content.decode()
    client.post(address(complete, "copy_fit"), {"source": source.public_id})
    assert fresh(complete).fit.levels == ["primary"]
    assert client.post(address(complete, "copy_fit"), {"source": "nonsense"}).status_code == 302


def test_colleagues_read_the_questions_and_strangers_learn_nothing(
    complete: Result, contributor: User, stranger: User
) -> None:
    page = client_of(contributor).get(address(complete))
    assert (page.status_code, page.context["form"]["age_from"].field.disabled) == (200, True)
    answers = {"changed": "age_from", "age_from": "3"}
    assert client_of(contributor).post(address(complete), {"age_from": "3"}).status_code == 403
    for name in ("save_fit", "copy_fit"):
        assert client_of(contributor).post(address(complete, name), answers).status_code == 403
        assert client_of(stranger).post(address(complete, name), answers).status_code == 404
    assert not FitCard.objects.exists()
