"""What the team, the agency and the ledger see of use; hiding and bringing back."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook

from plon.accounts.models import User
from plon.activities.ledger.uses import uses_of
from plon.history.models import Event
from plon.plans import actions as planning
from plon.results.models import Result
from plon.uptake import actions
from plon.uptake.models import Adaptation, PolicyReference, Use
from plon.uptake.presenting import uses_panel
from plon.uptake.queries import counts_of
from plon.uptake.refusals import OfficeHid
from tests.conftest import client_of
from tests.factories import EvidenceFactory, ResultFactory, ResultTextFactory
from tests.uptake.conftest import SCHOOL

pytestmark = pytest.mark.django_db
Told = Callable[..., str]


def sheets_of(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def test_the_team_hides_what_is_not_true_and_the_office_has_the_last_word(
    lessons: Result, editor: User, officer: User, told: Told
) -> None:
    told(lessons, "use", SCHOOL)
    use = Use.objects.get()
    door = f"/workspace/{lessons.project.public_id}/uptake/use/{use.public_id}/"
    team, office = client_of(editor), client_of(officer)
    assert team.post(door + "hide/", {"reason": " "}).status_code == 422
    assert team.post(door + "hide/", {"reason": "Nobody there knows of it"}).status_code == 302
    assert counts_of([lessons.pk]) == {}
    assert "school no. 5" not in Client().get(lessons.get_absolute_url()).content.decode().lower()
    assert Event.objects.get(kind="use.hidden").reason == "Nobody there knows of it"
    team.post(door + "restore/")
    assert counts_of([lessons.pk]) == {lessons.pk: 1}

    assert "School No. 5" in office.get("/office/uses/").content.decode()
    assert office.post(f"/office/uses/use/{use.public_id}/hide/", {"reason": "An insult"}).status_code == 302
    with pytest.raises(OfficeHid):
        actions.restore(Use.objects.get(), by=editor)
    team.post(door + "restore/")
    assert counts_of([lessons.pk]) == {}
    office.post(f"/office/uses/use/{use.public_id}/restore/")
    assert counts_of([lessons.pk]) == {lessons.pk: 1}


def test_an_adaptation_is_listed_on_both_pages_with_what_its_licence_lacks(
    lessons: Result, coordinator: User, told: Told, settings: Any
) -> None:
    ours = ResultFactory(
        project=lessons.project, working_title="Lecciones", state="published", published_at=timezone.now(),
        licence="CC-BY-4.0", languages=["es"],
    )  # fmt: skip
    ResultTextFactory(result=ours, language="en", title="Lecciones")
    form = {"kind": "translation", "into_language": "es", "email": "a@example.org"}
    told(lessons, "adaptation", form | {"where": f"{settings.BASE_URL}/en/results/{ours.public_id}/x/"})
    told(
        lessons, "adaptation", form | {"where": "https://example.org/lv", "title": "Stundas", "licence": "CC-BY-SA-4.0"}
    )
    by_title = {made.title: made for made in uses_panel(lessons, "en").adaptations}
    assert by_title["Lecciones"].is_here
    assert "same licence" in by_title["Lecciones"].warning
    assert (by_title["Stundas"].warning, by_title["Stundas"].url) == ("", "https://example.org/lv")
    assert [made.title for made in uses_panel(ours, "en").origins] == ["River lessons"]
    assert "Made from" in Client().get(ours.get_absolute_url()).content.decode()
    assert Adaptation.objects.filter(confirmed_at__isnull=False).count() == 2


def test_a_policy_reference_counts_when_the_team_has_looked(lessons: Result, editor: User, told: Told) -> None:
    form = {
        "body": "A ministry", "kind": "strategy", "title": "Water strategy", "link": "https://example.org/s",
        "email": "a@example.org",
    }  # fmt: skip
    told(lessons, "policy", form)
    assert uses_panel(lessons, "en").policies == ()
    suggested = PolicyReference.objects.get()
    base = f"/workspace/{lessons.project.public_id}/uptake/"
    assert "Somebody outside suggests it" in client_of(editor).get(base + "?show=policies").content.decode()
    client_of(editor).post(f"{base}policies/{suggested.public_id}/accept/")
    piece, foreign = EvidenceFactory(project=lessons.project), EvidenceFactory()
    own = form | {"of": lessons.pk, "title": "Curriculum", "evidence": piece.pk}
    assert client_of(editor).post(base + "policies/new/", own | {"evidence": foreign.pk}).status_code == 422
    assert client_of(editor).post(base + "policies/new/", own).status_code == 302
    assert {each.title for each in uses_panel(lessons, "en").policies} == {"Water strategy", "Curriculum"}
    assert uses_of(lessons.project).policies == 2


def test_page_export_and_ledger_say_the_same(lessons: Result, editor: User, coordinator: User, told: Told) -> None:
    told(lessons, "use", SCHOOL)
    told(lessons, "use", SCHOOL | {"email": "b@example.org", "organisation": "=1+1", "country": "ES", "learners": "5"})
    told(lessons, "use", SCHOOL | {"email": "c@example.org"})
    figures = uses_of(lessons.project)
    assert (figures.uses, figures.learners, figures.countries) == (2, 30, {"PL", "ES"})
    client, base = client_of(editor), f"/workspace/{lessons.project.public_id}/uptake/"
    page = client.get(base).content.decode()
    assert ("<strong>2</strong>" in page, "no: told before" in page) == (True, True)
    assert client.get(base + "?country=ES").content.decode().count('<li class="use') == 1
    assert client.get(base + "?country=%00&result=../&state=x&page=-9").status_code == 200

    lines = client.get(base + "uses.csv?country=ES").content.decode("utf-8-sig").splitlines()
    assert (len(lines), "'=1+1" in lines[1], "b@example.org" in lines[1]) == (2, True, False)
    rows = sheets_of(client.get(base + "uses.xlsx").content).get_sheet_by_index(0).to_python()
    assert len(rows) == 4
    assert not any("@" in str(cell) for row in rows for cell in row)

    planning.plan_use(lessons, by=coordinator, form="others")
    ledger = f"/workspace/{lessons.project.public_id}/activities/ledger/"
    kept = json.loads(client.get(f"{ledger}ledger.json?as=promised").content)
    assert (kept["uses"]["uses"], kept["uses"]["learners"], kept["uses"]["countries"]) == (2, 30, ["ES", "PL"])
    shown = client.get(f"{ledger}?as=promised").content.decode()
    assert ("How the results are used" in shown, "2 confirmed uses by others" in shown) == (True, True)
    book = sheets_of(client.get(f"{ledger}ledger.xlsx?as=promised").content)
    assert book.get_sheet_by_name("Use of results").to_python()[1][:3] == ["River lessons", 2, 30]
    assert client.get(f"{ledger}ledger.pdf?as=promised").content.startswith(b"%PDF")
