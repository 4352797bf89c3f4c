"""A chart as a value: its picture, its figures as a table, and a sentence that says what it shows."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from plon.charts.canvas import PAGE_WIDTH, PAPER_WIDTH, SIZE, Canvas

_NOT_IN_IDS = re.compile(r"[^\w-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Words:
    """What the caller says of a chart, in the reader's language.

    Attributes:
        title: of the chart, in some words.
        summary: what it shows, for who doesn't see it; also beneath it on pages.
        head: of the table; each maker says which columns it has.
        empty: a sentence that stands in place of the picture where there are no figures.
    """

    title: str
    summary: str
    head: tuple[str, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `rows` hold every figure that the picture shows, written out for the reader."""

    title: str
    summary: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    has_figures: bool
    draw: Callable[[Canvas], None] = field(compare=False, repr=False)

    def svg(
        self, key: str = "chart", *, standalone: bool = False, with_title: bool = False, width: float | None = None
    ) -> str:
        """Return the picture.

        Args:
            key: begins its ids; charts on one page need different ones.
            standalone: for a file, a PDF or a DOCX: fixed colours, a size of its own, wider; else for a page, whose
                theme sets the colours (`--chart-ink` and so on).
            with_title: the title is drawn, too, for a file that stands alone.
            width: in units of which a letter is 14 high; about 340 for a page and 640 for a paper.
        """
        canvas = Canvas(width or (PAPER_WIDTH if standalone else PAGE_WIDTH))
        if with_title:
            canvas.paragraph(self.title, size=SIZE * 1.2, lines=3, is_bold=True)
            canvas.y += 8
        self.draw(canvas)
        name = _NOT_IN_IDS.sub("-", key) or "chart"
        return canvas.drawn(key=f"c-{name}", title=self.title, summary=self.summary, is_alone=standalone)


def made(
    words: Words, rows: tuple[tuple[str, ...], ...], draw: Callable[[Canvas], None], *, has_figures: bool
) -> Chart:
    """Return a chart; without figures its picture is the sentence that says so."""

    def draw_empty(canvas: Canvas) -> None:
        canvas.y += 12
        canvas.paragraph(words.empty, lines=4, of="soft")
        canvas.y += 12

    return Chart(words.title, words.summary, words.head, rows, has_figures, draw if has_figures else draw_empty)
