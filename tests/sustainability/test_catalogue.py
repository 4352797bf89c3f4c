"""How lasting results are, as the catalogue filters by it."""

import datetime

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.catalogue.sources import result_documents
from plon.organisations.models import Organisation
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.search.updating import rebuild
from plon.sustainability.actions import plan_lasting_use
from tests.factories import ResultFactory, ResultTextFactory


@pytest.fixture
def film(lessons: Result, school: Organisation, coordinator: User) -> Result:
    """A second public result, which is planned for."""
    made = ResultFactory(
        project=lessons.project, working_title="Film", licence="CC-BY-4.0", state=ResultState.PUBLISHED,
        published_at=datetime.datetime(2026, 6, 2, tzinfo=datetime.UTC),
    )  # fmt: skip
    ResultTextFactory(result=made, title="A film about otters")
    plan_lasting_use(made, by=coordinator, form="network", keeper=school, hours_a_year=4)
    lessons.project.has_published = True
    lessons.project.save()
    return made


def shown(address: str) -> str:
    return " ".join(Client().get(address).content.decode().split())


def test_the_index_keeps_the_word(lessons: Result, film: Result) -> None:
    documents = {document.key: document.facets["lasting"] for document in result_documents([lessons.pk, film.pk])}

    assert documents == {lessons.pk: ("at_risk",), film.pk: ("fair",)}


def test_the_list_is_narrowed_by_it_with_counts(lessons: Result, film: Result) -> None:
    rebuild()

    page = shown("/en/results/?open=lasting")
    assert "How lasting" in page
    narrowed = shown("/en/results/?lasting=fair")

    assert "A film about otters" in narrowed
    assert "Twelve lessons by the water" not in narrowed
    assert page.count('name="lasting"') == 2


@pytest.mark.parametrize("question", ["trwałość:zagrożony", "lasting:at_risk"])
def test_a_question_may_ask_for_it(lessons: Result, film: Result, question: str) -> None:
    rebuild()

    page = shown(f"/pl/results/?q={question}")

    assert "Twelve lessons by the water" in page
    assert "A film about otters" not in page
