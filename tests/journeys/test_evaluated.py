"""Measured on the way, and reported from proof.

Acts, a survey on phones and a use feed the indicators; a finding changes the plan; the final report keeps what was
written over it; one altered byte of a proof is named.
"""

import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Plon, Visit
from tests.journeys.evaluated import MAKE
from tests.journeys.letters import letter_to, text_of
from tests.journeys.promises import run_inside
from tests.journeys.test_done_and_proven import photo

pytestmark = pytest.mark.browser

TEACHER = "measuring-teacher@example.org"
OUR_WORDS = "Zdanie, które napisała koordynatorka."
PEOPLE = 5


def test_indicators_findings_and_a_report_with_its_proofs(
    plon: Plon, visit: Visit, phone: Visit, tmp_path: Path
) -> None:
    made = run_inside(plon, MAKE)
    assert isinstance(made, dict)
    work = f"/workspace/{made['project']}/"
    visit.sign_in("coordinator@example.org")
    picture = photo(tmp_path, "measuring.jpg", side=300)
    log_a_workshop(visit, work, made["activity"], 12, picture)
    answer_on_phones(phone, made)
    close_the_rounds(visit, work, made)
    tell_of_a_use(phone, plon, made["result"])
    see_the_indicators(visit, work, {"Osoby na warsztatach": "12", "zeszytu": "1", "Umiem mierzyć": "4"})
    change_the_plan_by_a_finding(visit, work)
    report = write_the_report(visit, work)
    log_a_workshop(visit, work, made["activity"], 9, None)
    see_the_edit_and_what_changed(visit, report)
    issued, pdf = issue_it(visit, work, tmp_path)
    verify_it(phone, plon, pdf)
    alter_one_byte(plon, picture)
    see_which_proof_is_another(visit, issued)
    assert visit.complaints == []
    assert phone.complaints == []


def log_a_workshop(visit: Visit, work: str, planned: str, people: int, picture: Path | None) -> None:
    """What a line of the plan foresaw; with a photo that shows all of them."""
    page = visit.go(f"{work}activities/new/?planned={planned}")
    page.locator("input[type=number]").first.fill(str(people))
    if picture:
        with page.expect_file_chooser() as waiting:
            page.locator("[data-choose]").first.click()
        waiting.value.set_files(picture)
        expect(page.locator(".uploads li").first).to_contain_text("dodano", timeout=20_000)
    page.locator("main form.stack button[type=submit], main form[data-draft] button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/activities/(?!new/)[a-z0-9]+/$"))
    if picture:
        counted = page.locator("main form:has(input[type=number])").first
        counted.locator("input[type=number]").first.fill(str(people))
        with page.expect_navigation():
            counted.locator("button[type=submit]").click()


def answer_on_phones(phone: Visit, made: dict[str, list[str]]) -> None:
    """Five people before and after, in two languages; each makes her own code again."""
    for moment, mark in (("before", 2), ("after", 4)):
        for person in range(PEOPLE):
            language, thanks = (("pl", "Dziękujemy!"), ("en", "Thank you!"))[person % 2]
            page = phone.go(f"/s/{made[moment][1]}/?lang={language}")
            page.locator(f"[name='q-{made['question']}'][value='{mark}']").check()
            page.locator("#code-mother").fill("A" + "bcdef"[person])
            page.locator("#code-day").fill(str(person + 1))
            page.locator("#code-place").fill("Kr")
            page.locator("button.answering-send[type=submit]").click()
            expect(page.get_by_text(thanks)).to_be_visible()


def close_the_rounds(visit: Visit, work: str, made: dict[str, list[str]]) -> None:
    survey = f"{work}evaluation/surveys/{made['survey']}/"
    for moment in ("before", "after"):
        page = visit.go(f"{survey}rounds/{made[moment][0]}/close/")
        page.get_by_role("button", name="Zamknij rundę").click()
        page.wait_for_url(re.compile(r"/rounds/[a-z0-9]+/$"))
    page = visit.go(f"{work}evaluation/answers/{made['survey']}/")
    expect(page.locator("main")).to_contain_text("5 odpowiedzi. Średnia 4 w skali od 1 do 5.")
    page.get_by_role("link", name="Porównaj").click()
    expect(page.locator("main")).to_contain_text("Umiem mierzyć")
    expect(page.locator("main")).to_contain_text("5 os")


def tell_of_a_use(phone: Visit, plon: Plon, result: str) -> None:
    page = phone.go(result)
    page.get_by_role("link", name="Używamy tego").click()
    page.locator("#id_organisation").fill("Szkoła Przykładowa z Miarką")
    page.locator("#id_town").fill("Przykładów")
    page.locator("#id_learners").fill("27")
    page.locator("[name=shown][value=organisation]").check()
    page.locator("#id_email").fill(TEACHER)
    time.sleep(3)  # people don't fill such a form faster, and the house knows it
    page.locator(".told__send").click()
    page.wait_for_url("**/told/sent/**")
    door = re.search(r"https?://[^/\s]+(/\S*told/\S+/)", text_of(letter_to(plon.letters, TEACHER)))
    assert door
    phone.go(door[1])
    page.get_by_role("button", name="Tak, potwierdzam").click()
    expect(page.locator(".thanks")).to_contain_text("Zeszyt pomiarów")


def see_the_indicators(visit: Visit, work: str, values: dict[str, str]) -> None:
    page = visit.go(f"{work}evaluation/")
    for name, value in values.items():
        card = page.locator("article, .card", has=page.get_by_role("heading", name=re.compile(name))).first
        expect(card.get_by_text(re.compile(rf"^{value} "))).to_be_visible()


def change_the_plan_by_a_finding(visit: Visit, work: str) -> None:
    page = visit.go(f"{work}evaluation/findings/new/")
    page.locator("#id_title").fill("Na warsztaty przychodzi za mało osób")
    page.locator("#id_text").fill("Dojazd jest za trudny.")
    page.get_by_label(re.compile("Osoby na warsztatach")).check()
    page.locator("[name=strength][value=fair]").check()
    page.get_by_role("button", name="Zapisz").click()
    page.get_by_role("link", name="Podejmij decyzję").click()
    page.locator("#id_text").fill("Warsztat przenosimy do szkoły wiejskiej.")
    page.locator("#id_who").fill("Koordynatorka przykładowa")
    page.get_by_role("button", name="Zapisz").click()
    page.get_by_role("link", name=re.compile("Zmień plan")).click()
    page.locator("#id_item").select_option(label="Warsztat mierzenia")
    page.get_by_role("button", name="Otwórz formularz").click()
    page.locator("#id_title").fill("Warsztat mierzenia na wsi")
    # The plan is promised: the decision is the reason already.
    expect(page.get_by_label(re.compile("Dlaczego obietnica"))).to_have_value(re.compile("Warsztat przenosimy"))
    page.get_by_role("button", name="Zapisz").first.click()
    page.wait_for_load_state()
    page = visit.go(f"{work}evaluation/findings/review/")
    expect(page.locator("main")).to_contain_text("Warsztat przenosimy do szkoły wiejskiej.")
    expect(page.locator("main")).to_contain_text("Warsztat mierzenia na wsi")


def write_the_report(visit: Visit, work: str) -> str:
    """Begin the final report and write over its summary; return its address."""
    page = visit.go(f"{work}reports/new/?kind=final")
    page.get_by_role("button", name="Rozpocznij").click()
    page.wait_for_url(re.compile(r"/reports/(?!new)[a-z0-9]+/$"))
    report = urlsplit(page.url).path
    page.locator("#summary-all").get_by_role("link", name="Streszczenie").click()
    text = page.locator("textarea#text")
    text.fill(f"{text.input_value()}\n\n{OUR_WORDS}")
    page.get_by_role("button", name="Zapisz i wróć").click()
    page.wait_for_url(re.compile(re.escape(report)))
    return report


def see_the_edit_and_what_changed(visit: Visit, report: str) -> None:
    """Generated again after another workshop: our sentence stays, the new draft stands beside it."""
    page = visit.go(report)
    page.locator("#summary-all").get_by_role("link", name="Streszczenie").click()
    expect(page.locator("textarea#text")).to_have_value(re.compile(OUR_WORDS))
    expect(page.locator("textarea#text")).to_have_value(re.compile(r"\b12\b"))
    expect(page.locator("main")).to_contain_text("21")
    page = visit.go(f"{report}read/")
    expect(page.locator("main")).to_contain_text(OUR_WORDS)
    expect(page.locator("main")).to_contain_text("Szkoła Przykładowa z Miarką")


def issue_it(visit: Visit, work: str, folder: Path) -> tuple[str, Path]:
    page = visit.go(f"{work}reports/issued/")
    page.get_by_role("button", name="Wydaj").click()
    page.wait_for_url(re.compile(r"/issued/[a-z0-9]+/$"))
    issued = urlsplit(page.url).path
    link = page.get_by_role("link", name=re.compile(r"^PDF"))
    expect(link).to_be_visible(timeout=60_000)
    with page.expect_download() as taken:
        link.click()
    pdf = folder / "report.pdf"
    taken.value.save_as(pdf)
    return issued, pdf


def check_file(page: Page, pdf: Path) -> None:
    page.locator("#id_file").set_input_files(pdf)
    page.get_by_role("button", name="Sprawdź").click()
    page.wait_for_load_state()


def verify_it(phone: Visit, plon: Plon, pdf: Path) -> None:
    """The report is the one that was issued, on the page and at the command line; another by one byte is not."""
    told = plon.command("verify", str(pdf), "--json")
    assert told.returncode == 0, told.stdout + told.stderr
    page = phone.go("/audit/")
    check_file(page, pdf)
    expect(page.locator("main")).to_contain_text("bajt po bajcie")
    changed = bytearray(pdf.read_bytes())
    changed[len(changed) // 2] ^= 1
    other = pdf.with_name("changed.pdf")
    other.write_bytes(changed)
    assert plon.command("verify", str(other), "--json").returncode == 1


def alter_one_byte(plon: Plon, picture: Path) -> None:
    """Somebody with access to the disk changes a photo that is a proof."""
    content = bytearray(picture.read_bytes())
    stored = (plon.folder / "files" / "private" / "evidence").rglob("*.jpg")
    proof = next(each for each in stored if each.read_bytes() == content)
    content[-3] ^= 1
    proof.chmod(0o600)
    proof.write_bytes(content)


def see_which_proof_is_another(visit: Visit, issued: str) -> None:
    page = visit.go(issued)
    page.get_by_role("button", name="Odczytaj wszystkie teraz").click()
    row = page.locator("tr, li", has_text="measuring").first
    expect(row).to_contain_text("zmieniony", timeout=60_000)
