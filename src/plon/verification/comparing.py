"""What a newer issued report says otherwise than the one it supersedes: figures, parts, proofs. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Changed:
    """One figure that reads otherwise; "" where it was not there before, or is not any more."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs.

    Attributes:
        figures: in the order of the newer report, then those that are gone.
        parts: headings of chapters that read otherwise.
        new_parts, lost_parts: headings.
        new_proofs, lost_proofs: their ids.
        other_proofs: ids whose bytes are other ones now.
    """

    figures: tuple[Changed, ...] = ()
    parts: tuple[str, ...] = ()
    new_parts: tuple[str, ...] = ()
    lost_parts: tuple[str, ...] = ()
    new_proofs: tuple[str, ...] = ()
    lost_proofs: tuple[str, ...] = ()
    other_proofs: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == Difference()

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)


def difference_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """Compare two manifests of one report, in one language."""
    old_parts, new_parts = (_by(each["parts"], "title", "sha256") for each in (before, after))
    old_proofs, new_proofs = (_by(each["proofs"], "id", "sha256") for each in (before, after))
    return Difference(
        figures=_figures(before, after),
        parts=_others(old_parts, new_parts),
        new_parts=_missing(new_parts, old_parts),
        lost_parts=_missing(old_parts, new_parts),
        new_proofs=_missing(new_proofs, old_proofs),
        lost_proofs=_missing(old_proofs, new_proofs),
        other_proofs=_others(old_proofs, new_proofs),
    )


def _figures(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Changed, ...]:
    old = {each["key"]: each for each in before["figures"]}
    new = {each["key"]: each for each in after["figures"]}
    found = [
        Changed(each["label"], old[key]["words"] if key in old else "", each["words"])
        for key, each in new.items()
        if key not in old or old[key]["value"] != each["value"]
    ]
    return (*found, *(Changed(each["label"], each["words"], "") for key, each in old.items() if key not in new))


def _by(rows: list[dict[str, Any]], key: str, value: str) -> dict[str, str]:
    return {str(row[key]): str(row[value]) for row in rows}


def _missing(these: Mapping[str, str], in_those: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(key for key in these if key not in in_those)


def _others(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(key for key in new if key in old and old[key] != new[key])
