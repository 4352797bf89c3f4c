"""At once: a public link of what somebody keeps has gone bad. The keeper is told, with what to do; once for each."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from plon.corner.letters.claims import told_to
from plon.corner.letters.letter import Letter, Part, Section, spoken
from plon.corner.letters.sending import deliver_all
from plon.corner.zones import zone_of
from plon.keepers.models import Keeper, Keeping
from plon.keepers.secret import address_of, stop_address
from plon.linkwatch.links import BadLink, troubles_in
from plon.pages import whole_address
from plon.sustainability.letters.sending import kept_now
from plon.sustainability.letters.wording import broken

EVERY = datetime.timedelta(hours=1)
# Older troubles stand in the letter of the half-year.
NEW_FOR = datetime.timedelta(days=60)
CHUNK = 300


@dataclass(frozen=True, slots=True)
class Alarm:
    """One bad link that one keeper is to know of."""

    keeping: Keeping
    bad: BadLink

    @property
    def keeper(self) -> Keeper:
        assert self.keeping.keeper  # noqa: S101  only people's keepings are looked at
        return self.keeping.keeper

    @property
    def about(self) -> str:
        since = self.bad.since
        return f"keep:link:{self.bad.link.pk}:{self.bad.what}:{since:%y%m%d}" if since else ""


def alarms_at(now: datetime.datetime) -> Iterator[Alarm]:
    """Yield what keepers are to know and were not told."""
    for keepings in _chunks():
        bad = troubles_in({each.result_id for each in keepings})
        found = [Alarm(each, link) for each in keepings for link in bad.get(each.result_id, ()) if _is_new(link, now)]
        told = told_to({one.keeping.result.project_id for one in found}, since=now - 2 * NEW_FOR)
        yield from (one for one in found if (one.keeping.result.project_id, one.keeper.email, one.about) not in told)


def _chunks() -> Iterator[list[Keeping]]:
    some: list[Keeping] = []
    for keeping in kept_now():
        some.append(keeping)
        if len(some) == CHUNK:
            yield some
            some = []
    if some:
        yield some


def _is_new(bad: BadLink, now: datetime.datetime) -> bool:
    return bad.since is not None and now - bad.since < NEW_FOR


def alarm_letters(now: datetime.datetime) -> Iterator[Letter]:
    """Compose one letter to each keeper for all that went bad."""
    for keeper, group in groupby(alarms_at(now), key=lambda one: one.keeper):
        yield _letter(keeper, list(group))


def _letter(keeper: Keeper, alarms: Sequence[Alarm]) -> Letter:
    language = spoken(keeper.language)
    with override(language), timezone.override(zone_of(keeper.time_zone)):
        title = alarms[0].keeping.result.title_in(language)
        words = ngettext(
            "A link of “%(title)s” has gone bad", "%(n)s links of what you keep have gone bad", len(alarms)
        )
        groups = groupby(alarms, key=lambda one: one.keeping.pk)
        return Letter(
            email=keeper.email,
            name=keeper.name,
            language=language,
            subject=words % {"title": title, "n": len(alarms)},
            opening=_(
                "Plon looks at public links now and then. These don't lead any more to what was there; visitors are "
                "warned, and where there is a kept copy they get that. Please don't open the addresses unwarned."
            ),
            parts=tuple(_part(keeper, list(group), language) for _key, group in groups),
            abouts=frozenset((one.keeping.result.project_id, one.about) for one in alarms),
            stop_url=stop_address(keeper),
        )


def _part(keeper: Keeper, alarms: Sequence[Alarm], language: str) -> Part:
    keeping = alarms[0].keeping
    items = tuple(broken(one.bad, _place(keeper, one)) for one in alarms)
    closing = _("See the result and what you can do")
    return Part(
        keeping.result.title_in(language), (Section("", items),), address_of(keeper, keeping.public_id), closing
    )


def _place(keeper: Keeper, one: Alarm) -> str:
    """Return where a member of the team mends a link; others ask the team, by the page of what they keep."""
    if not (keeper.account_id and one.keeping.in_team):
        return ""
    return whole_address(reverse("linkwatch:link", args=[one.keeping.result.project.public_id, one.bad.link.pk]))


def send_alarms() -> None:
    """Send what is due."""
    deliver_all(alarm_letters(timezone.now()))
