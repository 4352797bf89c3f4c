"""Who gets letters about which project, in which language, at which hour, and what concerns them."""

import datetime
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef
from django.urls import reverse

from plon.corner.letters.letter import spoken
from plon.corner.models import LetterChoice, PartnerLink
from plon.corner.queries import open_links
from plon.corner.secret import address_of
from plon.corner.zones import zone_of
from plon.pages import whole_address
from plon.projects.enums import TeamRole
from plon.projects.models import Membership, Project

_signer = Signer(salt="plon.corner.letters", sep=".")


@dataclass(frozen=True)
class Reader:
    """Somebody who gets letters about one project.

    Attributes:
        key: the row behind it: "l7" is a partner's link, "m12" a membership.
        organisation_id: whose part of the plan concerns them; None with `is_lead`: all of it.
        door: the address where they see and report it.
    """

    key: str
    project: Project
    email: str
    name: str
    language: str
    zone: zoneinfo.ZoneInfo
    organisation_id: int | None
    is_lead: bool
    door: str

    def is_concerned_by(self, organisation_id: int | None) -> bool:
        """Tell whether something of a partner is theirs; what is nobody's is the coordinator's."""
        return self.is_lead or (organisation_id is not None and organisation_id == self.organisation_id)

    def address_of_line(self, public_id: str) -> str:
        """Return where this reader reports a line of the plan; "" where their door is not known."""
        if self.key.startswith("m"):
            return whole_address(f"{reverse('activities:new', args=[self.project.public_id])}?planned={public_id}")
        return f"{self.door}now/?line={public_id}" if self.door else ""

    def address_of_act(self, public_id: str) -> str:
        """Return where this reader adds proof to an act; "" where their door is not known."""
        if self.key.startswith("m"):
            return whole_address(reverse("activities:detail", args=[self.project.public_id, public_id]))
        return f"{self.door}acts/{public_id}/" if self.door else ""

    def local(self, now: datetime.datetime) -> datetime.datetime:
        return now.astimezone(self.zone)


@dataclass(frozen=True)
class Addressee:
    """One person with all the projects of which letters tell them."""

    email: str
    readers: tuple[Reader, ...]

    @property
    def first(self) -> Reader:
        """Whose language, name and zone the letter takes: an account's before a link's."""
        return self.readers[0]

    @property
    def stop_url(self) -> str:
        return whole_address(reverse("letters:stop", args=[stop_token(reader.key for reader in self.readers)]))


def load_addressees() -> list[Addressee]:
    """Return everybody who gets letters, in two queries; a member of the team is not told a second time by a link."""
    by_email: dict[str, dict[int, Reader]] = {}
    for reader in [*_members(), *_link_holders()]:
        by_email.setdefault(reader.email, {}).setdefault(reader.project.pk, reader)
    return [Addressee(email, tuple(readers.values())) for email, readers in by_email.items()]


def _members() -> Iterable[Reader]:
    said_no = LetterChoice.objects.filter(project=OuterRef("project"), person=OuterRef("person"), wants_letters=False)
    members = Membership.objects.filter(~Exists(said_no), person__is_active=True).select_related("person", "project")
    for member in members.order_by("pk"):
        is_lead = member.role == TeamRole.COORDINATOR
        if is_lead or member.organisation_id:
            person = member.person
            yield Reader(
                key=f"m{member.pk}",
                project=member.project,
                email=person.email.lower(),
                name=person.name,
                language=spoken(person.language),
                zone=zone_of(person.time_zone),
                organisation_id=member.organisation_id,
                is_lead=is_lead,
                door=whole_address(member.project.get_workspace_url()),
            )


def _link_holders() -> Iterable[Reader]:
    for link in open_links().filter(wants_letters=True).order_by("pk"):
        yield Reader(
            key=f"l{link.pk}",
            project=link.project,
            email=link.email.lower(),
            name=link.name,
            language=spoken(link.language),
            zone=zone_of(link.time_zone),
            organisation_id=link.organisation_id,
            is_lead=False,
            door=address_of(link),
        )


def stop_token(keys: Iterable[str]) -> str:
    """Return what proves that somebody got a letter: it stops letters, and nothing else."""
    return _signer.sign("-".join(keys))


def rows_of(token: str) -> tuple[list[PartnerLink], list[Membership]]:
    """Return the rows behind a token that are still there.

    Raises:
        BadSignature: Plon has not written this token.
    """
    keys = _signer.unsign(token).split("-")
    if not all(key[:1] in {"l", "m"} and key[1:].isdecimal() for key in keys):
        raise BadSignature
    links = PartnerLink.objects.filter(pk__in=[key[1:] for key in keys if key.startswith("l")])
    members = Membership.objects.filter(pk__in=[key[1:] for key in keys if key.startswith("m")])
    return list(links.select_related("project")), list(members.select_related("project", "person"))
