"""Cards, certificates, invitations and labels, read back from what was made."""

import datetime
import io
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import icalendar
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from plon.typeset.tools import cards, certificate, invitation, labels
from plon.typeset.tools.content import Look, ToolContent
from plon.typeset.tools.tool import MissingAnswer, TextTooLong
from tests.typeset.tools.samples import CONTENT, LINK, text_of

REGISTER = "https://plon.example/l/k4m9"
EVENT = replace(
    CONTENT,
    fields={
        "event": "Warsztaty „Lekcja nad wodą”",
        "date": "piątek, 16 maja 2026 r.",
        "time": "9.00-14.00",
        "place": "Szkoła nad Brodem",
        "hours": "6 godzin",
        "covers": "Bezpieczeństwo nad wodą.",
        "agenda": "9.00 Powitanie\n9.30 Lekcja pokazowa",
        "register": REGISTER,
        "start": "2026-05-16T09:00+02:00",
        "end": "2026-05-16T14:00+02:00",
        "names": "Anna Przykładowa\n\n  Jan   Wzorcowy ",
    },
)
HOSTILE = '#panic("x") $a$ *b* <too-long> \\ @c `d` 🎉 שלום \u202e'


def answered(content: ToolContent, **fields: str) -> ToolContent:
    return replace(content, fields={**content.fields, **fields})


def codes(picture: Image.Image) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(picture)}


def first_page(pdf: bytes, *, ppi: int = 200) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[0].render(scale=ppi / 72).to_pil()
        return picture.convert("RGB")


def emblem_height(picture: Image.Image) -> int:
    """Return how many rows of pixels hold the emblem's blue at its left edge."""
    blue = picture.convert("RGB")
    columns = range(0, 140, 4)
    return max(sum(blue.getpixel((x, y)) == (0, 51, 153) for y in range(picture.height)) for x in columns)


@pytest.mark.parametrize(("key", "size"), [("wide", (1200, 630)), ("square", (1080, 1080)), ("tall", (1080, 1920))])
@pytest.mark.parametrize("photo", [CONTENT.photo, None])
def test_a_card_has_its_shape_and_an_emblem_of_a_twelfth_of_its_height(
    key: str, size: tuple[int, int], photo: object
) -> None:
    content = CONTENT if photo else replace(CONTENT, photo=None)
    picture = Image.open(io.BytesIO(cards.make(content, key)))

    assert picture.size == size
    assert emblem_height(picture) >= size[1] // 12


def test_the_tall_card_leads_to_the_link_and_keeps_free_what_networks_cover() -> None:
    picture = Image.open(io.BytesIO(cards.make(replace(CONTENT, photo=None), "tall"))).convert("RGB")

    assert codes(picture) == {LINK}
    top = picture.crop((0, 0, 1080, 270))
    assert len(top.getcolors() or []) == 1


@pytest.mark.slow
def test_certificates_are_one_page_a_name_and_tagged(tmp_path: Path) -> None:
    made = certificate.make(EVENT, "pdf")

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 2
        assert pdf.open_metadata()["dc:title"] == "Warsztaty „Lekcja nad wodą”"
        assert str(pdf.Root.Lang) == "pl"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
    text = text_of(made, tmp_path)
    assert "Anna Przykładowa" in text
    assert "Jan Wzorcowy" in text
    assert text.count("Niniejsze zaświadczenie otrzymuje") == 2
    assert codes(first_page(made)) == {LINK}


def test_without_names_there_is_one_page_with_a_line(tmp_path: Path) -> None:
    made = certificate.make(answered(EVENT, names="\n \n"), "pdf")

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1
    assert "Zaświadczenie o udziale" in text_of(made, tmp_path)


def test_more_names_than_a_file_takes_are_told() -> None:
    many = answered(EVENT, names="\n".join(["A"] * 502))

    assert len(certificate.names_of(many)) == 502
    prepared = certificate._prepared(many, certificate.names_of(many))
    assert len(prepared.values["names"]) == 500
    assert prepared.values["names_beyond"] == 2


@pytest.mark.slow
def test_an_invitation_leads_to_where_one_signs_up(tmp_path: Path) -> None:
    made = invitation.make(EVENT, "pdf")

    assert codes(first_page(made)) == {REGISTER}
    text = text_of(made, tmp_path)
    for said in ("Zaproszenie", "piątek, 16 maja 2026 r.", "Powitanie", "Nauczyciele przyrody", CONTENT.contact):
        assert said in text
    assert Image.open(io.BytesIO(invitation.make(EVENT, "png"))).width >= 1080


def test_the_mail_says_all_in_plain_words() -> None:
    mail = invitation.make(EVENT, "mail").decode()

    for said in ("Kiedy: piątek, 16 maja 2026 r., 9.00-14.00", "- 9.00 Powitanie", f"Zapisy: {REGISTER}"):
        assert said in mail
    assert CONTENT.notices.statement in mail
    assert CONTENT.notices.disclaimer in mail


def event_of(content: ToolContent) -> icalendar.cal.Component:
    calendar = icalendar.Calendar.from_ical(invitation.make(content, "calendar"))
    [event] = calendar.walk("VEVENT")
    return event


def test_a_calendar_gets_the_hours_in_world_time() -> None:
    event = event_of(EVENT)

    assert event.decoded("DTSTART") == datetime.datetime(2026, 5, 16, 7, tzinfo=datetime.UTC)
    assert event.decoded("DTEND") == datetime.datetime(2026, 5, 16, 12, tzinfo=datetime.UTC)
    assert str(event["LOCATION"]) == "Szkoła nad Brodem"
    assert invitation.make(EVENT, "calendar") == invitation.make(EVENT, "calendar")


def test_a_day_lasts_to_its_end_and_an_end_before_the_start_is_none() -> None:
    days = event_of(answered(EVENT, start="2026-05-16", end="2026-05-17"))
    backwards = event_of(answered(EVENT, end="2026-05-15T09:00+02:00"))

    assert days.decoded("DTEND") == datetime.date(2026, 5, 18)
    assert "DTEND" not in backwards


@pytest.mark.parametrize("start", ["", "za tydzień"])
def test_a_calendar_without_a_start_is_told(start: str) -> None:
    with pytest.raises(MissingAnswer) as told:
        invitation.make(answered(EVENT, start=start), "calendar")

    assert told.value.field == "start"


@pytest.mark.parametrize("theme", ["harvest", "bold"])
@pytest.mark.slow
def test_every_label_of_a_sheet_has_its_code(theme: str) -> None:
    content = replace(CONTENT, look=Look(theme, "#244a9b"))
    sheet = first_page(labels.make(content, "sheet"), ppi=220)

    found = zxingcpp.read_barcodes(sheet)
    assert [code.text for code in found] == [LINK] * 24
    assert len(zxingcpp.read_barcodes(first_page(labels.make(content, "large"), ppi=110))) == 8


def test_the_code_on_a_sticker_can_be_scanned_beside_the_longest_statement() -> None:
    old = replace(CONTENT.notices, statement="Co-funded by the Erasmus+ Programme of the European Union")
    page = labels.preview(replace(CONTENT, notices=old)).pages[0]
    with Image.open(io.BytesIO(page)) as picture:
        corners = zxingcpp.read_barcodes(picture)[0].position
    assert (corners.top_right.x - corners.top_left.x) / 90 * 25.4 >= 14


def test_stickers_stand_where_the_common_sheet_has_them() -> None:
    small = labels.SMALL

    assert small.left * 2 + small.step_x * (small.columns - 1) + small.width == pytest.approx(labels.A4[0], abs=0.05)
    assert small.top * 2 + small.step_y * small.rows == pytest.approx(labels.A4[1], abs=0.05)
    prepared = labels._prepared(CONTENT, "sheet")
    assert prepared.values["strip"]["emblem"]["height"] >= 10


def test_one_label_and_the_bare_code() -> None:
    assert codes(Image.open(io.BytesIO(labels.make(CONTENT, "single")))) == {LINK}
    assert labels.make(CONTENT, "qr").startswith(b"<svg")


TOOLS = [(cards, "tall"), (certificate, "pdf"), (invitation, "png"), (labels, "sheet")]


@pytest.mark.parametrize(("tool", "output"), TOOLS)
def test_what_people_write_is_text_and_never_markup(tool: ModuleType, output: str) -> None:
    content = replace(
        EVENT, title=HOSTILE, message=HOSTILE, photo=None, fields=dict.fromkeys(EVENT.fields, HOSTILE), contact=HOSTILE
    )

    assert tool.make(content, output)


@pytest.mark.parametrize(("tool", "output"), TOOLS)
@pytest.mark.parametrize("text", ["Bardzo długi tytuł, który nie ma końca. " * 40, "ż" * 300])
@pytest.mark.slow
def test_what_has_no_room_is_told_and_nothing_is_made(tool: ModuleType, output: str, text: str) -> None:
    content = answered(replace(EVENT, title=text, message=text), event=text)

    assert tool.find_too_long(content)
    with pytest.raises(TextTooLong):
        tool.make(content, output)
    assert tool.preview(content).pages
