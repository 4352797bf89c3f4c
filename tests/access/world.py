"""A project with one of everything, so that every door of it leads to something real."""

import datetime
import hashlib
import io
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from plon.accounts.models import User
from plon.attendance.actions import add_by_hand, open_list
from plon.catalogue.dumps import make_dumps
from plon.catalogue.models import ListExport
from plon.catalogue.previews.models import FilePreview
from plon.collections.actions import add_entry, make_collection, remove_entry, show_to
from plon.corner.actions import make_calendar, send_link
from plon.corner.letters.readers import stop_token
from plon.corner.secret import secret_of
from plon.deposits.enums import DepositState
from plon.deposits.models import Deposit
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Upload
from plon.evidence.publishing import publish_evidence
from plon.evidence.receiving import receive
from plon.exchange.models import Import
from plon.fixity.models import StoredFile
from plon.fixity.taking_up import take_up_files
from plon.freezing.enums import FreezeState
from plon.freezing.models import FrozenSite
from plon.history.models import Event
from plon.keepers.actions import name_keeper, take_over
from plon.keepers.secret import secret_of as keeper_secret
from plon.keepers.secret import stop_token as keeper_token
from plon.keptcopies.given import keep_given
from plon.linkwatch import taking_up
from plon.linkwatch.models import LinkState
from plon.office.merging.actions import merge_organisations
from plon.packages.enums import WorkState
from plon.packages.models import Arrival, Package
from plon.plans import actions as planning
from plon.plans.actions.comments import write_comment
from plon.plans.actions.proposals import read_text
from plon.programme.application import form_of
from plon.projects.enums import PartnershipRole, TeamRole
from plon.projects.models import Claim, Invitation, Milestone, Project, WorkPackage
from plon.projects.queries import hash_of
from plon.reports.actions import take_draft, write_answer
from plon.reports.places import Place
from plon.results import attaching
from plon.results.actions import define_result
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile
from plon.results.naming import add_identifier
from plon.savedsearches.actions import save_search
from plon.savedsearches.alerts.tokens import stop_token as alerts_token
from plon.shortlinks.actions import add_link
from plon.sustainability.models import Review
from plon.toolkit.actions import set_project_logo, set_up_material
from plon.toolkit.choices import Choices
from plon.toolkit.enums import KitState
from plon.toolkit.library_actions import Description, note_use, upload_material
from plon.toolkit.models import Kit, MaterialVersion
from plon.uptake.actions import confirm, tell
from plon.uptake.letters.composing import stop_token as news_token
from plon.uptake.secret import secret_of as contact_secret
from plon.uptake.views import sent_token
from plon.visibility.enums import CheckOf, CheckState
from plon.visibility.models import VisibilityCheck
from plon.visibility.report import Report
from tests.access.agency_world import add_agency
from tests.access.contact_world import add_message
from tests.access.doors import Door
from tests.access.evaluation_world import add_evaluation
from tests.access.events_world import add_events
from tests.access.figures_world import add_figures
from tests.access.findings_world import add_findings, add_outcomes
from tests.access.issued_world import add_issued, add_platform
from tests.access.labels_world import add_labels
from tests.access.newsletter_world import add_newsletter
from tests.access.portal_world import add_articles
from tests.access.reports_world import add_reports
from tests.access.review_world import add_review
from tests.access.surveyresults_world import add_survey_results
from tests.access.surveys_world import add_surveys
from tests.evidence.photographs import consent, jpeg, photo
from tests.factories import (
    ActivityFactory,
    EvidenceFactory,
    ItemProofFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ProofFactory,
    ResultFactory,
    ResultLinkFactory,
    ResultTextFactory,
    UserFactory,
)
from tests.responses.conftest import open_round

TEXT = "The project will organise a workshop for 40 teachers in May 2025. We will publish a handbook for schools."


@dataclass
class World:
    """A project, its people, and what to fill into each route: by "route:argument", else by "argument".

    "route?" has what stands behind the question mark.
    """

    project: Project
    people: dict[str, User]
    fillings: dict[str, Any] = field(default_factory=dict)

    def fill(self, route: str, argument: str) -> Any:
        """Return what stands for an argument of a route.

        Raises:
            KeyError: the world has nothing for it yet; add it to `make_world`.
        """
        for key in (f"{route}:{argument}", argument):
            if key in self.fillings:
                return self.fillings[key]
        raise KeyError(f"the world of tests/access/world.py has nothing for <{argument}> of {route}")

    def address(self, door: Door) -> str:
        """Return an address that leads through a door."""
        arguments = [self.fill(door.name, argument) for argument in door.arguments]
        return reverse(door.name, args=arguments) + self.fillings.get(f"{door.name}?", "")


def make_world(number: str) -> World:
    """Make a project with one of everything."""
    project = ProjectFactory(title=f"Project {number}", number=f"2024-1-PL01-KA210-SCH-00000000{number}")
    people = {role: UserFactory(email=f"{role}{number}@example.org", name=role.title()) for role in TeamRole.values}
    for role, person in people.items():
        MembershipFactory(project=project, person=person, role=role)
    world = World(project, people)
    world.fillings["project"] = project.public_id
    by = people[TeamRole.COORDINATOR]
    _partners_and_work(world, number)
    _plan(world, by)
    _results(world, by)
    _public(world, by)
    _reach(world)
    _answer(world, by)
    _office(world)
    _corner(world, by)
    _consents(world, by)
    _evidence(world, by)
    _ledger(world)
    _attendance(world, by)
    _acts(world)
    _short_links(world, by)
    _library(world, by)
    _check(world, by)
    _toolkit(world, by)
    _lists(world)
    _gathered(world, by)
    _uptake(world)
    _portal(world, by)
    _kept(world, by)
    _watched(world)
    _copies(world, by)
    _stored(world)
    _lasting(world)
    _frozen(world)
    _packages(world, by)
    _deposits(world, by)
    add_platform(world)
    add_issued(world, by)
    _asked(world)
    add_findings(world, by)
    add_outcomes(world)
    add_evaluation(world, by)
    add_reports(world, by)
    add_survey_results(world)
    add_surveys(world, by)
    add_review(world, by)
    add_agency(world)
    add_labels(world)
    add_message(world)
    add_figures(world)
    return world


def _portal(world: World, by: User) -> None:
    """What the agency invites to and writes."""
    add_events(world, by)
    add_newsletter(world, by)
    add_articles(world)


def _asked(world: World) -> None:
    """A round of a survey that is open."""
    asked = open_round(project=world.project)
    world.fillings |= {f"answering:{door}:secret": asked.secret for door in ("start", "thanks")}


def _deposits(world: World, by: User) -> None:
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


def _packages(world: World, by: User) -> None:
    """A package with evidence that is ready, and one that the coordinator brought; nothing is packed."""
    path = storages["default"].save(f"packages/{world.project.public_id}/river.zip", ContentFile(b"PK"))
    about = {"name": "river.zip", "path": path, "size": 2, "sha256": "0" * 64, "expires_at": timezone.now()}
    package = Package.objects.create(project=world.project, state=WorkState.DONE, **about)
    arrival = Arrival.objects.create(by=by, name="river.zip", state=WorkState.FAILED, problem="Not sound.")
    world.fillings |= {f"packages:{door}:package": package.public_id for door in ("package", "state", "cancel", "file")}
    world.fillings |= {f"arrivals:{door}:arrival": arrival.public_id for door in ("arrival", "state")}


def _frozen(world: World) -> None:
    """A frozen site that is ready; nothing is frozen, so nothing is slow."""
    path = storages["default"].save(f"frozen/{world.project.public_id}/river.zip", ContentFile(b"PK"))
    about = {"name": "river.zip", "path": path, "size": 2, "sha256": "0" * 64, "expires_at": timezone.now()}
    site = FrozenSite.objects.create(project=world.project, state=FreezeState.DONE, **about)
    world.fillings |= {f"freezing:{door}:site": site.public_id for door in ("site", "state", "cancel", "file")}


def _lasting(world: World) -> None:
    """A day on which a result is looked at again."""
    result = Result.objects.get(public_id=world.fill("sustainability:review", "result"))
    review = Review.objects.create(result=result, due_on=datetime.date(2027, 3, 1))
    world.fillings["sustainability:review:review"] = review.public_id


def _kept(world: World, by: User) -> None:
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


def _uptake(world: World) -> None:
    """A use, a question and a policy reference that people told and confirmed."""
    public = world.project.results.get(state=ResultState.PUBLISHED)
    told = {
        "use": {"organisation": "School No. 5", "town": "Opole", "country": "PL", "shown": "organisation"},
        "question": {"words": "Does it work for adults?"},
        "policy": {"body": "A ministry", "kind": "law", "title": "A law", "link": "https://example.org/law"},
    }
    contacts = {}
    for telling, values in told.items():
        contacts[telling] = tell(public, telling, email="ana@example.org", values=values, language="en")
        confirm(contacts[telling])
    use, asked, named = public.uses.get(), public.inquirys.get(), public.policyreferences.get()
    for door in ("own", "change", "card", "data"):
        world.fillings[f"uses:{door}:secret"] = contact_secret(contacts["use"])
    for door in ("uptake:hide", "uptake:restore", "office_uses:hide", "office_uses:restore"):
        world.fillings |= {f"{door}:kind": "use", f"{door}:thing": use.public_id}
    world.fillings |= {
        "uses:card:ending": "png", "uses:sent:token": sent_token(contacts["use"].public_id),
        "uses:stop_news:token": news_token(contacts["use"]), "uptake:inquiry:inquiry": asked.public_id,
        "uptake:close:inquiry": asked.public_id, "uptake:accept:policy": named.public_id,
    }  # fmt: skip


def _watched(world: World) -> None:
    """A link that leads to another page than before, which somebody may call the right one."""
    public = world.project.results.get(state=ResultState.PUBLISHED)
    link = ResultLinkFactory(result=public, url=f"https://example.org/watched/{world.project.public_id}")
    taking_up.watch_places([taking_up.Place(link.url, world.project.pk, public.pk, link.pk)])
    LinkState.objects.filter(url=link.url).update(state="broken", what="other_subject", latest={"title": "Another"})
    world.fillings |= {f"linkwatch:{door}:link": link.pk for door in ("link", "accept", "doubt")}


def _stored(world: World) -> None:
    """A file that is read back by the clock."""
    take_up_files()
    world.fillings["fixity:check:file"] = StoredFile.objects.filter(project=world.project)[0].pk


def _copies(world: World, by: User) -> None:
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


def _gathered(world: World, by: User) -> None:
    """A public collection with an entry and one that was taken out, one by link, and a saved search."""
    result = Result.objects.get(public_id=world.fillings["public_id"])
    public = make_collection(by=by, texts={"en": ("Rivers", "")})
    entry = add_entry(public, by=by, thing=result)
    removed = remove_entry(add_entry(public, by=by, thing=world.project), by=by)
    show_to(public, by=by, visibility="public")
    by_link = show_to(make_collection(by=by, texts={"en": ("For my school", "")}), by=by, visibility="link")
    search = save_search(by=by, of="results", query="q=river", name="Rivers", language="en", rhythm="never")
    doors = ("note", "move", "remove_entry", "restore_entry")
    views = ("collection", "feed", "export", "edit", "change", "show_to", "renew_link", "remove", "restore", "order",
             "hide", "unhide", "feature")  # fmt: skip
    world.fillings |= {f"collections:{door}:public_id": public.public_id for door in (*doors, *views)}
    world.fillings |= {f"collections:{door}:entry": entry.pk for door in doors}
    world.fillings |= {
        "collections:restore_entry:entry": removed.pk, "collections:shared:secret": by_link.secret,
        "collections:export:ending": "csv", "collections:add?": f"?result={result.public_id}",
        "savedsearches:new?": "?of=results&q=rivers",
    }  # fmt: skip
    token = alerts_token([search])
    world.fillings |= {f"savedsearches:{door}:token": token for door in ("stop", "again")}
    own = ("search", "pause", "remove", "restore")
    world.fillings |= {f"savedsearches:{door}:public_id": search.public_id for door in own}


def _lists(world: World) -> None:
    """A list that somebody took as a file."""
    path = storages["default"].save("lists/plon.csv", ContentFile(b"Title"))
    made = ListExport.objects.create(of="results", language="pl", ending="csv", state="done", path=path, size=5)
    world.fillings["key"] = made.key


def _toolkit(world: World, by: User) -> None:
    """A tool with a file, a kit that is ready, and the project's logo; nothing is typeset, so nothing is slow."""
    result = world.project.results.first()
    assert result is not None
    choices = Choices(title="A text", language="en", results=(result,))
    tool = set_up_material(world.project, by=by, tool="posts", choices=choices)
    path = storages["default"].save(f"toolkit/{world.project.public_id}/a.txt", ContentFile(b"A text"))
    about: dict[str, Any] = {"name": "a.txt", "path": path, "sha256": "0" * 64, "size": 6}
    version = MaterialVersion.objects.create(material=tool, number=1, language="en", media_type="text/plain", **about)
    kit = Kit.objects.create(project=world.project, state=KitState.DONE, expires_at=timezone.now(), **about)
    picture = io.BytesIO()
    Image.new("RGB", (20, 20), "green").save(picture, "PNG")
    set_project_logo(world.project, by=by, upload=SimpleUploadedFile("logo.png", picture.getvalue(), "image/png"))
    doors = ("material", "make", "make_again", "shown", "picture", "remove", "restore", "put_away")
    world.fillings |= {f"toolkit:{door}:material": tool.public_id for door in doors}
    world.fillings |= {f"toolkit:{door}:kit": kit.public_id for door in ("kit", "kit_state", "cancel_kit", "kit_file")}
    world.fillings |= {f"toolkit:{door}:tool": "posts" for door in ("new", "tool_picture", "preview", "hand_out")}
    world.fillings |= {"toolkit:file:version": version.public_id}


def _check(world: World, by: User) -> None:
    """A finished check of a page, with one small picture."""
    path = storages["default"].save("checks/crop.jpg", ContentFile(b"\xff\xd8\xff"))
    done = VisibilityCheck.objects.create(
        project=world.project, of=CheckOf.PAGE, name="example.org", address="https://example.org/", crops={"c1": path},
        state=CheckState.DONE, ended_at=timezone.now(), requested_by=by, report=Report("example.org").to_json(),
    )  # fmt: skip
    world.fillings |= {"check": done.public_id, "visibility:crop:key": "c1"}
    world.fillings |= {"visibility:emblem:mode": "emblem", "visibility:emblem:ending": "svg"}


def _attendance(world: World, by: User) -> None:
    event = ActivityFactory(project=world.project, title="A workshop with a list")
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    listed = open_list(event, by=by, opens_at=now - hour, closes_at=now + hour, keep_days=90, language="en")
    entry = add_by_hand(listed, by=by, people=3)
    doors = ("list", "change", "live", "add", "remove", "close", "raise_reach", "qr", "sheet")
    world.fillings |= {f"attendance:{door}:activity": event.public_id for door in doors}
    world.fillings |= {"attendance:remove:entry": entry.pk, "sign:secret": listed.secret}


def _acts(world: World) -> None:
    """An act that somebody else logged, and a piece of evidence that somebody else added to it."""
    act = ActivityFactory(project=world.project, title="A talk")
    piece = EvidenceFactory(project=world.project)
    ProofFactory(activity=act, evidence=piece)
    doors = ("detail", "change", "state", "duplicate", "repeat", "remove_series", "remove", "attach", "shows", "detach")
    world.fillings |= {f"activities:{door}:activity": act.public_id for door in doors}
    world.fillings |= {f"activities:{door}:evidence": piece.public_id for door in ("shows", "detach")}


def _partners_and_work(world: World, number: str) -> None:
    project = world.project
    partner = PartnershipFactory(project=project, organisation=OrganisationFactory(), role=PartnershipRole.PARTNER)
    package = WorkPackage.objects.create(project=project, number=1, title="Lessons")
    Milestone.objects.create(project=project, name="Lessons tried", due=datetime.date(2025, 5, 1))
    secret = f"secret-of-{number}"
    invitation = Invitation.objects.create(project=project, email="stranger@example.org", secret_hash=hash_of(secret))
    member = MembershipFactory(project=project, person=UserFactory(), role=TeamRole.CONTRIBUTOR)
    world.fillings |= {
        "partnership": partner.pk, "membership": member.pk, "invitation": invitation.pk,
        "projects:invitation:secret": secret,
        "projects:work-plan-item:kind": "package", "projects:work-plan-item:item": package.public_id,
        "projects:remove-work-plan-item:kind": "package", "projects:remove-work-plan-item:item": package.public_id,
    }  # fmt: skip


def _plan(world: World, by: User) -> None:
    project = world.project
    result = define_result(project, by=by, title="Twelve lessons", kind="tangible")
    group = planning.add_group(project, by=by, name="Science teachers")
    planning.write_message(result, group, by=by, texts={"en": "Ready for Monday."})
    activity = planning.add_activity(project, by=by, title="A workshop", results=[result], reach={group: 40})
    planning.add_indicator(project, by=by, name="Schools that use the lessons")
    planning.plan_use(result, by=by, form="regular_work")
    comment = write_comment(project, by=by, kind="group", public_id=group.public_id, text="Who exactly?")
    source = read_text(project, by=by, name="Application", text=TEXT, language="en")
    commitment = planning.freeze_plan(
        project, by=by, occasion="application", agreed_on=datetime.date(2024, 3, 1), note=""
    )
    planning.change_group(group, by=by, name="Science teachers of the district", reason="more exact")
    event = Event.objects.get(kind="group.changed", project_id=project.pk)
    world.fillings |= {
        "group": group.public_id, "result": result.public_id, "comment": comment.public_id,
        "source": source.public_id, "proposal": source.proposals.all()[0].public_id, "number": commitment.number,
        "kind": "group", "item": group.public_id, "event": event.pk, "step": "results", "view": "table",
        "ending": "xlsx", "plans:result:item": result.public_id, "plans:use:item": result.public_id,
        "plans:remove_use:item": result.public_id, "plans:export:view": "table",
        "form": "ka210-2026", "language": "en", "question": "measuring", "subject": "all",
        "reports:file:kind": "docx", "activity": activity.public_id, "verify:commitment": commitment.public_id,
        "plans:connect?": f"?item={result.public_id}",
    }  # fmt: skip


def _results(world: World, by: User) -> None:
    result = world.project.results.get()
    result = attaching.set_cover(result, by=by, upload=_picture(), alt="A river")
    upload = SimpleUploadedFile("lessons.txt", b"Twelve lessons by the river.")
    file = attaching.add_file(result, by=by, upload=upload)
    link = attaching.add_link(result, by=by, url="https://example.org/lessons")
    world.fillings |= {"file": file.public_id, "replaces": file.public_id, "link": link.pk}


def _picture() -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(made, "PNG")
    return SimpleUploadedFile("river.png", made.getvalue(), "image/png")


def _public(world: World, by: User) -> None:
    """A result that everybody sees, with a file."""
    public = ResultFactory(
        project=world.project, working_title="Published lessons", state=ResultState.PUBLISHED,
        published_at=timezone.now(), licence="CC-BY-4.0",
    )  # fmt: skip
    ResultTextFactory(result=public, title="Published lessons")
    Project.objects.filter(pk=world.project.pk).update(has_published=True)
    file = attaching.add_file(public, by=by, upload=SimpleUploadedFile("public.txt", b"For everybody."))
    attaching.set_cover(public, by=by, upload=_picture(), alt="A river")
    organisation = world.project.partnerships.get().organisation
    sound = _sound(public)
    world.fillings |= {
        "result_citation:ending": "bib", "result_qr:ending": "svg",
        "oembed?": f"?url={settings.BASE_URL}{public.get_permanent_url()}",
        "file_page:public_id": sound.public_id, "file_page:number": 1, "file_to_play:public_id": sound.public_id,
        "public_id": public.public_id, "slug": public.slug, "public_file:public_id": file.public_id,
        "name": file.name, "width": 320, "guide": "results", "place": "results",
        "sitemap_part:kind": "pages", "sitemap_part:number": 1,
        "catalogue:project:slug": world.project.public_id, "catalogue:project_card:slug": world.project.public_id,
        "catalogue:organisation:public_id": organisation.public_id, "catalogue:organisation:slug": organisation.slug,
        "catalogue:organisation_without_slug:public_id": organisation.public_id,
    }  # fmt: skip


def _sound(result: Result) -> ResultFile:
    """A file that is played where it stands, with a picture of what is in it."""
    path = storages["public"].save("song.mp3", ContentFile(b"ID3 a song"))
    sound = ResultFile.objects.create(
        result=result, name="song.mp3", size=10, sha256="5" * 64, media_type="audio/mpeg", path=path, is_public=True
    )
    page = {"width": 8, "height": 8, "begins": ""}
    preview = FilePreview.objects.create(file=sound, sha256=sound.sha256, page_count=1, pages=[page])
    storages["default"].save(preview.path_of(1), ContentFile(_picture().read()))
    return sound


def _reach(world: World) -> None:
    """The catalogue as files, and the table of views and downloads."""
    make_dumps()
    world.fillings |= {"dump_file:kind": "results", "reach:export:table": "days"}


def _answer(world: World, by: User) -> None:
    """An answer that was given up a moment ago, and another project's blank plan to bring here."""
    project = world.project
    form = form_of("ka210-2026")
    question = form.question("measuring") if form else None
    assert form
    assert question
    place = Place(project, form, question, "en")
    write_answer(place, by=by, text="By a survey after each lesson.")
    given_up = take_draft(place, by=by)
    assert given_up
    world.fillings["reports:undo:event"] = given_up.pk
    origin = ProjectFactory()
    for role, person in world.people.items():
        MembershipFactory(project=origin, person=person, role=role)
    planning.add_group(origin, by=by, name="Parents")
    world.fillings["plans:wizard_move:source"] = origin.public_id


def _office(world: World) -> None:
    claim = Claim.objects.create(project=world.project, person=UserFactory(), explanation="I lead it.")
    imported = Import.objects.create(
        file_name="projects.csv", refused_file=storages["default"].save("refused.csv", ContentFile(b"row"))
    )
    world.fillings |= {"claim": claim.pk, "import_id": imported.public_id}
    stays, goes = OrganisationFactory(name="Kept"), OrganisationFactory(name="Gone")
    merged = merge_organisations(stays, OrganisationFactory(name="Merged"), by=UserFactory())
    world.fillings |= {
        "office_people:organisation:organisation": stays.public_id, "office_people:merge:kept": stays.public_id,
        "office_people:merge:gone": goes.public_id, "office_people:undo_merge:merge": merged.pk,
        **{f"office_people:{door}:person": claim.person_id for door in ("person", "deactivate", "reactivate")},
    }  # fmt: skip


def _corner(world: World, by: User) -> None:
    """A partner with a personal link, an act of its own that it proves, an upload that it has begun."""
    partner = world.project.partnerships.get(role=PartnershipRole.PARTNER).organisation
    link = send_link(world.project, by=by, organisation=partner, name="Ana", email="ana@example.org")
    calendar = make_calendar(world.project, by=by)
    act = ActivityFactory(project=world.project, responsible=partner)
    piece = EvidenceFactory(project=world.project, organisation=partner)
    ProofFactory(activity=act, evidence=piece)
    upload = Upload.objects.create(project=world.project, holder=f"link:{link.pk}", name="river.png", size=100)
    for door in ("home", "plan", "calendar", "language", "letters", "log", "send", "act", "prove", "unprove",
                 "uploads", "upload"):  # fmt: skip
        world.fillings[f"corner:{door}:secret"] = secret_of(link)
    for door in ("act", "prove", "unprove"):
        world.fillings[f"corner:{door}:act"] = act.public_id
    token = stop_token([f"l{link.pk}"])
    world.fillings |= {
        "partner_links:renew:link": link.public_id, "partner_links:revoke:link": link.public_id,
        "corner:unprove:evidence": piece.public_id, "corner:upload:upload": upload.secret,
        "calendar:secret": calendar.secret, "letters:stop:token": token, "letters:again:token": token,
    }  # fmt: skip


def _consents(world: World, by: User) -> None:
    """A public photo with the consent behind it, and a public file."""
    shown = photo(world.project)
    agreed = consent(world.project, shown)
    publish_evidence(shown, by=by)
    path = storages["default"].save("evidence/report.pdf", ContentFile(jpeg()))
    paper = EvidenceFactory(
        project=world.project, kind=EvidenceKind.FILE, name="report.pdf", path=path,
        sha256=hashlib.sha256(jpeg()).hexdigest(), media_type="application/pdf",
    )  # fmt: skip
    publish_evidence(paper, by=by)
    world.fillings |= {
        "consent": agreed.public_id, "evidence:publishing:evidence": shown.public_id,
        "evidence:photo-consents:evidence": shown.public_id, "evidence:retention-list:ending": "xlsx",
        "public_photo:public_id": shown.public_id, "public_photo:width": 480,
        "public_paper:public_id": paper.public_id, "public_paper:name": paper.name,
    }  # fmt: skip


def _evidence(world: World, by: User) -> None:
    """A piece, a piece in the bin, and an upload that the coordinator has begun."""
    piece = EvidenceFactory(project=world.project)
    removed = EvidenceFactory(project=world.project, removed_at=timezone.now())
    upload = Upload.objects.create(project=world.project, by=by, name="river.png", size=100)
    doors = {"detail": piece, "change": piece, "remove": piece, "restore": removed, "destroy": removed}
    world.fillings |= {f"evidence:{door}:evidence": each.public_id for door, each in doors.items()}
    world.fillings |= {"evidence:upload:upload": upload.secret, "signed": "not-signed-by-anybody"}


def _ledger(world: World) -> None:
    """A piece of evidence that proves a promised result."""
    piece = EvidenceFactory(project=world.project)
    result = world.fillings["result"]
    ItemProofFactory(project=world.project, evidence=piece, item_public_id=result)
    for door in ("figure", "prove", "unprove"):
        world.fillings |= {f"ledger:{door}:kind": "result", f"ledger:{door}:item": result}
    world.fillings |= {"ledger:unprove:evidence": piece.public_id, "ledger:export:ending": "json"}


def _short_links(world: World, by: User) -> None:
    link = add_link(world.project, by=by, label="The school's Facebook page", channel="social-media")
    world.fillings |= {"code": link.code, "shortlinks:qr:kind": "svg"}


def _library(world: World, by: User) -> None:
    """Something made elsewhere, handed out at an act."""
    project = world.project
    received = receive(io.BytesIO(b"Twelve lessons."), "brochure.txt", folder=f"toolkit/{project.public_id}/uploads")
    made = upload_material(project, by=by, received=received, description=Description("Brochure", "en"))
    act = ActivityFactory(project=project, title="A fair")
    use = note_use(made, act, by=by, copies=20)
    doors = ("detail", "describe", "version", "use", "unuse", "bin", "check")
    world.fillings |= {f"toolkit:library_{door}:material": made.public_id for door in doors}
    world.fillings |= {"toolkit:library_at:activity": act.public_id, "toolkit:library_unuse:use": use.pk}
