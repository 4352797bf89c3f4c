"""Every page: no accessibility fault, no scrolling sideways, no complaint of the browser, valid HTML."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Plon, Visit

pytestmark = pytest.mark.browser

TOOLS = Path(__file__).parent / "node_modules"
# htmx speaks through attributes of its own.
HTMX = ".*Attribute .hx-.*"
AXE = TOOLS / "axe-core" / "axe.min.js"
VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
PUBLIC = (
    "/pl/", "/en/", "/pl/results/", "/en/results/?q=lesson", "/pl/results/?q=xyzzyq", "/pl/projects/", "/en/projects/",
    "/pl/search/", "/en/search/?q=water", "/pl/results/?q=lekcjami&view=list&age=10-12", "/pl/results/?view=map",
    "/pl/search/file/?of=results", "/pl/collections/", "/en/collections/", "/pl/data/",
    "/pl/searches/new/?of=results&q=woda", "/pl/organisations/", "/pl/about/", "/en/about/", "/pl/guide/results/",
    "/pl/guide/", "/en/guide/", "/en/guide/tools/", "/pl/guide/first-plan/", "/pl/guide/glossary/",
    "/en/guide/glossary/", "/accounts/login/", "/accounts/signup/",
    "/accounts/password/reset/", "/styleguide/", "/pl/nothing-here/", "/audit/",
    "/pl/news/", "/en/news/?kind=report", "/pl/events/", "/pl/newsletter/", "/en/newsletter/",
    "/pl/newsletter/subscribe/", "/pl/contact/",
    "/en/contact/?page=/en/results/", "/pl/coverage/", "/en/coverage/", "/pl/good-practices/", "/pl/about/privacy/",
    "/en/about/accessibility/", "/audit/BCDF-GHJK-MNPQ/",
)  # fmt: skip
COORDINATOR = (
    "/workspace/", "/workspace/new/", "/workspace/bring-in/", "/pl/guide/open/results/",
    "/workspace/claim/?number=2000-1-XX99-KA210-SCH-000000000", "/accounts/profile/",
    "/accounts/2fa/", "/pl/collections/mine/", "/pl/collections/new/", "/pl/searches/",
    "/pl/searches/new/?of=results&q=woda",
)  # fmt: skip
PROJECT = (
    "", "results/", "results/new/", "plan/", "plan/poster/", "plan/group/new/", "plan/activity/new/",
    "plan/indicator/new/", "plan/coach/", "plan/table/", "plan/table/?rows=groups", "plan/table/paste/",
    "plan/timeline/", "plan/matrix/", "plan/commitments/", "plan/commitments/freeze/", "plan/from-file/",
    "plan/messages/new/", "plan/start/begin/", "plan/start/project/", "plan/start/results/", "plan/start/groups/",
    "plan/start/messages/", "plan/start/activities/", "plan/start/schedule/", "plan/start/indicators/",
    "plan/start/use/", "plan/start/review/", "application/", "application/?form=ka220-2026&language=en", "work-plan/",
    "partners/", "team/", "settings/", "history/", "evidence/", "evidence/links/new/", "evidence/figures/new/",
    "activities/", "activities/agenda/", "activities/calendar/", "activities/new/", "activities/import/",
    "activities/now/", "activities/ledger/", "activities/ledger/missing/", "activities/ledger/beyond/",
    "partner-links/", "partner-links/calendars/",
    "toolkit/", "toolkit/look/", "toolkit/kits/", "toolkit/new/poster/", "toolkit/new/posts/",
    "toolkit/new/certificate/", "toolkit/library/", "toolkit/library/upload/", "toolkit/links/", "toolkit/links/new/",
    "sustainability/", "sustainability/timeline/", "sustainability/keepers/", "sustainability/keepers/new/",
    "sustainability/links/", "sustainability/copies/", "sustainability/files/", "sustainability/packages/",
    "sustainability/deposits/",
    "toolkit/check/", "uptake/", "uptake/?show=questions", "uptake/policies/new/", "reach/",
    "evaluation/surveys/", "evaluation/surveys/new/?start=training", "evaluation/surveys/bring/",
    "sustainability/frozen/", "reports/issued/", "reports/platform/",
    "evidence/bin/", "evidence/consents/", "evidence/consents/new/", "evidence/consents/paper/", "evidence/retention/",
    "reports/", "reports/new/?kind=final",
    "evaluation/findings/", "evaluation/findings/new/", "evaluation/findings/plan/", "evaluation/findings/plan/new/",
    "evaluation/findings/review/", "evaluation/outcomes/", "evaluation/outcomes/letter/user/pl/",
)  # fmt: skip
OFFICE = ("/office/", "/office/claims/", "/office/imports/", "/office/uses/", "/office/orphans/", "/office/files/",
          "/office/house/settings/", "/office/house/organisations/", "/office/house/audit/",
          "/office/house/announcements/", "/office/review/", "/office/review/hidden/", "/office/labels/",
          "/office/labels/proposals/", "/office/labels/decided/", "/office/labels/nominations/", "/office/events/",
          "/office/events/new/", "/office/newsletter/", "/office/newsletter/subscribers/", "/office/messages/",
          "/office/figures/", "/office/figures/?by=year", "/office/figures/white-spots/", "/office/figures/unused/",
          "/office/house/settings/letters/", "/office/house/settings/statements/", "/office/house/settings/logo/",
          "/office/house/settings/retention/", "/office/house/settings/authority/", "/office/claims/?show=decided",
          "/office/figures/list/", "/office/newsletter/new/", "/office/house/announcements/new/",
          "/office/house/organisations/?q=szko", "/office/house/settings/letters/labels.given/",
          "/office/house/settings/statements/privacy/en/")  # fmt: skip
ADMINISTRATOR = ("/office/house/people/", "/office/house/people/?q=example", "/office/house/people/invitations/")
# What can be done with one thing of a list, on a page of its own.
OFFICE_DEEDS = {
    "events": ("edit/", "cancel/"),
    "newsletter": ("texts/", "take-in/", "send/"),
    "messages": ("erase/",),
    "review": ("conflict/",),
}
# Lists, and how addresses of single things in them look.
ID = r"(?!letters|subscribers|proposals|nominations)[a-z0-9]{7,12}/$"
OFFICE_LISTS = {
    f"/office/{room}/": f"/office/{room}/{ID}" for room in ("review", "events", "newsletter", "messages")
} | {"/office/labels/": f"/office/labels/propose/{ID}"}
PUBLIC_LISTS = {
    "/pl/news/": r"/pl/news/[a-z0-9-]+/$",
    "/pl/events/": r"/pl/events/[a-z0-9]{7}/[a-z0-9-]+/$",
    "/pl/newsletter/": r"/pl/newsletter/(?!subscribe)[a-z0-9]{7,12}/$",
}


LOOKS = {
    # Both widths and both schemes, each once: all four pairs would take a third of CI's time.
    "desk": (1280, "light"),
    "phone in the dark": (360, "dark"),
}


def one_of_each(visit: Visit, lists: dict[str, str]) -> list[str]:
    """Return the address of one thing of each list."""
    found = []
    for address, looks in lists.items():
        links = visit.go(address).locator("main a").evaluate_all("all => all.map(a => a.pathname)")
        found.append(next(link for link in links if re.search(looks, link)))
    return found


def paths_for(visit: Visit, role: str) -> list[str]:
    """The addresses of the pages that a role sees, with one real thing of each kind."""
    if role == "public":
        found = list(PUBLIC)
        for listing in ("/pl/results/", "/pl/projects/", "/pl/organisations/"):
            page = visit.go(listing)
            kind = listing.strip("/").split("/")[1]
            links = page.locator(f'main a[href*="/pl/{kind}/"]').evaluate_all("all => all.map(a => a.pathname)")
            found.append(next(link for link in links if link.count("/") >= 4))
        page = visit.go("/pl/collections/")
        found.append(page.locator("main h2 a, main h3 a").first.get_attribute("href") or "")
        page = visit.go("/pl/results/?q=lekcjami")
        result = page.locator('#found a[href*="/pl/results/"]').first.get_attribute("href") or ""
        told = result.rpartition("/")[0].rpartition("/")[0]
        found += one_of_each(visit, PUBLIC_LISTS)
        found.append(f"/en/events/{found[-2].split('/')[3]}/register/")
        card = f"/r/{told.rpartition('/')[2]}/embed/"
        return [*found, *(f"{told}/{way}/" for way in ("use", "ask", "suggest", "adaptation", "policy")), card]
    if role == "officer":
        visit.sign_in("officer@example.org")
        found = one_of_each(visit, OFFICE_LISTS)
        deeds = [thing + deed for thing in found for deed in OFFICE_DEEDS.get(thing.split("/")[2], ())]
        return [*OFFICE, *found, *deeds]
    if role == "administrator":
        visit.sign_in("admin@example.org")
        return [*ADMINISTRATOR, *one_of_each(visit, {"/office/house/people/": r"/office/house/people/\d+/$"})]
    visit.sign_in("coordinator@example.org")
    page = visit.go("/workspace/?q=Żywa")
    base = page.locator("li.card a").first.get_attribute("href") or ""
    page = visit.go(base + "results/")
    result = page.locator("main h2 a").first.get_attribute("href") or ""
    used = "use/" + result.rstrip("/").rsplit("/", 1)[-1]
    profile = visit.go(base + "partners/").locator('main a[href$="/organisation/"]').first.get_attribute("href") or ""
    links = visit.go(base + "activities/").locator("main a").evaluate_all("all => all.map(a => a.pathname)")
    act = next(link for link in links if re.search(r"/activities/[a-z0-9]{7}/$", link))
    links = visit.go(base + "toolkit/library/").locator("main a").evaluate_all("all => all.map(a => a.pathname)")
    kept = next(link for link in links if re.search(r"/toolkit/library/[a-z0-9]{7}/$", link))
    links = visit.go(base + "sustainability/").locator("main a").evaluate_all("all => all.map(a => a.pathname)")
    use_plan = next(link for link in links if re.search(r"/sustainability/results/[a-z0-9]{7}/$", link))
    look = next(link for link in links if "/reviews/" in link)
    survey = visit.go(base + "evaluation/surveys/").locator(".survey-row h2 a").last.get_attribute("href") or ""
    parts = ("", "settings/", "words/", "languages/en/", "pick/", "preview/", "questions/new/matrix/", "rounds/new/")
    results = survey.replace("/surveys/", "/answers/")
    rounds = visit.go(results).locator("main nav a").evaluate_all("all => all.map(a => a.pathname)")
    return [*COORDINATOR, *(base + part for part in PROJECT), *(survey + part for part in parts), results, *rounds,
            use_plan, f"{use_plan}retire/", look,
            result, result + "files/", result + "cover/",
            result + "fit/", f"{base}plan/{used}/", profile, kept, kept.replace("library/", ""), act, f"{act}change/",
            act.replace("activities", "attendance")]  # fmt: skip


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("role", ["public", "coordinator", "officer", "administrator"])
def test_pages_hold(browser: Browser, plon: Plon, role: str, look: str, tmp_path: Path) -> None:
    width, scheme = LOOKS[look]
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="pl-PL")
    visit = Visit(context, plon)
    faults: list[str] = []
    for number, path in enumerate(paths_for(visit, role)):
        visit.complaints.clear()
        page = visit.go(path)
        faults += [f"{path}: {complaint}" for complaint in visit.complaints]
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            faults.append(f"{path}: scrolls sideways by {overflow} pixels")
        faults += [f"{path}: {fault}" for fault in axe_faults(page)]
        (tmp_path / f"{number}.html").write_text(page.request.get(plon.address + path).text(), encoding="utf-8")
    context.close()
    assert not faults, "\n".join(faults)
    faults += invalid_pages(tmp_path) if look == "desk" else []
    assert not faults, "\n".join(faults)


def axe_faults(page: Page) -> list[str]:
    if not AXE.exists() and "CI" not in os.environ:
        pytest.skip("axe-core is not here (npm install in tests/journeys)")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    answer = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in answer["violations"]]


def invalid_pages(folder: Path) -> list[str]:
    if (not VNU.exists() or shutil.which("java") is None) and "CI" not in os.environ:
        pytest.skip("the pages hold, but the Nu checker is not here (npm install in tests/journeys, and Java)")
    answer = subprocess.run(
        ["java", "-jar", str(VNU), "--errors-only", "--format", "json", "--filterpattern", HTMX, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(answer.stderr or '{"messages": []}')["messages"]
    return [
        f"{Path(m.get('url', '')).name} line {m.get('lastLine')}: {m['message']} {m.get('extract', '')[:120]!r}"
        for m in messages
    ]
