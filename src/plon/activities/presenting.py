"""An act in words: its facts, whom it reached, what proves it."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.activities.models import Activity, Proof
from plon.activities.rules import may_change
from plon.activities.splits import FEWER, PARTS
from plon.evidence.models import Evidence
from plon.evidence.serving import file_url
from plon.programme.codelists import codelist
from plon.programme.places import language_name
from plon.projects.rules import CONTRIBUTE, EDIT


@dataclass(frozen=True)
class ReachShown:
    """One group: how many were reached, how many of them evidence shows, who they were."""

    key: str
    name: str
    people: int
    proven: int
    level: str
    split: tuple[tuple[str, str], ...]

    @property
    def missing(self) -> int:
        return self.people - self.proven


@dataclass(frozen=True)
class ProofShown:
    """One piece of evidence: how it looks, and how many people of each group it shows."""

    evidence: Evidence
    thumbnail: str
    url: str
    groups: tuple[tuple[str, str, int, int], ...]
    can_change: bool

    @property
    def people(self) -> int:
        return sum(people for _key, _name, people, _most in self.groups)


def when(activity: Activity) -> str:
    """Return its day or days and hours, in words."""
    if activity.start is None:
        return ""
    days = date_format(activity.start, "DATE_FORMAT")
    if activity.end and activity.end != activity.start:
        days = f"{days} – {date_format(activity.end, 'DATE_FORMAT')}"
    hours = " – ".join(time_format(hour, "TIME_FORMAT") for hour in (activity.starts_at, activity.ends_at) if hour)
    return f"{days}, {hours}" if hours else days


def facts_of(activity: Activity) -> list[tuple[str, str]]:
    """Return (label, value) of what is known of an act."""
    language = get_language() or "en"
    kind = codelist("activity_kinds").name(activity.kind, language) if activity.kind else ""
    channel = codelist("channels").name(activity.channel, language) if activity.channel else ""
    cost = (
        f"{number_format(activity.cost, use_l10n=True, force_grouping=True)} EUR" if activity.cost is not None else ""
    )
    facts = [
        (_("When"), when(activity)),
        (_("Where"), " · ".join(part for part in (activity.place, str(activity.get_mode_display())) if part)),
        (_("Who"), str(activity.responsible or "")),
        (_("Purpose"), str(activity.get_purpose_display())),
        (_("Kind"), kind),
        (_("Channel"), channel),
        (_("Language"), language_name(activity.language, language) if activity.language else ""),
        (_("Cost"), cost),
    ]
    return [(label, value) for label, value in facts if value]


def reach_of(activity: Activity) -> list[ReachShown]:
    """Return whom an act reached, with what its proofs show of them."""
    language = get_language() or "en"
    proven: defaultdict[str, int] = defaultdict(int)
    for proof in activity.proofs.all():
        proven[proof.group_key] += proof.people
    return [
        ReachShown(
            row.group_key, row.group_name or _("somebody else"), row.people, proven[row.group_key],
            codelist("levels").name(row.level, language) if row.level else "", _split(row.split, language),
        )
        for row in activity.reach.all()
    ]  # fmt: skip


def _split(split: dict[str, object], language: str) -> tuple[tuple[str, str], ...]:
    told = []
    for part, codes in PARTS.items():
        totals = split.get(part)
        if isinstance(totals, dict):
            label = _("Their role") if part == "role" else _("Their age")
            names = codelist(codes)
            told.append((label, ", ".join(f"{names.name(code, language)}: {n}" for code, n in totals.items())))
    if split.get(FEWER):
        told.append((_("with fewer opportunities"), str(split[FEWER])))
    return tuple(told)


def proofs_of(activity: Activity, user: User | AnonymousUser) -> list[ProofShown]:
    """Return the pieces of evidence of an act, as `user` may see them.

    Signed lists are opened by editors and coordinators alone; the others see that there is one.
    """
    by_piece: dict[int, list[Proof]] = {}
    for proof in activity.proofs.all():
        by_piece.setdefault(proof.evidence_id, []).append(proof)
    changes_all, sees_all = may_change(user, activity), user.has_perm(EDIT, activity.project)
    contributes = user.has_perm(CONTRIBUTE, activity.project)
    rows = reach_of(activity)
    shown = []
    for proofs in by_piece.values():
        evidence = proofs[0].evidence
        people = {proof.group_key: proof.people for proof in proofs}
        is_open = sees_all or not evidence.is_confidential
        groups = tuple(
            (row.key, row.name, people.get(row.key, 0), people.get(row.key, 0) + row.missing) for row in rows
        )
        shown.append(
            ProofShown(
                evidence,
                file_url(evidence, thumbnail=True) if is_open and evidence.thumbnail_path else "",
                evidence.url or (file_url(evidence) if is_open and evidence.path else ""),
                groups,
                changes_all or (contributes and evidence.added_by_id == user.pk),
            )
        )
    return shown
