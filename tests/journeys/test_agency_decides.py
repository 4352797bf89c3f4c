"""The agency trains people, reviews a project and labels it; the portal shows it, figures agree with the catalogue."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.letters import letter_saying, letter_to, text_of
from tests.journeys.promises import run_inside

pytestmark = pytest.mark.browser

TRAINING = "Pierwszy plan w jeden dzień"
PROJECT = "Projekt do oceny"
RESULTS = ["Karty terenowe", "Gra planszowa", "Podręcznik mentora"]
PEOPLE = ["anna.kursant@example.org", "bruno.kursant@example.org", "celina.kursant@example.org"]

# A project with three published results, each with its licence, as a team has it before the review.
MAKE = """
import json
from django.utils import timezone
from plon.accounts.models import User
from plon.projects.actions import create_project
from plon.results.actions import define_result
from plon.results.models import Result
from plon.search.changes import mark_changed
lead = User.objects.get(email="coordinator@example.org")
project = create_project(by=lead, title={project!r}, texts={{}})
made = [define_result(project, by=lead, title=title, kind="tangible") for title in {results!r}]
now = timezone.now()
Result.objects.filter(project=project).update(state="published", published_at=now, licence="CC-BY-4.0")
project.has_published = True
project.save(update_fields=["has_published"])
mark_changed("result", [result.pk for result in made])
mark_changed("project", [project.pk])
print("MADE", json.dumps({{"project": project.public_id, "results": [result.public_id for result in made]}}))
"""
# Time passes: the training was yesterday, and its survey opens by the clock.
PASS = """
import datetime, json
from django.utils import timezone
from plon.events.models import AgencyEvent
from plon.jobs.schedule import run_now
event = AgencyEvent.objects.get(public_id={event!r})
end = timezone.now() - datetime.timedelta(hours=20)
AgencyEvent.objects.filter(pk=event.pk).update(starts_at=end - datetime.timedelta(hours=3), ends_at=end)
round = event.survey_round
type(round).objects.filter(pk=round.pk).update(opens_at=end)
print("MADE", json.dumps(run_now("surveys.open_and_close")))
"""
SEND = """
import json
from plon.jobs.schedule import run_now
print("MADE", json.dumps(run_now("events.letters")))
"""


def submit(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def plan_training(page: Page) -> str:
    """Announce a training with two places and a survey after it; return its public id."""
    page.locator('input[name="kind"][value="training"]').check()
    for name, moment in (("starts_at", "2027-03-01T10:00"), ("ends_at", "2027-03-01T14:00")):
        page.fill(f'[name="{name}"]', moment)
    page.fill('[name="place"]', "Warszawa, ul. Przykładowa 1")
    page.fill('[name="capacity"]', "2")
    page.check('[name="gives_certificates"]')
    page.fill('[name="title_pl"]', TRAINING)
    page.fill('[name="summary_pl"]', "Wyjdziecie z pierwszym planem w ręku.")
    submit(page, "main form button[type=submit]")
    submit(page, 'form[action$="/publish/"] button')
    submit(page, 'form[action$="/survey/"] button')
    found = re.search(r"/office/events/(\w+)/", page.url)
    assert found
    return found[1]


def register(phone: Visit, plon: Plon, address: str, email: str) -> str:
    """Register without an account and click the link of the letter; return one's own page."""
    phone.context.clear_cookies()
    page = phone.go(address)
    page.fill('[name="name"]', email.partition(".")[0].title() + " Przykładowa")
    page.fill('[name="email"]', email)
    page.check('[name="agrees"]')
    # Nobody fills a form in less than a few seconds; who does is taken for a robot.
    page.wait_for_timeout(4000)
    submit(page, "main form button[type=submit]")
    found = re.search(rf"{plon.address}(\S+)", text_of(letter_to(plon.letters, email)))
    assert found
    own = phone.go(found[1])
    submit(own, 'button[value="confirm"]')
    return found[1]


def see_survey_and_certificate(phone: Visit, own: str) -> None:
    page = phone.go(own)
    certificate = page.get_by_role("link", name=re.compile("zaświadczenie", re.IGNORECASE)).get_attribute("href")
    answer = phone.context.request.get(phone.plon.address + str(certificate))
    assert answer.body().startswith(b"%PDF")
    survey = page.get_by_role("link", name=re.compile("ankiet", re.IGNORECASE)).first.get_attribute("href")
    assert survey
    phone.page.goto(survey)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main form")).to_have_count(1)


def test_a_training_from_announcement_to_certificate_and_survey(visit: Visit, phone: Visit, plon: Plon) -> None:
    visit.sign_in("officer@example.org")
    event = plan_training(visit.go("/office/events/new/"))
    owns = [register(phone, plon, f"/pl/events/{event}/register/", email) for email in PEOPLE]
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Jesteś na liście rezerwowej")

    assert run_inside(plon, PASS.format(event=event)) is True
    page = visit.go(f"/office/events/{event}/")
    for box in page.locator('input[name="present"]').all():
        box.check()
    submit(page, 'form[action$="/attendance/"] button[type=submit]')
    submit(page, 'form[action$="/after/"] button')
    assert run_inside(plon, SEND) is True
    for email in PEOPLE[:2]:
        letter_saying(plon.letters, email, "nkiet")
    see_survey_and_certificate(phone, owns[0])
    assert "ankiet" not in text_of(letter_to(plon.letters, PEOPLE[2])).lower()
    assert visit.complaints == []
    assert phone.complaints == []


def card(page: Page, title: str) -> str:
    found = page.locator("li.card", has=page.get_by_role("heading", name=title, exact=True)).first.get_attribute("id")
    assert found
    return f"#{found}"


def decide(page: Page, title: str, verdict: str, reasons: str = "") -> None:
    here = card(page, title)
    if reasons:
        page.fill(f"{here} textarea[name=reasons]", reasons)
    submit(page, f'{here} button[value="{verdict}"]')


def propose_label(page: Page) -> None:
    page.select_option('[name="kind"]', "good_practice")
    for mark in page.locator('[name^="mark_"]').all():
        value = mark.evaluate("each => each.tagName === 'SELECT' ? [...each.options].find(o => o.value)?.value : ''")
        mark.select_option(value)
    for why in page.locator('textarea[name^="why_"]').all():
        why.fill("Widać to w rezultatach i w tym, kto z nich korzysta.")
    submit(page, "main form:has([name^=mark_]) button[type=submit]")


def as_person(visit: Visit, email: str) -> None:
    visit.context.clear_cookies()
    visit.sign_in(email)


def test_a_review_a_label_and_figures_that_agree(visit: Visit, plon: Plon, browser: Browser) -> None:
    made = run_inside(plon, MAKE.format(project=PROJECT, results=RESULTS))
    assert isinstance(made, dict)
    as_person(visit, "coordinator@example.org")
    team = f"/workspace/{made['project']}/review/"
    submit(visit.go(team), "#submission button[type=submit]")
    public = visit.go(f"/pl/results/{made['results'][0]}/")
    expect(public.locator("main")).to_contain_text("agencja")

    as_person(visit, "officer@example.org")
    queue = visit.go("/office/review/")
    queue.get_by_role("link", name=PROJECT).first.click()
    queue.wait_for_load_state()
    review = visit.page.url.removeprefix(plon.address)
    decide(visit.page, RESULTS[0], "approved")
    decide(visit.page, RESULTS[1], "approved")
    decide(visit.page, RESULTS[2], "returned", "Dopiszcie, dla kogo jest podręcznik.")

    as_person(visit, "coordinator@example.org")
    page = visit.go(team)
    expect(page.locator(card(page, RESULTS[2]))).to_contain_text("Dopiszcie, dla kogo jest podręcznik.")
    submit(page, "#submission button[type=submit]")

    as_person(visit, "officer@example.org")
    decide(visit.go(review), RESULTS[2], "approved")
    expect(visit.page.locator("main button[value=approved]")).to_have_count(0)

    propose_label(visit.go(f"/office/labels/propose/{made['project']}/"))
    label = visit.page.url.removeprefix(plon.address)
    as_person(visit, "admin@example.org")
    page = visit.go(label)
    page.locator('[name="supports"]').first.check()
    page.fill('[name="text"]', "Zgadzam się: inni mogą to wziąć od razu.")
    submit(page, 'form[action$="/opinion/"] button[type=submit]')
    as_person(visit, "officer@example.org")
    page = visit.go(label)
    page.locator('form[action$="/decision/"] [type=radio]').first.check()
    page.fill('[name="reason_pl"]', "Inne szkoły używają go bez pytania o pomoc.")
    page.fill('[name="reason_en"]', "Other schools use it without asking for help.")
    submit(page, 'form[action$="/decision/"] button[type=submit]')

    visit.context.clear_cookies()
    for address in ("/pl/good-practices/", "/pl/"):
        expect(visit.go(address).locator("main")).to_contain_text("Inne szkoły używają go bez pytania o pomoc.")
    figures_agree_with_the_catalogue(visit, plon)
    assert visit.complaints == []


COUNT = """
import json
from plon.jobs.schedule import run_now
print("MADE", json.dumps(run_now("programmefigures.counting")))
"""


def number_of(text: str) -> int:
    found = re.search(r"\d[\d\s]*", text)
    assert found, text
    return int(re.sub(r"\s", "", found[0]))


def lists_as_many(visit: Visit, href: str | None, number: int) -> None:
    """Open the list behind a figure: what it says of its length is that figure."""
    total = visit.go(str(href)).locator(".finder__total, main p > strong").first
    expect(total).to_be_visible()
    assert number_of(total.inner_text()) == number, (href, total.inner_text())


def figures_agree_with_the_catalogue(visit: Visit, plon: Plon) -> None:
    """Projects and results of the first line of the dashboard, and a white spot, open lists as long as they say."""
    assert run_inside(plon, COUNT) is True
    visit.sign_in("officer@example.org")
    page = visit.go("/office/figures/")
    cells = page.locator("main table:has(td a)").last.locator("tbody tr").first.locator("td a")
    told = [(cell.inner_text(), cell.get_attribute("href")) for cell in cells.all()[:2]]
    assert len(told) == 2
    for number, href in told:
        lists_as_many(visit, href, number_of(number))
    white = visit.go("/office/figures/white-spots/").locator("main table td a", has_text="0/").first
    lists_as_many(visit, white.get_attribute("href"), number_of(white.inner_text().partition("/")[2]))
