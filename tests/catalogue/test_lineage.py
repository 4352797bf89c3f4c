"""Versions, similar results, the story of a project and the portfolio of an organisation."""

import datetime

import pytest
from django.test import Client
from django.utils import translation

from plon.catalogue.lineage import with_versions
from plon.catalogue.similar import foreign_first, neighbours_of, telling_words
from plon.catalogue.story import source_of, timeline_of, what_came
from plon.organisations.models import Organisation
from plon.projects.enums import PartnershipRole, ProjectOrigin
from plon.projects.models import Project
from plon.results.models import Result, ResultFile, ResultText
from plon.search.updating import rebuild
from tests.catalogue.conftest import MOMENT, make_result
from tests.factories import PartnershipFactory, ProjectFactory

DAY = datetime.timedelta(days=1)


def version(number: int, days: int, note: str = "", replaces: ResultFile | None = None) -> ResultFile:
    return ResultFile(
        pk=number, number=number, uploaded_at=MOMENT + days * DAY, size=100 * number, change_note=note,
        replaces_id=replaces.pk if replaces else None,
    )  # fmt: skip


def test_earlier_versions_are_told_newest_first_but_never_a_draft() -> None:
    draft = version(1, -9)
    first = version(2, -5, replaces=draft)
    second = version(3, 4, "corrected sums", replaces=first)
    third = version(4, 8, "new worksheets", replaces=second)
    [told] = with_versions(Result(published_at=MOMENT), [third], [draft, first, second])
    assert told.file is third
    assert [(one.number, one.note) for one in told.earlier] == [(3, "corrected sums"), (2, "")]


def test_a_file_says_what_changed(published: Result, client: Client) -> None:
    first = published.files.get()
    ResultFile.objects.filter(pk=first.pk).update(is_public=False)
    ResultFile.objects.create(
        result=published, name="lekcje.pdf", language="pl", size=4096, sha256="1" * 64, media_type="application/pdf",
        path="y", is_public=True, number=2, replaces=first, change_note="Nowa karta pracy",
    )  # fmt: skip
    page = client.get(published.get_absolute_url()).content.decode()
    assert "Nowa karta pracy" in page
    assert "file__earlier" in page
    assert f"/files/{first.public_id}/" not in page


def test_telling_words_are_those_of_the_title_first() -> None:
    text = ResultText(title="Dziesięć lekcji nad rzeką", problem="Lekcje o wodzie, bez laboratorium. 2024", summary="")
    assert telling_words(text) == ("Dziesięć", "lekcji", "rzeką", "Lekcje", "wodzie", "laboratorium")
    assert telling_words(None, "Gra o lesie") == ("lesie",)


def test_similar_results_share_words_and_others_of_the_project_stand_apart(published: Result) -> None:
    sibling = make_result(published.project, "Lekcje nad jeziorem")
    twin = make_result(ProjectFactory(title="Jeziora", origin=ProjectOrigin.IMPORTED), "Lekcja przy rzece")
    forest = ProjectFactory(title="Las", origin=ProjectOrigin.IMPORTED)
    make_result(forest, "Film", category="video", languages=["de"]).texts.update(summary="Sowy w nocy.")
    rebuild()
    beside = neighbours_of(published, "pl")
    assert beside.similar == (twin,)
    assert beside.others == (sibling,)
    assert foreign_first([sibling, twin], published.project_id, 1) == [twin]


@pytest.mark.parametrize(
    ("today", "share", "words"),
    [
        (datetime.date(2024, 1, 1), 0, "It has not begun yet."),
        (datetime.date(2024, 7, 15), 48, "It is under way: 14 days to go."),
        (datetime.date(2025, 1, 1), 100, "It is over; its results live on."),
    ],
)
def test_a_project_stands_somewhere_in_time(today: datetime.date, share: int, words: str) -> None:
    project = Project(start=datetime.date(2024, 7, 1), end=datetime.date(2024, 7, 29))
    with translation.override("en"):
        timeline = timeline_of(project, today)
    assert timeline is not None
    assert (timeline.share, timeline.words) == (share, words)
    assert timeline_of(Project(start=today), today) is None


def test_figures_that_are_nothing_are_not_told() -> None:
    with translation.override("en"):
        told = what_came([], [Result()], {1: 2, 2: 3}, 0)
    assert [(figure.value, figure.words) for figure in told] == [(1, "published result"), (5, "confirmed uses")]


def test_register_data_is_marked_as_such() -> None:
    assert source_of(Project(origin=ProjectOrigin.CREATED)) == ""
    untouched = source_of(Project(origin=ProjectOrigin.IMPORTED))
    assert untouched
    assert source_of(Project(origin=ProjectOrigin.IMPORTED, edited_fields=["title"])) not in {"", untouched}


def test_portfolio_counts_what_is_public(
    published: Result, secret: Result, school: Organisation, client: Client
) -> None:
    PartnershipFactory(project=secret.project, organisation=school)
    abroad = ProjectFactory(title="Las", origin=ProjectOrigin.IMPORTED, call_year=2019, countries=["PL", "ES", "RO"])
    PartnershipFactory(project=abroad, organisation=school, role=PartnershipRole.PARTNER)
    for n in range(10):
        make_result(published.project, f"Gra {n}", responsible=school)
    path = school.get_absolute_url().replace("/pl/", "/en/")
    page = " ".join(client.get(path).content.decode().split())
    for told in (
        "<strong>1</strong> project coordinated", "<strong>1</strong> project as a partner",
        "<strong>11</strong> results it answers for", "<strong>2</strong> partner countries",
        '<th scope="row">Romania</th>',
    ):  # fmt: skip
        assert told in page, told
    assert 'href="?results=2#results"' in page
    assert 'href="?results=1#results"' in client.get(f"{path}?results=2").content.decode()


def test_a_tombstone_keeps_the_citation_and_points_on(published: Result, client: Client) -> None:
    other = make_result(published.project, "Nowa gra nad wodą")
    Result.objects.filter(pk=published.pk).update(state="withdrawn", withdrawn_at="2026-06-01T00:00Z")
    answer = client.get(published.get_absolute_url())
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "Szkoła nad Rzeką. (2026). Dziesięć lekcji nad rzeką" in page
    assert other.get_absolute_url() in page
