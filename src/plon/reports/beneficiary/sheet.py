"""Notes taken while a report is composed: every number with its key, every piece of evidence with what it proves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plon.activities.ledger.presenting import number_words
from plon.reports.beneficiary.composed import Figure, Number, ProofLine
from plon.reports.beneficiary.writing import ReportWriter

if TYPE_CHECKING:
    from plon.reports.beneficiary.facts import PieceFacts


@dataclass
class Sheet:
    """The notes of one composing; `w` writes its words."""

    w: ReportWriter
    pieces: Mapping[str, "PieceFacts"]
    _figures: dict[str, Figure] = field(default_factory=dict)
    _proves: dict[str, dict[str, None]] = field(default_factory=dict)

    def figure(self, key: str, label: str, value: Number, *, words: str = "") -> str:
        """Note a number and return it in words, so that paper and machines have it from one place.

        `words` are given where another room says how such a number is rounded; else it is written out whole.

        Raises:
            ValueError: the key names another number already: two figures that disagree.
        """
        known = self._figures.get(key)
        if known is not None and known.value != value:
            raise ValueError(f"{key} is {known.value} and {value}")
        words = words or number_words(value)
        self._figures.setdefault(key, Figure(key, label, value, words))
        return words

    def cite(self, evidence: Iterable[str], proves: str) -> str:
        """Note what pieces of evidence prove, and return how the paper names them: by their ids, "" for none."""
        known = sorted((key for key in dict.fromkeys(evidence) if key in self.pieces), key=self._by_day)
        for key in known:
            self._proves.setdefault(key, {})[proves] = None
        return self.w.cited(known)

    def _by_day(self, key: str) -> tuple[str, str]:
        piece = self.pieces[key]
        return (piece.dated.isoformat() if piece.dated else "", key)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(self._figures.values())

    @property
    def proofs(self) -> tuple[ProofLine, ...]:
        """Return the evidence that was cited so far, by its days."""
        return tuple(
            self.pieces[key].line(tuple(self._proves[key]), self.w) for key in sorted(self._proves, key=self._by_day)
        )
