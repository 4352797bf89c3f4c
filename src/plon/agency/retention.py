"""How long Plon keeps what people left, where the agency may say it within bounds.

A room registers its period and asks `days_of`; the office shows the bounds with their reason, the privacy notice tells
the days. Periods that the grant agreement sets are no settings (`plon.programme.retention`).
"""

from dataclasses import dataclass

from django.utils.functional import Promise

from plon.agency.settings import SettingKind, number_of, register_setting, registered_settings

SECTION = "retention"


@dataclass(frozen=True, slots=True)
class Period:
    """One period as the privacy notice tells it."""

    label: str
    days: int


def register_period(
    key: str,
    order: int,
    label: Promise | str,
    *,
    days: int,
    bounds: tuple[int, int],
    source: Promise | str,
    help: Promise | str = "",  # noqa: A002  the word of `SettingKind`
) -> None:
    """Let the agency say how many days something is kept.

    Args:
        key: of the period, asked for with `days_of`.
        order: on the office's page and in the privacy notice.
        label: what is kept until when, as both show it.
        days: while nothing is set.
        bounds: the least and the most days.
        source: why these bounds, in a sentence.
        help: more for the officer.
    """
    register_setting(SettingKind(
        f"retention.{key}", order, label, help, kind="number", defaults={"": str(days)}, section=SECTION,
        bounds=bounds, source=source,
    ))  # fmt: skip


def days_of(key: str) -> int:
    """Return for how many days something is kept.

    Raises:
        KeyError: no room registered the period.
    """
    return number_of(f"retention.{key}")


def periods() -> list[Period]:
    """Return all periods in their order, for the privacy notice."""
    return [Period(str(kind.label), number_of(kind.key)) for kind in registered_settings(SECTION)]
