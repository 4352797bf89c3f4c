"""A survey on real phones: begun and taken up again, sent without a connection, handed on from person to person."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Plon, Visit

pytestmark = pytest.mark.browser
ROOT = str(Path(__file__).resolve().parents[2])
OPEN = f"""
import json, sys
sys.path.insert(0, {ROOT!r})
from plon.projects.models import Project
from tests.responses.conftest import open_round, questionnaire
project = Project.objects.filter(is_example=True).first()
rounds = [open_round(questionnaire(has_pairs=True), project=project) for _each in range(4)]
print(json.dumps([[asked.pk, asked.secret] for asked in rounds]))
"""

# Until the worker of the house has the page.
KEPT = """async () => {
  while (!(await (await caches.open("plon-pages")).keys()).length) await new Promise((go) => setTimeout(go, 100));
}"""


class Round:
    """A round that is open, and what the server has of it."""

    def __init__(self, plon: Plon, key: int, secret: str) -> None:
        self.key, self.secret = key, secret
        self.database = plon.folder / "plon.sqlite3"

    def received(self) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(self.database)) as database:
            question = "SELECT answers FROM responses_response WHERE round_id = ?"
            return [json.loads(answers) for (answers,) in database.execute(question, [self.key]).fetchall()]


@pytest.fixture(scope="module")
def rounds(plon: Plon) -> list[Round]:
    told = plon.command("shell", "--no-imports", "-c", OPEN)
    assert told.returncode == 0, told.stderr
    return [Round(plon, *each) for each in json.loads(told.stdout.splitlines()[-1])]


@pytest.fixture
def opened(rounds: list[Round]) -> Round:
    return rounds.pop()


def test_what_was_begun_is_on_this_phone_alone_until_it_is_sent_or_erased(phone: Visit, opened: Round) -> None:
    page = phone.go(f"/s/{opened.secret}/?lang=en")
    expect(page.locator("[data-question='classes']")).to_be_hidden()
    page.get_by_label("Teacher").check()
    expect(page.locator("[data-question='classes']")).to_be_visible()
    page.get_by_label("How many classes?").fill("2,5")
    page.get_by_label("Why?").fill("Because of the river.")
    page.get_by_label("First two letters of your mother's first name").fill("Łu")
    expect(page.get_by_text("3 of 8 questions answered")).to_be_visible()

    page.get_by_role("link", name="polski").click()
    expect(page.get_by_text("Odpowiedzi zaczęte na tym urządzeniu są tu znowu.")).to_be_visible()
    expect(page.locator("[name='q-classes']")).to_have_value("2,5")
    expect(page.locator("[name='code-mother']")).to_have_value("")
    assert opened.received() == []

    page.get_by_role("button", name="Usuń moje odpowiedzi z tego urządzenia").click()
    expect(page.locator("[name='q-why']")).to_have_value("")
    page.reload()
    expect(page.locator("[name='q-role']:checked")).to_have_count(0)

    page.get_by_label("Pupil (po polsku)").check()
    page.get_by_role("button", name="Wyślij odpowiedzi").click()
    expect(page.get_by_text("Odpowiedzi dotarły. Dziękujemy!")).to_be_visible()
    assert opened.received() == [{"role": "pupil"}]
    assert page.evaluate("Object.keys(localStorage)") == []
    assert phone.context.cookies() == []
    page.go_back()
    expect(page.get_by_text("Z tego okna wysłano już odpowiedzi.")).to_be_visible()
    expect(page.locator("[name='q-role']:checked")).to_have_count(0)
    page.get_by_role("button", name="Wyślij odpowiedzi").click()
    expect(page.locator("#wrong")).to_be_visible()
    assert len(opened.received()) == 1
    assert phone.complaints == []


def test_a_sheet_without_connection_waits_on_the_phone_and_arrives_once(phone: Visit, opened: Round) -> None:
    page = phone.go(f"/s/{opened.secret}/?lang=en")
    phone.context.set_offline(True)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("Some questions still need an answer.")).to_be_visible()
    page.get_by_label("Parent").check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("Your sheet is kept on this device")).to_be_visible()
    assert opened.received() == []
    phone.context.set_offline(False)
    expect(page.get_by_text("Your answers have arrived. Thank you!")).to_be_visible(timeout=15_000)
    assert opened.received() == [{"role": "parent"}]
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_device_goes_from_hand_to_hand_even_without_connection(phone: Visit, opened: Round) -> None:
    page = phone.go(f"/s/{opened.secret}/?lang=en&shared=1")
    page.evaluate(KEPT)
    phone.context.set_offline(True)
    page.reload()
    for role in ("Pupil", "Teacher"):
        expect(page.locator("[name='q-role']:checked")).to_have_count(0)
        expect(page.locator("[name='q-why']")).to_have_value("")
        page.get_by_label(role).check()
        page.get_by_label("Why?").fill(f"I am a {role}")
        page.get_by_role("button", name="Send my answers").click()
        page.get_by_role("button", name="Next person").click()
    phone.context.set_offline(False)
    # The server shows a mistake with all that was written; the next person sees none of it.
    page.get_by_label("Teacher").check()
    page.get_by_label("How many classes?").fill("many")
    page.get_by_label("Why?").fill("Only mine.")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.locator("#wrong")).to_be_visible()
    expect(page.get_by_label("Why?")).to_have_value("Only mine.")
    page.get_by_label("Parent").check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("Your answers have arrived. Thank you!")).to_be_visible()
    page.get_by_role("button", name="Next person").click()
    expect(page.get_by_label("Why?")).to_have_value("")
    expect(page.locator("[name='q-role']:checked")).to_have_count(0)
    expect(page.locator("#wrong")).to_have_count(0)
    page.wait_for_function("localStorage.length === 0", timeout=15_000)
    assert sorted(sheet["role"] for sheet in opened.received()) == ["parent", "pupil", "teacher"]


def test_the_page_has_no_barriers_and_fits_a_phone(phone: Visit, opened: Round) -> None:
    axe = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
    for query in ("?lang=pl", "?lang=en&shared=1"):
        page = phone.go(f"/s/{opened.secret}/{query}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        if not axe.is_file():
            pytest.skip("axe-core is not here")
        page.evaluate(axe.read_text())
        found = page.evaluate("axe.run().then((said) => said.violations.map((each) => [each.id, each.nodes[0].html]))")
        assert found == []
