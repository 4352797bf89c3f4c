"""The first day that a sentence names."""

import datetime
import re

from plon.plans.reading.folded import FoldedSentence
from plon.plans.reading.lexicon import Lexicon


def day_in(read: FoldedSentence, words: Lexicon) -> tuple[str, str] | None:
    """Return the first day that the sentence names, as ISO, and its words; a month is its first day."""
    full = re.search(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](20\d{2})", read.folded)
    if full:
        try:
            day = datetime.date(int(full[3]), int(full[2]), int(full[1]))
        except ValueError:
            return None
        return day.isoformat(), read.words(*full.span())
    months = "|".join(words.months)
    # "from March to October 2026", "in May and September 2027": the year belongs to both, the first one begins.
    pair = rf"(?<!\w)({months})\w*\s+(?:\w+\s+){{0,2}}(?:{months})\w*\s+(20\d{{2}})"
    alone = rf"(?<!\w)({months})\w*\s+(?:\d{{1,2}},?\s+)?(20\d{{2}})"
    named = re.search(pair, read.folded) or re.search(alone, read.folded)
    if named:
        month = words.months.index(named[1]) + 1
        return f"{named[2]}-{month:02d}-01", read.words(*named.span())
    return None
