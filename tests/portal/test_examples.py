"""Results beside a guide: strong, open, living, fitting; and why each is there."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plon.portal.examples import MOST, examples_for
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.sustainability.models import Standing
from plon.uptake.models import Use
from tests.factories import ProjectFactory, ResultFactory, ResultTextFactory
from tests.labels.making import given

pytestmark = pytest.mark.django_db
THEMES = ("results", "dissemination", "tools", "sustainability", "evaluation")


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def strong(**values: Any) -> Result:
    """A published result with an open licence that lasts, described in one language."""
    facts = values.pop("facts", {"links": True})
    about = {"state": ResultState.PUBLISHED, "published_at": timezone.now(), "licence": "CC-BY-4.0", **values}
    made = ResultFactory(**{"project": ProjectFactory(has_published=True), **about})
    ResultTextFactory(result=made, language="en", title=f"Result {made.pk}")
    word, score = ("lasting", 90) if values.get("is_lasting", True) else ("fair", 50)
    Standing.objects.create(result=made, score=score, word=word, facts=facts, counted_on=timezone.localdate())
    return made


def shown(theme: str) -> list[Result]:
    cache.clear()
    return [each.result for each in examples_for(theme)]


def test_nothing_fits_and_the_guide_leaves_the_shelf_out() -> None:
    assert [shown(theme) for theme in THEMES] == [[]] * 5
    assert "Results that show it" not in Client().get("/en/guide/sustainability/").content.decode()


def test_each_theme_shows_what_it_speaks_of_and_says_why() -> None:
    lasting, editable = strong(), strong(facts={"editable": True})
    used, told_twice, labelled = strong(), strong(), strong()
    Use.objects.create(
        result=used, organisation="School", organisation_key="school", country="PL", confirmed_at=timezone.now()
    )
    ResultTextFactory(result=told_twice, language="pl", title="Po polsku")
    given(labelled.project)

    assert shown("results") == [editable]
    assert shown("dissemination") == [used]
    assert shown("tools") == [told_twice]
    assert shown("evaluation") == [labelled]
    assert shown("sustainability") == [labelled, told_twice, used]
    assert lasting not in shown("sustainability")
    page = Client().get("/en/guide/dissemination/").content.decode()
    assert f"Result {used.pk}" in page
    assert "1 confirmed use by others." in page
    assert "Judged by the agency: good practice." in Client().get("/en/guide/indicators/").content.decode()


@pytest.mark.parametrize(
    "weak",
    [{"licence": "all-rights-reserved"}, {"licence": ""}, {"facts": {"links": False}}, {"facts": {"files": False}},
     {"state": ResultState.WITHDRAWN, "withdrawn_at": timezone.now()}, {"state": ResultState.READY}],
    ids=["closed licence", "no licence", "dead link", "lost file", "withdrawn", "not public"],
)  # fmt: skip
def test_what_is_closed_gone_or_not_public_is_not_held_up(weak: dict[str, Any]) -> None:
    strong(**weak)
    assert shown("sustainability") == []


def test_a_withdrawn_result_is_gone_at_once_and_one_project_stands_once() -> None:
    first = strong()
    strong(project=first.project)
    others = [strong() for _number in range(MOST)]
    assert len(shown("sustainability")) == MOST
    assert [each.result for each in examples_for("sustainability")] == others[::-1]
    Result.objects.filter(pk=others[0].pk).update(state=ResultState.WITHDRAWN, withdrawn_at=timezone.now())
    assert [each.result for each in examples_for("sustainability")] == others[:0:-1]


def test_a_guide_costs_the_same_with_one_and_with_three() -> None:
    def cost() -> tuple[int, float]:
        cache.clear()
        Client().get("/en/guide/sustainability/")
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            begun = time.process_time()
            Client().get("/en/guide/sustainability/")
            spent = time.process_time() - begun
        return len(asked), spent

    strong()
    one = cost()[0]
    strong(), strong()
    three, spent = cost()
    assert three == one <= 8
    assert spent < 0.03
