"""A project with one of everything, so that every door of it leads to something real."""

import datetime
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
from plon.catalogue.dumps import make_dumps
from plon.catalogue.models import ListExport
from plon.catalogue.previews.models import FilePreview
from plon.collections.actions import add_entry, make_collection, remove_entry, show_to
from plon.exchange.models import Import
from plon.history.models import Event
from plon.office.merging.actions import merge_organisations
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
from plon.savedsearches.actions import save_search
from plon.savedsearches.alerts.tokens import stop_token as alerts_token
from plon.uptake.actions import confirm, tell
from plon.uptake.letters.composing import stop_token as news_token
from plon.uptake.secret import secret_of as contact_secret
from plon.uptake.views import sent_token
from tests.access.agency_world import add_agency
from tests.access.contact_world import add_message
from tests.access.doing_world import add_acts, add_attendance, add_consents, add_corner, add_evidence, add_ledger
from tests.access.doors import Door
from tests.access.evaluation_world import add_evaluation
from tests.access.events_world import add_events
from tests.access.figures_world import add_figures
from tests.access.findings_world import add_findings, add_outcomes
from tests.access.issued_world import add_issued, add_platform
from tests.access.labels_world import add_labels
from tests.access.lasting_world import (
    add_copies,
    add_deposits,
    add_frozen,
    add_kept,
    add_lasting,
    add_packages,
    add_stored,
    add_watched,
)
from tests.access.newsletter_world import add_newsletter
from tests.access.portal_world import add_articles
from tests.access.reports_world import add_reports
from tests.access.review_world import add_review
from tests.access.surveyresults_world import add_survey_results
from tests.access.surveys_world import add_surveys
from tests.access.toolkit_world import add_check, add_library, add_short_links, add_toolkit
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ResultFactory,
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
    add_corner(world, by)
    add_consents(world, by)
    add_evidence(world, by)
    add_ledger(world)
    add_attendance(world, by)
    add_acts(world)
    add_short_links(world, by)
    add_library(world, by)
    add_check(world, by)
    add_toolkit(world, by)
    _lists(world)
    _gathered(world, by)
    _uptake(world)
    _portal(world, by)
    add_kept(world, by)
    add_watched(world)
    add_copies(world, by)
    add_stored(world)
    add_lasting(world)
    add_frozen(world)
    add_packages(world, by)
    add_deposits(world, by)
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
