"""A whole kit from an imported project, then a check of what was made and of what others made."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.imported import write_export
from tests.journeys.promises import run_inside

pytestmark = pytest.mark.browser

TITLE = {"pl": "Śladami rzeki: gra terenowa", "en": "Along the river: an outdoor game"}
MESSAGE = {"pl": "Masz gotową lekcję w terenie na jutro.", "en": "Tomorrow's outdoor lesson is ready for you."}
# What a team types once; everything else comes from the import and the rulebook.
DEFINE = """
from plon.accounts.models import User
from plon.plans import actions as plans
from plon.plans.actions.messages import write_message
from plon.projects.enums import TeamRole
from plon.projects.models import Membership, Project
from plon.results.actions import change_result, define_result
import json

project = Project.objects.get(number={number!r})
lead = User.objects.get(email="coordinator@example.org")
Membership.objects.create(project=project, person=lead, role=TeamRole.COORDINATOR)
result = define_result(project, by=lead, title={title!r}["pl"], kind="tangible")
values = {{"licence": "CC-BY-4.0", "languages": ["pl", "en"]}}
for language, texts in {{
    "pl": ("Gra dla pięciu osób: szukamy śladów zwierząt i zapisujemy je na mapie.", "Nauczyciele klas 4-8."),
    "en": ("A game for five: find the traces of animals and put them on a map.", "Teachers of pupils aged 10 to 14."),
}}.items():
    values |= {{f"title_{{language}}": {title!r}[language], f"summary_{{language}}": texts[0],
               f"audience_{{language}}": texts[1]}}
change_result(result, by=lead, values=values)
group = plans.add_group(project, by=lead, name="Nauczyciele przyrody w powiecie")
write_message(result, group, by=lead, texts={message!r})
print("MADE", json.dumps({{"project": project.public_id, "result": result.public_id}}))
"""


@pytest.fixture(scope="module")
def project(plon: Plon, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An imported project with one result in two languages; its public id."""
    file = tmp_path_factory.mktemp("export") / "export.csv"
    number, _title = write_export(file, start=60, count=3)
    answer = plon.command("import", "projects", str(file), "--json")
    assert answer.returncode == 0, answer.stderr
    found = run_inside(plon, DEFINE.format(number=number, title=TITLE, message=MESSAGE))
    assert isinstance(found, dict)
    return str(found["project"])


@pytest.fixture(scope="module")
def kit(plon: Plon, project: str, browser, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All files of the kit, made in the browser in three clicks."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="pl-PL")
    visit = Visit(context, plon)
    visit.sign_in("coordinator@example.org")
    page = visit.go(f"/workspace/{project}/toolkit/")
    page.get_by_role("link", name="Zrób cały zestaw").first.click()
    page.get_by_role("button", name="Zrób zestaw").last.click()
    download = page.get_by_role("link", name="Pobierz zestaw")
    expect(download).to_be_visible(timeout=180_000)
    with page.expect_download() as taken:
        download.click()
    assert visit.complaints == []
    with zipfile.ZipFile(taken.value.path()) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    context.close()
    return files


def test_a_kit_has_every_tool_in_both_languages(kit: dict[str, bytes]) -> None:
    folders = {name.partition("/")[0] for name in kit}
    assert folders == {"pl", "en"}
    assert {"pl/plakat-a3-pl.pdf", "pl/ulotka-a5-pl.pdf", "en/poster-a3-en.pdf", "en/slides-en.pptx"} <= set(kit)
    assert "Sfinansowane" in kit["pl/README.txt"].decode() or len(kit["pl/README.txt"]) > 500
    for name, data in kit.items():
        if name.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(data)) as document:
                assert str(document.Root.Lang)[:2] == name[:2], name
                assert document.Root.MarkInfo.Marked, name


def test_the_code_on_the_card_leads_to_the_result(
    kit: dict[str, bytes], visit: Visit, plon: Plon, project: str
) -> None:
    tall = next(data for name, data in sorted(kit.items()) if name.startswith("pl/") and "tall" in name)
    with Image.open(io.BytesIO(tall)) as picture:
        address = zxingcpp.read_barcodes(picture)[0].text
    assert address.startswith(f"{plon.address}/l/")

    page = visit.go(address.removeprefix(plon.address))

    expect(page.locator("main")).to_contain_text("jeszcze nie", ignore_case=True)
    visit.sign_in("coordinator@example.org")
    page = visit.go(f"/workspace/{project}/toolkit/links/")
    expect(page.locator("main")).to_contain_text(address.rpartition("/")[2])


def test_the_preview_follows_the_typing_and_says_what_is_too_long(visit: Visit, project: str) -> None:
    visit.sign_in("coordinator@example.org")
    page = visit.go(f"/workspace/{project}/toolkit/new/leaflet/")
    picture = page.locator("[data-preview-pages] img").first
    expect(picture).to_be_visible(timeout=30_000)

    page.get_by_label("Tytuł", exact=True).fill("Śladami rzeki i jej mieszkańców")
    page.get_by_label("Co to jest", exact=True).fill("Bardzo długi opis gry. " * 120)

    expect(page.locator("main")).to_contain_text("Za długie o około", timeout=30_000)
    page.get_by_label("Co to jest", exact=True).fill("Krótki opis gry.")
    expect(page.locator("main")).not_to_contain_text("Za długie o około", timeout=30_000)
    assert visit.complaints == []


def test_what_plon_makes_passes_its_own_check_and_a_bare_page_does_not(
    kit: dict[str, bytes], visit: Visit, project: str, tmp_path: Path
) -> None:
    visit.sign_in("coordinator@example.org")
    good = tmp_path / "ulotka.pdf"
    good.write_bytes(kit["pl/ulotka-a5-pl.pdf"])
    bare = tmp_path / "plakat.png"
    Image.new("RGB", (1200, 1600), "#fdf6e3").save(bare)

    assert "poprawi" not in _verdict(_checked(visit, project, good)).partition(",")[0]
    page = _checked(visit, project, bare)
    assert "do poprawienia" in _verdict(page) or "do poprawy" in _verdict(page)
    expect(page.locator("main")).to_contain_text("emblemat", ignore_case=True)


def _checked(visit: Visit, project: str, file: Path) -> Page:
    page = visit.go(f"/workspace/{project}/toolkit/check/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Sprawdź plik").click()
    page.wait_for_selector(".verdict", timeout=120_000)
    return page


def _verdict(page: Page) -> str:
    return page.locator(".verdict").first.inner_text()
