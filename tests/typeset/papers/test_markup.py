from hypothesis import given
from hypothesis import strategies as st

from plon.typeset.papers.breaking import pieces
from plon.typeset.papers.markup import Code, Listing, Paragraph, Part, Quoted, Run, Table, parts_of


def plain(*texts: str) -> tuple[Part, ...]:
    return tuple(Paragraph((Run(text),)) for text in texts)


def test_runs_know_their_style_and_their_address() -> None:
    assert parts_of("a **b _c_** `d` [e **f**](https://example.org) <b>\\\ng\nh") == (
        Paragraph(
            (
                Run("a "), Run("b ", is_bold=True), Run("c", is_bold=True, is_italic=True), Run(" "),
                Run("d", is_code=True), Run(" "), Run("e ", address="https://example.org"),
                Run("f", is_bold=True, address="https://example.org"), Run(" <b>"), Run("\n"), Run("g"),
                Run(" "), Run("h"),
            )
        ),
    )  # fmt: skip


def test_addresses_that_lead_elsewhere_are_words() -> None:
    parts = parts_of("[a](javascript:x) [b](file:///etc/passwd) [c](/home) [d](mailto:d@example.org) ![e](x.png)")

    runs = [run for part in parts if isinstance(part, Paragraph) for run in part.runs]
    assert {run.text: run.address for run in runs if run.address} == {"d": "mailto:d@example.org"}
    assert runs[-1].text == "e"


def test_lists_hold_blocks_and_know_their_first_number() -> None:
    assert parts_of("- a\n\n  b\n- c\n\n7. d\n   - e") == (
        Listing((plain("a", "b"), plain("c"))),
        Listing(((*plain("d"), Listing((plain("e"),))),), start=7),
    )


def test_headings_are_bold_and_rules_are_nothing() -> None:
    assert parts_of("## Tytuł\n\n---\n\n> cytat\n\n    kod\n") == (
        Paragraph((Run("Tytuł", is_bold=True),)), Quoted(plain("cytat")), Code("kod"),
    )  # fmt: skip


def test_a_table_keeps_its_cells() -> None:
    head, row = (Run("a"),), (Run("1", is_bold=True),)
    assert parts_of("| a | |\n|---|---|\n| **1** | |") == (Table(((head, ()), (row, ()))),)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    parts_of(text)


@given(st.text(), st.integers(1, 40))
def test_pieces_joined_are_the_text(text: str, longest: int) -> None:
    made = pieces(text, longest)

    assert text == (made if isinstance(made, str) else "".join(made))


def test_addresses_part_after_signs_and_checksums_by_length() -> None:
    assert pieces("zwykły tekst") == "zwykły tekst"
    assert pieces("na https://plon.example.org/a-b?c=d dalej") == [
        "na https://", "plon.", "example.", "org/", "a-", "b?", "c=", "d dalej",
    ]  # fmt: skip
    assert pieces("a" * 30) == ["a" * 12, "a" * 12, "a" * 6]
