"""What a composed report is: the paper, the evidence behind it, and every figure as a number beside its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from plon.typeset.papers.blocks import Paper

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One piece of evidence that the report names.

    Attributes:
        id: its public id, by which the paper refers to it.
        title: what it shows; of confidential evidence only that it is confidential.
        kind: photo, file, link or figure, in the paper's language.
        sha256: of its stored bytes, "" where there are none (a link, a figure).
        size: of its stored bytes.
        proves: what it proves, in the paper's language.
        dated: its day as the paper writes it, "" for none.
        is_confidential: whether its title and bytes are kept from those who may not open it.
    """

    id: str
    title: str
    kind: str
    sha256: str
    size: int
    proves: tuple[str, ...]
    dated: str = ""
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the report. Its `words` stand in the paper just so; `key` names it for machines for good."""

    key: str
    label: str
    value: Number
    words: str


@dataclass(frozen=True)
class Composed:
    """A report in one language, as of one day.

    Attributes:
        paper: what is printed and shown.
        proofs: the evidence in the order of the annex.
        figures: every number that the paper states, each once.
    """

    paper: Paper
    proofs: tuple[ProofLine, ...]
    figures: tuple[Figure, ...]

    @cached_property
    def numbers(self) -> Mapping[str, Number]:
        """Return the figures by their keys."""
        return {figure.key: figure.value for figure in self.figures}
