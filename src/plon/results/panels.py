"""What rooms above have to say on a result's page in the workspace, e.g. that a link leads nowhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plon.results.models import Result


@dataclass(frozen=True, slots=True)
class ResultPanel:
    """A part of the page; `context` answers None while there is nothing to say. `template` gets it as `panel`."""

    order: int
    key: str
    template: str
    context: Callable[[Result], dict[str, Any] | None]


_panels: dict[str, ResultPanel] = {}


def register_result_panel(panel: ResultPanel) -> None:
    _panels[panel.key] = panel


def panels_for(result: Result) -> list[tuple[str, dict[str, Any]]]:
    """Return (template, context) of those that have something to say, in their order."""
    said = ((panel.template, panel.context(result)) for panel in sorted(_panels.values(), key=lambda p: p.order))
    return [(template, context) for template, context in said if context is not None]
