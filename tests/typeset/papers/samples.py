"""Papers to test with: one of every kind of block, and one as long as a final report."""

from plon.charts.chart import Words
from plon.charts.rows import Row, bars
from plon.typeset.papers.blocks import Block, Column, Drawing, Facts, Grid, Heading, Note, Paper, Quote, Text

_CHART = bars(
    Words("Osoby na warsztatach", "Najwięcej osób przyszło latem: 412.", ("Pora roku", "Osoby"), "Brak danych"),
    ("Osoby",),
    (Row("Wiosna", (120,)), Row("Lato", (412,)), Row("Jesień", (33,))),
)
TABLE = Grid(
    "Cele i wykonanie",
    (Column("Wskaźnik", weight=3), Column("Cel", is_number=True), Column("Wykonanie", is_number=True)),
    (("Szkoły, które uczą nad wodą", "25", "31"), ("Osoby na warsztatach", "1 200", "1 187,5"), ("Razem", "1 225", "")),
    has_total=True,
)
DRAWING = Drawing(
    _CHART.title,
    _CHART.svg(standalone=True),
    _CHART.summary,
    Grid("Liczby wykresu", (Column(_CHART.head[0]), Column(_CHART.head[1], is_number=True)), _CHART.rows),
)  # fmt: skip
BLOCKS: tuple[Block, ...] = (
    Heading("Podsumowanie", 1, "summary"),
    Text(
        "Pierwszy akapit z **ważnym** słowem i [stroną](https://example.org/rzeka).\n\n- raz\n- dwa\n\n1. krok\n2. skok"
    ),
    Heading("Wskaźniki", 2),
    TABLE,
    Note("Trzech partnerów jeszcze nie odpowiedziało.", "warning"),
    Heading("Zasięg", 1),
    DRAWING,
    Quote("W tej rzece coś żyje!", "nauczycielka przyrody"),
    Heading("Wydarzenia", 2),
    Facts((("Warsztaty", "12"), ("Konferencje", "2"))),
    Heading("Na koniec", 1),
    Text("Dziękujemy."),
)
REPORT = Paper(
    title="Raport końcowy: Żywa rzeka",
    language="pl",
    blocks=BLOCKS,
    subtitle="Partnerstwo na małą skalę",
    facts=Facts((("Numer", "2024-1-PL01-KA210-SCH-000012345"), ("Partnerzy", "Szkoła nad Bródką\nFundacja Rzeka"))),
    funding="Dofinansowane przez Unię Europejską\nWyrażone poglądy są poglądami autorów.",
    made_on="26 listopada 2026",
    code="PLN-7K3F-9Q2M",
    address="https://plon.example.org/v/PLN-7K3F-9Q2M",
)  # fmt: skip


def long_report() -> Paper:
    """Return a report as large as the issue names: 60 indicators, 300 activities, 400 proofs, 10 charts."""
    sentence = "Uczniowie badali wodę, a nauczyciele zapisywali, co z tego wynika dla szkoły i gminy nad rzeką. "
    blocks: list[Block] = []
    for chapter in range(10):
        blocks += [Heading(f"Rozdział {chapter + 1}"), Text("\n\n".join([sentence * 8] * 6)), DRAWING]
    blocks += [Heading("Wskaźniki"), _rows("Cele", 60, 5), Heading("Działania"), _rows("Działania z zasięgiem", 300, 5)]
    blocks += [Heading("Dowody"), _rows("Dowody ze skrótami", 400, 3, checksum=f"{2**255:064x}")]
    return Paper("Raport końcowy", "pl", tuple(blocks), funding="Dofinansowane przez Unię Europejską", code="PLN-1")


def _rows(caption: str, count: int, columns: int, *, checksum: str = "") -> Grid:
    heads = (Column("Nazwa", weight=3), *(Column(f"Liczba {n}", is_number=True) for n in range(1, columns)))
    rows = (
        (f"{caption} numer {row}, nad rzeką i w szkole", *(f"{row * 1234 + n}" for n in range(1, columns)))
        for row in range(count)
    )
    if not checksum:
        return Grid(caption, heads, tuple(rows))
    return Grid(caption, (*heads, Column("SHA-256", weight=2)), tuple((*row, checksum) for row in rows))
