"""The text of an application, or a clear word why there is none."""

import io
import zipfile

import docx
import pikepdf
import pytest

from plon.plans.reading import CannotRead, language_of, sentences_in, text_of_document
from plon.plans.reading.sentences import sentences_with_leads
from plon.typeset.documents import simple_document

pytestmark = pytest.mark.slow
WORDS = "Zorganizujemy warsztaty dla 60 nauczycieli w maju 2027 r."


def docx_of(*paragraphs: str) -> bytes:
    document, made = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Rezultat", "Poradnik"
    document.save(made)
    return made.getvalue()


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return made.getvalue()


def test_a_pdf_is_read() -> None:
    made = simple_document("Wniosek", [WORDS, "Drugi akapit."], language="pl")

    assert WORDS in " ".join(text_of_document(made).split())


def test_a_word_document_is_read_with_its_tables() -> None:
    text = text_of_document(docx_of(WORDS))

    assert WORDS in text
    assert "Poradnik" in text


def test_plain_text_is_read_in_its_encoding() -> None:
    assert text_of_document("Żółw upowszechni rezultaty szkoły.".encode("cp1250")).startswith("Żółw")


def encrypted() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(simple_document("A", ["B"], language="en"))) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    return made.getvalue()


def pictures() -> bytes:
    made = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (encrypted, "encrypted"),
        (pictures, "pictures-only"),
        (lambda: b"%PDF-1.7 and then nothing of the kind", "damaged"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"0" * 100, "old-or-locked"),
        (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not-a-document"),
        (lambda: zipped(photo_jpg=b"x"), "not-a-document"),
        (lambda: zipped(word__document_xml=b"<broken"), "damaged"),
        (lambda: zipped(word__document_xml=b"0" * (201 * 1024 * 1024)), "too-complex"),
        (lambda: b"   \n ", "empty"),
        (("słowo " * 90_000).encode, "too-long"),
    ],
    ids=["encrypted", "pictures", "damaged", "old", "png", "zip", "docx", "bomb", "blank", "long"],
)
def test_what_can_not_be_read_says_why(content: object, code: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        text_of_document(content())  # type: ignore[operator]  # a function of the case

    assert refusal.value.code == code
    assert len(str(refusal.value)) > 15


@pytest.mark.parametrize("name", ["wniosek.docx", "wniosek.PDF", "wniosek.odt"])
def test_a_file_that_is_not_what_its_name_says_is_damaged(name: str) -> None:
    with pytest.raises(CannotRead) as refusal:
        text_of_document(b"Broken on its way: only these words arrived.", name=name)

    assert refusal.value.code == "damaged"
    assert text_of_document(b"A text file may be called anything.", name="notes.wniosek").startswith("A text file")


def test_a_short_picture_is_no_text() -> None:
    with pytest.raises(CannotRead) as refusal:
        text_of_document(b"\x89PNG and a few letters that look like words", name="photo")

    assert refusal.value.code == "not-a-document"


def test_sentences_keep_their_abbreviations_dates_and_lists() -> None:
    text = """Projekt potrwa do 31.12.2027 r. Przeszkolimy m.in. nauczycieli, np. ze szkół przy ul. Długiej.
    Powstaną:
    - poradnik dla
    nauczycieli
    - film o rzece
    Dr A. Nowak poprowadzi warsztat.Potem odbędzie się konferencja."""

    assert sentences_in(text) == [
        "Projekt potrwa do 31.12.2027 r.",
        "Przeszkolimy m.in. nauczycieli, np. ze szkół przy ul. Długiej.",
        "Powstaną:",
        "poradnik dla nauczycieli",
        "film o rzece",
        "Dr A. Nowak poprowadzi warsztat.",
        "Potem odbędzie się konferencja.",
    ]


def test_a_year_in_the_middle_ends_no_sentence() -> None:
    text = "Od 2015 r. Fundacja prowadzi zajęcia. Kursy odbędą się w maju 2027 r. Nauczyciele opracują scenariusze."

    assert sentences_in(text) == [
        "Od 2015 r. Fundacja prowadzi zajęcia.",
        "Kursy odbędą się w maju 2027 r.",
        "Nauczyciele opracują scenariusze.",
    ]


def test_lists_that_a_form_ran_together_are_lists_again() -> None:
    text = "Goals are the following:1. Perform a survey; • good practices • a grid.2. Test it *Staff learn *Pupils try"

    assert sentences_with_leads(text) == [
        ("Goals are the following:", ""),
        ("Perform a survey;", "Goals are the following:"),
        ("good practices", "Goals are the following:"),
        ("a grid.", "Goals are the following:"),
        ("Test it", "Goals are the following:"),
        ("Staff learn", "Goals are the following:"),
        ("Pupils try", "Goals are the following:"),
    ]


def test_the_language_is_found_out() -> None:
    assert language_of("Projekt jest dla szkół i nauczycieli z całej Polski, które się uczą.") == "pl"
    assert language_of("The project is for schools and teachers in the whole of Poland.") == "en"
