"""The pen of a report: like that of answers, but its texts are Markdown and its numbers those of the ledger's page."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format

from plon.activities.ledger.presenting import number_words
from plon.reports.drafting.grammar import one_line
from plon.reports.drafting.writer import Writer

# So many pieces of evidence are named in a sentence or a cell; the annex names all.
MOST_CITED = 4
_MARKUP = re.compile(r"([\\`*\[\]<>]|(?<!\w)_|_(?!\w)|~{2})")


@dataclass(frozen=True, slots=True)
class ReportWriter(Writer):
    """Writes in the language that is active (`translation.override`)."""

    def name(self, text: str) -> str:
        # Spelt out: the two-argument form of super knows no class that slots made anew.
        return escaped(Writer.name(self, text))

    def number(self, count: int | Decimal) -> str:
        return number_words(count)

    def plain(self, text: str) -> str:
        """Return what people typed as one line that Markdown leaves as it is."""
        return escaped(one_line(text))

    def of_people(self, count: int) -> str:
        """Return "22 people", in the genitive that Polish asks for after "do": "22 osób"."""
        return self.count(count, en=("person", "people"), pl=("osoby", "osób", "osób"))

    def day(self, day: datetime.date) -> str:
        """Return "4 May 2026", "4 maja 2026 r."."""
        return date_format(day, "j F Y") if self.language == "en" else f"{date_format(day, 'j E Y')} r."

    def short_day(self, day: datetime.date | None) -> str:
        """Return a day for the cell of a table: "04/05/2026", "4.05.2026"; "" for none."""
        return date_format(day, "SHORT_DATE_FORMAT") if day else ""

    def days(self, start: datetime.date | None, end: datetime.date | None) -> str:
        if start is None:
            return ""
        if end is None or end == start:
            return self.day(start)
        return f"{self.day(start)} – {self.day(end)}"

    def short_days(self, start: datetime.date | None, end: datetime.date | None) -> str:
        is_one = end is None or end == start
        return self.short_day(start) if is_one else f"{self.short_day(start)} –\n{self.short_day(end)}"

    def cited(self, evidence: Sequence[str]) -> str:
        """Return "abc2345, def6789 and 3 more": pieces by which the annex is found; "" for none."""
        named = ", ".join(evidence[:MOST_CITED])
        if (more := len(evidence) - MOST_CITED) > 0:
            named += self.say(en=f" and {more} more", pl=f" i {more} więcej")
        return named

    def proof(self, evidence: Sequence[str]) -> str:
        """Return " (evidence: abc2345)" to stand before a full stop, nothing without evidence."""
        if not evidence:
            return ""
        return f" ({self.say(en='evidence', pl='dowody')}: {self.cited(evidence)})"

    def bullets(self, lines: Sequence[str]) -> str:
        return "\n".join(f"- {line}" for line in lines)

    def rest(self, named: int, whole: int) -> str:
        """Say that not all are named, as a line of its own; "" if they are."""
        if named >= whole:
            return ""
        return self.say(en=f"Named here: {self.number(named)} of {self.number(whole)}.",
                        pl=f"Wymieniono tu {self.number(named)} z {self.number(whole)}.")  # fmt: skip


def escaped(text: str) -> str:
    """Return a text of one line that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", text)
