"""What the doors of what lasts lead to: keepers, links, copies, files, packages, deposits, a frozen site."""

import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from plon.accounts.models import User
from plon.deposits.enums import DepositState
from plon.deposits.models import Deposit
from plon.fixity.models import StoredFile
from plon.fixity.taking_up import take_up_files
from plon.freezing.models import FrozenSite
from plon.jobs.lengthy import WorkState
from plon.keepers.actions import name_keeper, take_over
from plon.keepers.secret import secret_of as keeper_secret
from plon.keepers.secret import stop_token as keeper_token
from plon.keptcopies.given import keep_given
from plon.linkwatch import taking_up
from plon.linkwatch.models import LinkState
from plon.packages.models import Arrival, Package
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.results.naming import add_identifier
from plon.sustainability.models import Review
from tests.factories import (
    ResultLinkFactory,
)

if TYPE_CHECKING:
    from tests.access.world import World


def add_deposits(world: "World", by: User) -> None:
    """A deposit that is published, one that stopped, and an identifier; no repository is asked."""
    public = world.project.results.get(state=ResultState.PUBLISHED)
    about = {"project": world.project, "result": public, "server_name": "A repository", "record_id": "r1"}
    stopped = Deposit.objects.create(server="https://one.example.org", state=DepositState.STOPPED, **about)
    done = Deposit.objects.create(server="https://two.example.org", state=DepositState.PUBLISHED, **about)
    doors = ("deposit", "state", "go_on", "stop", "give_up", "look")
    world.fillings |= {f"deposits:{door}:deposit": stopped.public_id for door in doors}
    world.fillings["deposits:new_version:deposit"] = done.public_id
    world.fillings["deposits:check?"] = f"?result={public.public_id}&server=https://zenodo.org"
    identifier = add_identifier(public, by=by, scheme="doi", value=f"10.5072/{public.public_id}")
    world.fillings |= {f"deposits:{door}:result": public.public_id for door in ("identifiers", "remove_identifier")}
    world.fillings["deposits:remove_identifier:identifier"] = identifier.public_id


def add_packages(world: "World", by: User) -> None:
    """A package with evidence that is ready, and one that the coordinator brought; nothing is packed."""
    path = storages["default"].save(f"packages/{world.project.public_id}/river.zip", ContentFile(b"PK"))
    about = {"name": "river.zip", "path": path, "size": 2, "sha256": "0" * 64, "expires_at": timezone.now()}
    package = Package.objects.create(project=world.project, state=WorkState.DONE, **about)
    arrival = Arrival.objects.create(by=by, name="river.zip", state=WorkState.FAILED, refusal="Not sound.")
    world.fillings |= {f"packages:{door}:package": package.public_id for door in ("package", "state", "cancel", "file")}
    world.fillings |= {f"arrivals:{door}:arrival": arrival.public_id for door in ("arrival", "state")}


def add_frozen(world: "World") -> None:
    """A frozen site that is ready; nothing is frozen, so nothing is slow."""
    path = storages["default"].save(f"frozen/{world.project.public_id}/river.zip", ContentFile(b"PK"))
    about = {"name": "river.zip", "path": path, "size": 2, "sha256": "0" * 64, "expires_at": timezone.now()}
    site = FrozenSite.objects.create(project=world.project, state=WorkState.DONE, **about)
    world.fillings |= {f"freezing:{door}:site": site.public_id for door in ("site", "state", "cancel", "file")}


def add_lasting(world: "World") -> None:
    """A day on which a result is looked at again."""
    result = Result.objects.get(public_id=world.fill("sustainability:review", "result"))
    review = Review.objects.create(result=result, due_on=datetime.date(2027, 3, 1))
    world.fillings["sustainability:review:review"] = review.public_id


def add_kept(world: "World", by: User) -> None:
    """A result that the coordinator keeps, that somebody else is asked to keep, and that the agency keeps."""
    public = world.project.results.filter(state=ResultState.PUBLISHED).earliest("pk")
    school = {"organisation_name": "A school", "language": "en"}
    (own,) = name_keeper([public], by=by, email=by.email, name="Coordinator", **school)
    (asked,) = name_keeper([public], by=by, email=f"ana{public.pk}@example.org", name="Ana", **school)
    held = take_over(public, by=by)
    keeper = own.keeper
    assert keeper
    for door in ("own", "one", "hand_over", "end", "retire"):
        world.fillings |= {f"kept:{door}:secret": keeper_secret(keeper), f"kept:{door}:keeping": own.public_id}
    for door in ("hand_over", "end", "confirm"):
        world.fillings[f"keepers:{door}:keeping"] = own.public_id
    token = keeper_token(keeper)
    world.fillings |= {
        "keepers:remind:keeping": asked.public_id, "kept:stop:token": token, "kept:again:token": token,
        "sustainability:letter:keeper": keeper.public_id,
    }  # fmt: skip
    for door in ("take_over", "ask", "retire", "confirm"):
        world.fillings[f"office_orphans:{door}:result"] = held.result.public_id


def add_watched(world: "World") -> None:
    """A link that leads to another page than before, which somebody may call the right one."""
    public = world.project.results.get(state=ResultState.PUBLISHED)
    link = ResultLinkFactory(result=public, url=f"https://example.org/watched/{world.project.public_id}")
    taking_up.watch_places([taking_up.Place(link.url, world.project.pk, public.pk, link.pk)])
    LinkState.objects.filter(url=link.url).update(state="broken", what="other_subject", latest={"title": "Another"})
    world.fillings |= {f"linkwatch:{door}:link": link.pk for door in ("link", "accept", "doubt")}


def add_stored(world: "World") -> None:
    """A file that is read back by the clock."""
    take_up_files()
    world.fillings["fixity:check:file"] = StoredFile.objects.filter(project=world.project)[0].pk


def add_copies(world: "World", by: User) -> None:
    """A kept copy of a link of the public result."""
    link = ResultLinkFactory(result=world.project.results.get(state=ResultState.PUBLISHED))
    page = b"<!doctype html><title>Rivers</title><p>Lessons beside the river, for every week of the year."
    kept = keep_given(link, by=by, right="own", words="Made by our school.", pages={link.url: ("text/html", page)})
    for door in ("copy", "state", "stop", "remove", "archive", "archive_index"):
        world.fillings[f"keptcopies:{door}:copy"] = kept.public_id
    world.fillings |= {
        "keptcopies:new:link": link.pk, "copies:copy:copy": kept.public_id, "copies:piece:key": kept.public_id,
        "copies:piece:number": 1, "copies:not_kept:key": kept.public_id,
    }  # fmt: skip
