"""From a blank project to its promise: wizard, board, coach, commitment, comparison, application, poster."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

TITLES = {"pl": "Głosy ogrodu", "en": "Voices of the garden"}
# What is chosen or written where the coach's link leads: {field: value}; a list is ticked.
VALUES: dict[str, str | list[str]] = {
    "id_start": "2027-05-10", "id_end": "", "id_action_type": "KA220",
    "id_summary_en": "Pupils make a garden together.",
    "id_licence": "CC-BY-SA-4.0", "id_planned_for": "2027-04-30", "id_title_en": "Twelve garden lessons",
    "id_levels_0": ["organisation", "regional"], "id_size": "120", "id_channel": "meeting", "id_objective": "use",
    "id_cost": "100", "id_baseline": "0", "id_target": "12", "id_target_date": "2028-02-28", "id_source": "listy",
    "id_unit": "szkoły", "id_feeding": "survey", "id_form": "regular_work", "id_users": "nauczyciele przyrody",
    "id_resources": "2 godziny miesięcznie", "id_until": "2032-08-31", "id_category": "handbook",
    "id_means_from": "szkoła",
}  # fmt: skip


class Coached:
    """Somebody who does what the coach says, one link after the other."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = 0

    def name(self, what: str) -> str:
        self.number += 1
        return f"{what} {self.number}"

    def send(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("main form:not(.site-tools form) button[type=submit]").last.click()

    def mend_field(self, field: str) -> None:
        """Fill the very field to which the link led."""
        if field == "id_reach":
            self.reach_everybody()
        elif field in {"id_responsible", "id_keeper"}:
            self.page.locator(f"#{field}").select_option(index=1)
        elif field == "id_reviews":
            self.page.locator("[name=reviews]").first.check()
        else:
            value = VALUES[field]
            self.put(self.page.locator(f"#{field}"), field, value)
        if field == "id_form":
            for other in ("id_users", "id_resources", "id_until"):
                self.put(self.page.locator(f"#{other}"), other, VALUES[other])
            self.page.locator("#id_keeper").select_option(index=1)

    def put(self, found: Locator, field: str, value: str | list[str]) -> None:
        if isinstance(value, list):
            for each in value:
                self.page.locator(f"[name={field.removeprefix('id_').rsplit('_', 1)[0]}][value={each}]").check()
        elif found.evaluate("e => e.tagName") == "SELECT":
            found.select_option(value)
        else:
            found.fill(value)

    def reach_everybody(self) -> None:
        for details in self.page.locator("#id_reach details:not([open])").all():
            details.locator("summary").click()
        for field in self.page.locator("#id_reach input[type=number]").all():
            field.fill("20")

    def add_group(self, kind: str, levels: list[str]) -> None:
        self.page.locator("#id_name").fill(self.name("Ludzie z naszej okolicy"))
        self.page.locator("#id_kind").select_option(kind)
        self.page.locator("#id_size").fill("120")
        for level in levels:
            self.page.locator(f"[name=levels][value={level}]").check()

    def add_activity(self, *, phase: str = "during", start: str = "2027-05-10", channel: str = "meeting") -> None:
        page = self.page
        page.locator("#id_title").fill(self.name("Spotkanie w ogrodzie"))
        for result in page.locator("[name=results]").all():
            result.check()
        self.reach_everybody()
        page.locator("#id_kind").select_option("workshop")
        page.locator("#id_channel").select_option(channel)
        page.locator("#id_objective").select_option("use")
        page.locator("#id_phase").select_option(phase)
        page.locator("#id_start").fill(start)
        page.locator("#id_responsible").select_option(index=1)
        page.locator("#id_cost").fill("100")

    def add_indicator(self, *, level: str = "use", nature: str = "quantitative", unit: str = "szkoły") -> None:
        page = self.page
        page.locator("#id_name").fill(self.name("Szkoły, które pracują w ogrodzie"))
        page.locator("#id_level").select_option(level)
        page.locator("#id_nature").select_option(nature)
        for field in ("id_baseline", "id_target", "id_target_date", "id_source"):
            page.locator(f"#{field}").fill(str(VALUES[field]))
        page.locator("#id_unit").fill(unit)
        page.locator("#id_feeding").select_option("survey")
        if page.locator("#id_work_package option").count() > 1:
            page.locator("#id_work_package").select_option(index=1)

    def write_message(self) -> None:
        self.page.locator("#id_pl").fill("Masz gotową lekcję na jutro.")
        self.page.locator("#id_en").fill("You have tomorrow's lesson ready.")

    def define_change(self) -> None:
        self.page.locator("#id_title").fill("Odwaga do uczenia poza klasą")
        self.page.locator("[name=kind][value=intangible]").check()

    def begin_message(self) -> None:
        self.page.locator("main form button[type=submit]").last.click()
        self.write_message()

    @property
    def others(self) -> dict[str, Callable[[], None]]:
        """What is done where the link leads to a new item."""
        return {
            "no-group": lambda: self.add_group("teachers", ["regional"]),
            "no-wider-level": lambda: self.add_group("teachers", ["regional"]),
            "nobody-inside": lambda: self.add_group("teachers", ["organisation"]),
            "no-decision-makers": lambda: self.add_group("decision-makers", ["local"]),
            "no-public": lambda: self.add_group("media", ["regional"]),
            "no-activity": self.add_activity,
            "result-not-shared": self.add_activity,
            "group-without-activity": self.add_activity,
            "nothing-after": lambda: self.add_activity(phase="after", start="2029-05-10"),
            "not-on-the-platform": lambda: self.add_activity(start="2028-03-10", channel="platform"),
            "no-indicator": self.add_indicator,
            "no-use-indicator": self.add_indicator,
            "only-quantitative": lambda: self.add_indicator(level="quality", nature="qualitative", unit="opis"),
            "package-without-both": lambda: self.add_indicator(level="quality", nature="qualitative", unit="opis"),
            "no-evaluation": lambda: self.add_indicator(level="quality"),
            "result-without-message": self.write_message,
            "group-without-message": self.write_message,
            "result-without-group": self.begin_message,
            "only-tangible": self.define_change,
        }

    def mend_all(self, address: str) -> tuple[int, int]:
        """Follow the coach's first link until nothing is left; return the first number of rules, and the steps."""
        first = steps = 0
        while True:
            self.page.goto(f"{address}coach/")
            link = self.page.locator("article.remark").first
            if link.count() == 0:
                return first, steps
            first = first or self.page.locator("article.remark").count()
            code = link.get_attribute("id") or ""
            to = link.locator("a[href]").first.get_attribute("href") or ""
            self.page.goto(f"{self.page.url.split('/workspace/')[0]}{to}")
            field = to.partition("#")[2]
            if field:
                self.mend_field(field)
            else:
                self.others[code]()
            if "/results/" in to and "/sustainability/" not in to and not to.endswith("/new/"):
                with self.page.expect_navigation():
                    self.page.locator(".save-bar button[type=submit]").click()
            else:
                self.send()
            steps += 1
            assert steps < 80, (code, to)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_from_a_blank_project_to_a_promise_with_its_answers(visit: Visit, language: str, tmp_path: Path) -> None:
    page = visit.sign_in("coordinator@example.org")
    speak(page, language)
    address = begin(page, visit, language)
    walk(page, address)
    first, steps = Coached(page).mend_all(address)
    assert first >= 8
    assert steps >= first
    expect(page.locator("main")).to_contain_text(
        {"pl": "Doradca nie ma już uwag", "en": "nothing left to remark"}[language]
    )
    commit(page, address)
    change_two_promises(page, address)
    compare(page, address)
    take_answers(page, address, tmp_path)
    print_poster(page, address, tmp_path)
    speak(page, "pl")
    assert visit.complaints == []


def speak(page: Page, language: str) -> None:
    button = page.locator(f".site-tools form button[value={language}]")
    if button.count():
        button.click()
        page.wait_for_load_state()


def begin(page: Page, visit: Visit, language: str) -> str:
    """Begin a blank project; return the address of its plan."""
    page.goto(f"{visit.plon.address}/workspace/new/")
    page.locator("#id_title").fill(TITLES[language])
    # What Plon knows by this name appears under the field and moves what stands below.
    with page.expect_response("**/workspace/organisations/**"):
        page.locator("#id_organisation_name").fill("Przykładowa Szkoła w Ogrodzie")
    page.locator("#id_organisation_city").fill("Przykładów")
    page.locator("main form[method=post]:has(#id_title) button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/workspace/[a-z0-9]{6,}/$"))
    project = page.url
    page.goto(f"{project}settings/")
    page.locator("#id_start").fill("2026-09-01")
    page.locator("#id_end").fill("2028-08-31")
    page.locator("#id_action_type").select_option("KA220")
    page.locator("main form[method=post]:has(#id_start) button[type=submit]").last.click()
    page.wait_for_load_state()
    page.goto(f"{project}work-plan/")
    page.locator("[name=title]").fill("Lekcje w ogrodzie")
    page.locator("form:has(input[value=package]) button[type=submit]").click()
    page.wait_for_load_state()
    return f"{project}plan/"


def walk(page: Page, address: str) -> None:
    """The wizard: a first result and a first group; the rest is skipped."""
    page.goto(f"{address}start/results/")
    page.locator("[name=new-0-title]").fill("Dwanaście lekcji w ogrodzie")
    page.locator("form#wizard button[value=next], button[form=wizard][value=next]").last.click()
    page.wait_for_url(re.compile("/start/groups/"))
    page.locator("[name=new-0-name]").fill("Nauczyciele przyrody w powiecie")
    page.locator("form#wizard button[value=next], button[form=wizard][value=next]").last.click()
    page.wait_for_url(re.compile("/start/messages/"))
    page.goto(address)
    expect(page.locator(".item-result")).to_contain_text("Dwanaście lekcji w ogrodzie")
    expect(page.locator(".item-group")).to_contain_text("Nauczyciele przyrody w powiecie")


def commit(page: Page, address: str) -> None:
    page.goto(f"{address}commitments/freeze/")
    page.locator("#id_agreed_on").fill("2026-03-05")
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.wait_for_url(re.compile("/commitments/1/"))
    expect(page.locator("main code").first).to_have_text(re.compile("^[0-9a-f]{64}$"))


def change_two_promises(page: Page, address: str) -> None:
    """A promise does not change without its reason, and nothing typed is lost while it is asked."""
    for kind, field, value, reason in (
        ("group", "size", "140", "Doszła szkoła w Przykładowie"),
        ("indicator", "target", "15", "Zgłosiło się więcej szkół"),
    ):
        page.goto(address)
        card = page.locator(f".item-{kind}").first
        page.goto(f"{address}{kind}/{card.get_attribute('data-id')}/")
        page.locator(f"#id_{field}").fill(value)
        page.locator("main form[data-draft] button[type=submit]").click()
        page.wait_for_load_state()
        expect(page.locator(f"#id_{field}")).to_have_value(value)
        page.locator("#id_reason").fill(reason)
        page.locator("main form[data-draft] button[type=submit]").click()
        page.wait_for_url(re.compile(r"/plan/#"))


def compare(page: Page, address: str) -> None:
    page.goto(f"{address}commitments/compare/?from=1&to=now")
    expect(page.locator("main")).to_contain_text("Doszła szkoła w Przykładowie")
    expect(page.locator("main")).to_contain_text("Zgłosiło się więcej szkół")
    expect(page.locator("main ins", has_text="140")).to_be_visible()
    expect(page.locator("main del", has_text="12").first).to_be_visible()


def take_answers(page: Page, address: str, folder: Path) -> None:
    """Every answer of the KA220 form is within its limit, and the document carries them."""
    page.goto(address.replace("/plan/", "/application/?form=ka220-2026"))
    expect(page.locator("main textarea").first).to_be_visible()
    lengths = page.locator("main textarea[name=text]").evaluate_all("all => all.map(each => each.value.length)")
    assert len(lengths) >= 8
    assert sum(lengths) > 1000
    assert page.locator("main .is-over").count() == 0
    with page.expect_download() as waiting:
        page.locator("main a[href*='/docx/']").first.click()
    path = folder / "answers.docx"
    waiting.value.save_as(path)
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert "Dwanaście lekcji w ogrodzie" in text or "Twelve garden lessons" in text


def print_poster(page: Page, address: str, folder: Path) -> None:
    query = "paper=A1&orientation=landscape&language=pl&content=plan&output=pdf"
    with page.expect_download() as waiting:
        page.evaluate("address => { location.href = address }", f"{address}poster/file/?{query}")
    path = folder / "poster.pdf"
    waiting.value.save_as(path)
    sheet = pikepdf.open(io.BytesIO(path.read_bytes()))
    assert [round(float(side) / 72 * 25.4) for side in sheet.pages[0].MediaBox[2:]] == [841, 594]
