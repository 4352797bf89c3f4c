"""What a tool was told by the team, as plain values: read from a saved tool, a form or a kit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plon.evidence.models import Evidence
from plon.plans.models import TargetGroup
from plon.results.models import Result


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that can be set up of a tool; `texts` are those rewritten for it, {language: {key: text}}."""

    title: str
    language: str
    results: tuple[Result, ...]
    group: TargetGroup | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    photo: Evidence | None = None
    shows_cover: bool = True


def trimmed(values: Mapping[str, str], keys: Iterable[str]) -> dict[str, str]:
    """Return the values of known keys without blanks around; an empty one says that something is left out."""
    return {key: values[key].strip() for key in keys if key in values}
