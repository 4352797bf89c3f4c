"""Ready indicators: enough for each action, complete in both languages, each with where its figures come from."""

import itertools

import pytest
from django.urls import reverse

from plon.accounts.models import User
from plon.plans.enums import Feeding, Nature
from plon.plans.examples import first_indicators, indicator_examples
from plon.plans.forms import IndicatorForm
from plon.programme.codelists import codelist
from plon.projects.models import Project
from tests.conftest import client_of

LEVELS = set(codelist("indicator_levels").codes)


def test_there_are_thirty_in_both_languages() -> None:
    english, polish = indicator_examples("en"), indicator_examples("pl")

    assert len(english) >= 30
    assert [each.code for each in english] == [each.code for each in polish]
    assert len({each.code for each in english}) == len({each.name for each in polish}) == len(english)
    assert [each.code for each, other in zip(english, polish, strict=True) if each.name == other.name] == []
    assert {each.level for each in english} == LEVELS


def test_levels_stand_together(project: Project) -> None:
    order = [each.level for each in indicator_examples("en")]

    assert sum(before != after for before, after in itertools.pairwise(order)) == len(LEVELS) - 1


@pytest.mark.parametrize("action", ["KA121", "KA122", "KA210", "KA220", "KA152", "KA171", "ERASMUS-EDU-PEX-COVE", ""])
def test_every_action_is_offered_both_kinds_at_all_levels(action: str) -> None:
    offered = indicator_examples("pl", action)

    assert {each.level for each in offered} == LEVELS
    assert {each.nature for each in offered} == set(Nature.values)
    assert {each.feeding for each in offered} <= set(Feeding.values)
    assert 5 <= len(first_indicators("pl", action)) <= 12


def test_what_fits_another_action_only_is_left_out() -> None:
    assert "youthpass" in {each.code for each in indicator_examples("en", "KA152")}
    assert "youthpass" not in {each.code for each in indicator_examples("en", "KA122")}
    assert len(indicator_examples("en", "KA3-ODD")) == len(indicator_examples("en"))


def test_reach_is_fed_by_activities_only_where_people_are_counted(project: Project) -> None:
    fed = [each for each in indicator_examples("en") if each.feeding == Feeding.ACTIVITIES]

    assert {(each.unit, each.level, each.measures) for each in fed} == {("people", "reach", "activity")}


@pytest.mark.django_db
def test_an_example_fills_the_form_with_its_feeding(project: Project, editor: User) -> None:
    address = reverse("plans:add", args=[project.public_id, "indicator"])

    page = client_of(editor).get(address, {"example": "downloads"})
    form = page.context["form"]

    assert isinstance(form, IndicatorForm)
    assert form.initial["feeding"] == Feeding.COUNTER
    assert "Downloads of the result" in page.content.decode()
