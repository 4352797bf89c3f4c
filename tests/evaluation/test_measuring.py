"""Values are entered, replaced and withdrawn, and none is ever edited."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from plon.accounts.models import User
from plon.evaluation.actions import (
    add_statement,
    enter_value,
    feed_by_counter,
    remove_statement,
    stop_feeding,
    withdraw_measurement,
)
from plon.evaluation.enums import Counter, Light, Reason
from plon.evaluation.models import CounterFeed, Measurement, Statement
from plon.evaluation.refusals import (
    CountedByPlon,
    EvidenceElsewhere,
    NoLongerStands,
    NotMeasuredYet,
    NotPossible,
    ReasonMissing,
)
from plon.evidence.uses import uses_of
from plon.history.models import Event
from plon.projects.models import Project
from tests.activities.ledger_world import TODAY, Promised
from tests.evaluation.conftest import DAY, figures_of, indicator_of
from tests.factories import EvidenceFactory


def enter(world: Promised, by: User, value: str = "9", name: str = "schools", **fields: object) -> Measurement:
    about: dict[str, object] = {"value": Decimal(value), "on": TODAY, **fields}
    return enter_value(indicator_of(world, name), by=by, **about)  # type: ignore[arg-type]


def test_a_value_says_who_entered_it_and_stands_in_the_history(world: Promised, editor: User) -> None:
    kept = enter(world, editor, "12.5", note="counted at the fair")

    assert (kept.value, kept.on, kept.entered_by, kept.entered_label) == (Decimal("12.5"), TODAY, editor, "Editor")
    event = Event.objects.get(kind="measurement.entered")
    assert (event.subject_label, event.changes["value"]) == ("Schools that use it", [None, "12.5"])


def test_another_value_takes_its_place_and_the_old_one_stays_to_be_read(world: Promised, editor: User) -> None:
    wrong = enter(world, editor, "90")
    right = enter(world, editor, "9", replaces=wrong)
    figures = figures_of(world, "schools")

    assert figures.value == 9
    assert [(each.value, each.stands, each.replaced_by) for each in figures.measurements] == [
        (Decimal(90), False, right.public_id), (Decimal(9), True, ""),
    ]  # fmt: skip
    assert Event.objects.filter(kind="measurement.entered").latest("pk").changes["value"] == ["90", "9"]
    with pytest.raises(NoLongerStands):
        enter(world, editor, "8", replaces=wrong)
    with pytest.raises(NoLongerStands):
        withdraw_measurement(wrong, by=editor, reason="too late")


def test_a_withdrawn_value_counts_no_more_and_says_why(world: Promised, editor: User) -> None:
    enter(world, editor, "5", on=TODAY - 9 * DAY)
    last = enter(world, editor, "90")
    withdraw_measurement(last, by=editor, reason=" A slip of the finger. ")
    figures = figures_of(world, "schools")

    assert (figures.value, figures.as_of) == (5, TODAY - 9 * DAY)
    assert figures.measurements[-1].withdrawn_because == "A slip of the finger."
    assert Event.objects.get(kind="measurement.withdrawn").reason == "A slip of the finger."
    with pytest.raises(ReasonMissing):
        withdraw_measurement(last, by=editor, reason="  ")
    with pytest.raises(NoLongerStands):
        withdraw_measurement(last, by=editor, reason="again")


def test_what_replaced_a_value_and_is_withdrawn_does_not_bring_it_back(world: Promised, editor: User) -> None:
    right = enter(world, editor, "9", replaces=enter(world, editor, "90"))
    withdraw_measurement(right, by=editor, reason="This one is wrong, too.")

    assert figures_of(world, "schools").value is None


def test_nothing_is_measured_tomorrow(world: Promised, editor: User) -> None:
    with pytest.raises(NotMeasuredYet):
        enter(world, editor, on=TODAY + DAY)
    with pytest.raises(NotMeasuredYet):
        add_statement(
            indicator_of(world, "schools"), by=editor, kind="quote", text="So.", said_by="a teacher", on=TODAY + DAY
        )


def test_a_count_is_never_below_nothing_but_a_difference_may_be(world: Promised, editor: User) -> None:
    with pytest.raises(NotPossible):
        enter(world, editor, "-1")
    learning = indicator_of(world, "schools")
    learning.level = "learning"
    learning.save()

    assert enter(world, editor, "-0.5").value == Decimal("-0.5")


@pytest.mark.parametrize("value", [Decimal(2**63), Decimal(10) ** 12, Decimal("NaN"), Decimal("Infinity"),
                                   Decimal("0.0001")])  # fmt: skip
def test_what_cannot_be_kept_exactly_is_refused(world: Promised, editor: User, value: Decimal) -> None:
    with pytest.raises((ValidationError, NotPossible)):
        enter_value(indicator_of(world, "content"), by=editor, value=value, on=TODAY)
    assert Measurement.objects.count() == 0


def test_the_largest_value_comes_back_as_it_went(world: Promised, editor: User) -> None:
    enter(world, editor, "999999999999.999")

    assert figures_of(world, "schools").value == Decimal("999999999999.999")


def test_what_plon_counts_is_not_entered_by_hand(world: Promised, editor: User) -> None:
    with pytest.raises(CountedByPlon):
        enter(world, editor, name="reached")
    feed_by_counter(indicator_of(world, "schools"), by=editor, counter=Counter.USES)
    with pytest.raises(CountedByPlon):
        enter(world, editor)
    assert stop_feeding(indicator_of(world, "schools"), by=editor)
    assert not stop_feeding(indicator_of(world, "schools"), by=editor)
    assert enter(world, editor).value == 9
    assert list(Event.objects.filter(kind__startswith="indicator.").values_list("kind", flat=True).order_by("pk")) == [
        "indicator.fed", "indicator.unfed",
    ]  # fmt: skip
    assert CounterFeed.objects.count() == 0


def test_people_of_activities_are_counted_by_nothing_else(world: Promised, editor: User) -> None:
    with pytest.raises(CountedByPlon):
        feed_by_counter(indicator_of(world, "reached"), by=editor, counter=Counter.VIEWS)
    with pytest.raises(ValidationError):
        feed_by_counter(indicator_of(world, "schools"), by=editor, counter="astrology")


def test_evidence_of_another_project_or_in_the_bin_shows_nothing(world: Promised, editor: User, db: None) -> None:
    binned = EvidenceFactory(project=world.project, removed_at=datetime.datetime.now(datetime.UTC))
    for piece in (EvidenceFactory(), binned):
        with pytest.raises(EvidenceElsewhere):
            enter(world, editor, evidence=piece)
        with pytest.raises(EvidenceElsewhere):
            add_statement(
                indicator_of(world, "schools"), by=editor, kind="quote", text="So.", said_by="x", evidence=piece
            )


def test_evidence_says_which_indicators_it_shows(world: Promised, editor: User) -> None:
    piece = EvidenceFactory(project=world.project)
    enter(world, editor, evidence=piece)
    about = {"kind": "document", "text": "§ 3", "said_by": "a law"}
    add_statement(indicator_of(world, "content"), by=editor, evidence=piece, **about)

    assert {use.label for use in uses_of([piece.pk])[piece.pk]} == {"Schools that use it", "Content with the lessons"}


def test_a_statement_keeps_the_words_and_the_history_does_not(world: Promised, editor: User) -> None:
    words = "הילדים 🐟 يحبون النهر\n" * 20
    said = add_statement(
        indicator_of(world, "content"), by=editor, kind="quote", text=words, said_by="a teacher", language="ar"
    )
    figures = figures_of(world, "content")
    assert figures.statements[0].text == words.strip()

    remove_statement(said, by=editor)
    assert Statement.objects.count() == 0
    assert "النهر" not in str(list(Event.objects.values_list("subject_label", "changes", "reason")))
    with pytest.raises(ValidationError):
        add_statement(indicator_of(world, "content"), by=editor, kind="quote", text="x" * 100_000, said_by="a teacher")


def test_an_indicator_in_words_is_kept_by_what_people_say(world: Promised, editor: User) -> None:
    change = indicator_of(world, "content")
    change.nature = "qualitative"
    change.save()
    add_statement(change, by=editor, kind="story", text="They go there each week.", said_by="a parent", on=TODAY)

    figures = figures_of(world, "content")
    assert (figures.light, figures.reason, figures.value) == (Light.GREEN, Reason.TOLD, None)


def test_a_project_that_goes_takes_its_values_along(world: Promised, editor: User) -> None:
    enter(world, editor)
    Project.objects.get(pk=world.project.pk).delete()

    assert Measurement.objects.count() == 0
