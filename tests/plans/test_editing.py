"""Working on a plan: copies, sentences in several languages, two people at once."""

import datetime
import uuid
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans import actions, poster_views
from plon.plans.examples import indicator_examples
from plon.plans.forms import IndicatorForm
from plon.plans.models import ExpectedReach, Indicator, Message, PlannedActivity, TargetGroup
from plon.plans.refusals import ChangedMeanwhile, ElsewhereInPlon
from plon.projects.models import Project
from plon.results.models import Result
from plon.typeset.compiler import TypesetError
from tests.conftest import client_of
from tests.factories import IndicatorFactory, PlannedActivityFactory, ResultFactory, TargetGroupFactory


def address(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/plan/{rest}"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def result(project: Project) -> Result:
    return ResultFactory(project=project, working_title="Lessons by the water")


@pytest.fixture
def group(project: Project) -> TargetGroup:
    return TargetGroupFactory(project=project, name="Science teachers", size=240)


def sentences(message: Message | None) -> dict[str, str]:
    assert message is not None
    return {text.language: text.text for text in message.texts.all()}


def test_a_copied_activity_shares_the_same_with_the_same_people_on_no_day_yet(
    project: Project, result: Result, group: TargetGroup, editor: User
) -> None:
    activity = PlannedActivityFactory(project=project, title="Workshop", start=datetime.date(2026, 5, 4))
    activity.results.add(result)
    ExpectedReach.objects.create(activity=activity, group=group, people=20)

    copy = actions.duplicate_item(activity, by=editor)

    assert (copy.title, copy.start, list(copy.results.all())) == ("Workshop (copy)", None, [result])
    assert [(reach.group, reach.people) for reach in copy.reach.all()] == [(group, 20)]
    assert list(PlannedActivity.objects.all()) == [activity, copy]


def test_a_name_that_fills_its_field_can_be_copied(project: Project, editor: User) -> None:
    indicator = IndicatorFactory(project=project, name="x" * 300)

    assert actions.duplicate_item(indicator, by=editor).name == "x" * 293 + " (copy)"


def test_one_press_makes_one_copy_and_opens_it(group: TargetGroup, editor: User) -> None:
    client, data = client_of(editor), {"form_token": uuid.uuid4()}

    for _ in range(2):
        answer = client.post(address(group.project, f"group/{group.public_id}/duplicate/"), data)

    copy = TargetGroup.objects.exclude(pk=group.pk).get()
    assert (copy.name, copy.size) == ("Science teachers (copy)", 240)
    assert answer["Location"] == address(group.project, f"group/{copy.public_id}/")


def test_readers_copy_nothing(group: TargetGroup, contributor: User, officer: User, stranger: User) -> None:
    where = address(group.project, f"group/{group.public_id}/duplicate/")

    assert [client_of(person).post(where).status_code for person in (contributor, officer, stranger)] == [403, 403, 404]
    assert TargetGroup.objects.get() == group


def test_a_sentence_in_a_language_that_was_not_asked_for_stays(
    result: Result, group: TargetGroup, editor: User
) -> None:
    actions.write_message(result, group, by=editor, texts={"de": "Alles bereit.", "pl": "Gotowe."})

    message = actions.write_message(result, group, by=editor, texts={"pl": "", "en": ""})

    assert sentences(message) == {"de": "Alles bereit."}


def test_the_form_asks_for_the_languages_of_the_project(
    project: Project, result: Result, group: TargetGroup, editor: User
) -> None:
    Project.objects.filter(pk=project.pk).update(languages=["de", "pl"])
    where = address(project, f"messages/{result.public_id}/{group.public_id}/")

    page = client_of(editor).get(where).content.decode()
    client_of(editor).post(where, {"pl": "Gotowe.", "en": "", "de": "Bereit.", "version": "0"})

    assert [code for code in ("pl", "en", "de", "fr") if f'name="{code}"' in page] == ["pl", "en", "de"]
    assert sentences(Message.objects.get()) == {"pl": "Gotowe.", "de": "Bereit."}


def test_two_people_writing_one_message_lose_nothing(
    project: Project, result: Result, group: TargetGroup, editor: User
) -> None:
    actions.write_message(result, group, by=editor, texts={"pl": "Ich zdanie."})
    where = address(project, f"messages/{result.public_id}/{group.public_id}/")

    page = client_of(editor).post(where, {"pl": "Moje zdanie.", "en": "", "version": "0"}).content.decode()

    assert "Ich zdanie." in page
    assert "Moje zdanie." in page
    assert sentences(Message.objects.get()) == {"pl": "Ich zdanie."}
    client_of(editor).post(where, {"pl": "Moje zdanie.", "en": "", "version": Message.objects.get().version})
    assert sentences(Message.objects.get()) == {"pl": "Moje zdanie."}


def test_an_old_version_of_a_message_is_refused(result: Result, group: TargetGroup, editor: User) -> None:
    message = actions.write_message(result, group, by=editor, texts={"pl": "Raz."})
    assert message is not None
    actions.write_message(result, group, by=editor, texts={"pl": "Dwa."}, version=message.version)

    with pytest.raises(ChangedMeanwhile):
        actions.write_message(result, group, by=editor, texts={"pl": "Trzy."}, version=message.version)


def test_a_message_is_put_back(result: Result, group: TargetGroup, editor: User) -> None:
    actions.write_message(result, group, by=editor, texts={"pl": "Raz."})
    actions.write_message(result, group, by=editor, texts={"pl": "Dwa."})

    actions.put_message_back(Event.objects.order_by("pk").last() or Event(), editor)

    assert sentences(Message.objects.get()) == {"pl": "Raz."}


def test_nothing_is_put_back_into_what_is_gone(group: TargetGroup, editor: User) -> None:
    actions.change_group(group, by=editor, name="Teachers")
    event = Event.objects.get()
    actions.remove_item(group, by=editor)

    with pytest.raises(ElsewhereInPlon):
        actions.put_back(event, editor)


def test_the_text_of_the_other_person_is_told_in_words(project: Project, editor: User) -> None:
    indicator = IndicatorFactory(
        project=project, level="use", target_date=datetime.date(2027, 2, 28), version=2, target="25"
    )

    page = (
        client_of(editor)
        .post(
            address(project, f"indicator/{indicator.public_id}/"),
            {"name": indicator.name, "measures": "result", "nature": "quantitative", "level": "reach",
             "target_date": "2027-03-01", "target": "25", "version": "1"},
        )
        .content.decode()
    )  # fmt: skip

    assert "<strong>Theirs</strong> <span>use</span>" in page
    assert "<span>2027-02-28" not in page
    assert Indicator.objects.get().level == "use"


def test_a_poster_that_can_not_be_set_says_so(project: Project, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise TypesetError

    monkeypatch.setattr(poster_views, "render_poster", broken)

    answer = client_of(editor).get(
        address(project, "poster/file/?paper=A3&orientation=landscape&language=pl&content=blank"), follow=True
    )

    assert "Your plan is safe" in answer.content.decode()


def test_every_example_fits_the_form_in_both_languages(project: Project) -> None:
    for language in ("pl", "en"):
        for example in indicator_examples(language):
            form = IndicatorForm(example.as_initial(), project=project)
            assert form.is_valid(), (example.code, form.errors)
    assert indicator_examples("pl")[0].name == "Rezultaty opublikowane na otwartej licencji"


def test_an_indicator_begins_from_an_example(project: Project, editor: User) -> None:
    page = client_of(editor).get(address(project, "indicator/new/?example=users")).content.decode()
    plain = client_of(editor).get(address(project, "indicator/new/?example=dragon")).content.decode()

    assert 'value="Organisations outside the partnership that use the result"' in page
    assert 'value="Organisations outside the partnership that use the result"' not in plain


def test_an_empty_plan_offers_a_blank_poster(project: Project, editor: User) -> None:
    assert "content=blank" in client_of(editor).get(address(project)).content.decode()
    TargetGroupFactory(project=project)
    assert "content=blank" not in client_of(editor).get(address(project)).content.decode()
