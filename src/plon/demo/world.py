"""The example world: made through the same actions as everything else, so that it shows what Plon does."""

import tomllib
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from importlib import resources
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from plon.accounts.actions import add_account
from plon.accounts.enums import PlatformRole
from plon.accounts.examples import PASSWORD, example_accounts
from plon.accounts.models import User
from plon.demo.acts import add_acts
from plon.demo.announcing import add_announcement
from plon.demo.collections import add_collections
from plon.demo.copies import add_copy
from plon.demo.covers import draw_cover
from plon.demo.evaluation import add_evaluation
from plon.demo.events import add_events
from plon.demo.files import add_files
from plon.demo.findings import add_findings
from plon.demo.fit import add_fit
from plon.demo.issued import add_issued
from plon.demo.keepers import add_keepers
from plon.demo.labels import add_labels
from plon.demo.lasting import add_lasting
from plon.demo.links import add_link_states
from plon.demo.messages import add_messages
from plon.demo.news import add_news
from plon.demo.newsletter import add_newsletter
from plon.demo.outcomes import add_outcomes
from plon.demo.packages import add_package
from plon.demo.reach import add_reach
from plon.demo.reports import add_report
from plon.demo.responses import add_responses
from plon.demo.review import add_review
from plon.demo.surveys import add_surveys
from plon.demo.tools import add_tools
from plon.demo.uptake import add_uptake
from plon.fixity.checking import sweep
from plon.fixity.taking_up import take_up_files
from plon.organisations.actions import add_organisation
from plon.organisations.models import Organisation
from plon.plans import actions as plan
from plon.plans.enums import Occasion
from plon.plans.models import PlannedActivity, TargetGroup
from plon.projects.actions import add_member, add_partner, create_project
from plon.projects.actions.workplan import add_milestone, add_work_package
from plon.projects.enums import TeamRole
from plon.projects.models import Project, WorkPackage
from plon.results import actions, attaching
from plon.results.models import Result
from plon.typeset.documents import simple_document

TEXT_FIELDS = ("title", "summary", "problem", "audience", "how_to_use", "needs")
RECORD_FIELDS = ("category", "languages", "licence", "planned_for", "ready_on")
ROLES = {"officer@example.org": PlatformRole.OFFICER, "admin@example.org": PlatformRole.ADMINISTRATOR}
# Before today people have had time to find the newest result.
LONG_ENOUGH = 60
Say = Callable[[str], None]


def is_there() -> bool:
    """Tell whether the example world was made already."""
    return Project.objects.filter(is_example=True).exists()


@transaction.atomic
def make_world(*, say: Say = lambda _line: None) -> None:
    """Make accounts, organisations, projects, results and one full plan, in one transaction."""
    people = {account.email: _account(account.email, account.name) for account in example_accounts()}
    keeper = people["coordinator@example.org"]
    organisations = {entry["key"]: _organisation(entry, keeper) for entry in _read("organisations")["organisation"]}
    for number, entry in enumerate(_read("projects")["project"]):
        _project(entry, organisations, people, number)
        say(entry["acronym"])
    add_fit(keeper)
    add_link_states(broken="Strona scenariuszy", taken_over="Mapa")
    add_collections(people)
    add_keepers("Żywa rzeka", keeper)
    add_lasting(people)
    add_reach("Żywa rzeka", keeper)
    add_surveys("Żywa rzeka", keeper)
    add_responses("Żywa rzeka", keeper)
    add_evaluation("Żywa rzeka", people)
    add_findings("Żywa rzeka", people)
    add_outcomes("Żywa rzeka", keeper)
    add_report("Żywa rzeka", keeper)
    add_issued("Żywa rzeka", keeper)
    add_labels("Żywa rzeka", people)
    add_review("Żywa rzeka", people)
    add_package("Żywa rzeka", keeper)
    add_events(people["officer@example.org"])
    add_news(people["officer@example.org"])
    add_newsletter(people["officer@example.org"])
    add_messages(people)
    add_announcement(people)
    take_up_files()
    sweep(seconds=None)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("data", f"{name}.toml").read_text("utf-8"))


def _account(email: str, name: str) -> User:
    known = User.objects.filter(email=email).first()
    if known:
        EmailAddress.objects.get_or_create(user=known, email=email, defaults={"verified": True, "primary": True})
        return known
    return add_account(
        email, by=None, name=name, role=ROLES.get(email, PlatformRole.MEMBER), password=PASSWORD, is_example=True
    )


def _organisation(entry: dict[str, Any], by: User) -> Organisation:
    organisation = add_organisation(by=by, **{name: value for name, value in entry.items() if name != "key"})
    organisation.is_example = True
    organisation.save(update_fields=["is_example"])
    return organisation


def _project(
    entry: dict[str, Any], organisations: dict[str, Organisation], people: dict[str, User], number: int
) -> None:
    lead = people["coordinator@example.org"] if entry.get("team") else people["editor@example.org"]
    partners = [(organisations[key], role) for key, role in entry["partners"]]
    project = create_project(
        by=lead,
        is_example=True,
        organisation=next(organisation for organisation, role in partners if role == "coordinator"),
        texts={
            language: (entry[language]["title"], entry[language].get("summary", ""))
            for language in ("pl", "en")
            if language in entry
        },
        countries=list(dict.fromkeys(organisation.country for organisation, _role in partners)),
        grant=Decimal(entry["grant"]),
        **{
            name: entry[name]
            for name in (
                "title", "number", "acronym", "programme", "action_type", "field", "call_year", "start", "end",
                "status", "languages", "topics", "authority",
            )
        },
        website=entry.get("website", ""),
        key_action=_key_action(entry["action_type"]),
    )  # fmt: skip
    for organisation, role in partners:
        if role != "coordinator":
            add_partner(project, by=lead, organisation=organisation, role=role)
    if entry.get("team"):
        add_member(project, by=lead, person=people["editor@example.org"], role=TeamRole.EDITOR)
        add_member(
            project, by=lead, person=people["partner@example.org"], role=TeamRole.CONTRIBUTOR,
            organisation=organisations["school-es"],
        )  # fmt: skip
    packages = {each["number"]: add_work_package(project, by=lead, **each) for each in entry.get("work_packages", [])}
    results = {
        each.get("key", str(place)): _result(each, project, organisations, packages, lead, days=number * 9 + place)
        for place, each in enumerate(entry["results"])
    }
    if "groups" in entry:
        groups = _plan(entry, project, organisations, results, packages, lead)
        if entry.get("team"):
            plan.freeze_plan(project, by=lead, occasion=Occasion.APPLICATION, agreed_on=entry["applied_on"])
            add_acts(project, organisations, results, groups, people)
            add_tools(project, list(results.values()), list(groups.values()), lead)
            add_uptake(results["lessons"], lead)
            add_files(results["lessons"], lead)
            add_copy(results["lessons"], lead)


def _key_action(action_type: str) -> str:
    from plon.programme.codelists import codelist  # only here

    action = codelist("action_types").get(action_type)
    return str(action.extra["key_action"]) if action else ""


def _result(
    entry: dict[str, Any],
    project: Project,
    organisations: dict[str, Organisation],
    packages: dict[int, WorkPackage],
    by: User,
    *,
    days: int,
) -> Result:
    first = "pl" if "pl" in entry else "en"
    result = actions.define_result(project, by=by, title=entry[first]["title"], kind=entry["kind"], language=first)
    values: dict[str, Any] = {name: entry[name] for name in RECORD_FIELDS if name in entry}
    values["responsible"] = organisations[entry["responsible"]]
    values["work_package"] = packages.get(entry.get("work_package", 0))
    values["carries_emblem"] = values["carries_licence_notice"] = entry.get("carries", False)
    for language in ("pl", "en"):
        for name in TEXT_FIELDS:
            if text := entry.get(language, {}).get(name):
                values[f"{name}_{language}"] = text
    actions.change_result(result, by=by, values=values)
    result.refresh_from_db()
    for file in entry.get("files", []):
        _file(file, entry, result, by)
    for link in entry.get("links", []):
        attaching.add_link(result, by=by, **link)
    if entry.get("cover"):
        picture = SimpleUploadedFile("cover.png", draw_cover(result.working_title), "image/png")
        attaching.set_cover(result, by=by, upload=picture, alt="Pola widziane z góry, rysunek przykładowy")
    _bring_to(entry, result, by, days=days)
    return result


def _file(file: dict[str, Any], entry: dict[str, Any], result: Result, by: User) -> None:
    words = entry.get(file["language"]) or entry.get("pl") or entry["en"]
    attaching.add_file(
        result,
        by=by,
        upload=SimpleUploadedFile(file["name"], _content(file, words)),
        title=file["title"],
        language=file["language"],
        is_accessible=file.get("accessible", False),
    )


def _content(file: dict[str, Any], words: dict[str, str]) -> bytes:
    paragraphs = [words[name] for name in TEXT_FIELDS[1:] if words.get(name)]
    if file["name"].endswith(".pdf"):
        note = "Plik przykładowy" if file["language"] == "pl" else "Example file"
        return simple_document(words["title"], paragraphs, language=file["language"], footer=f"Plon · {note}")
    if file["name"].endswith(".csv"):
        return b"question;asked_by\nHow do we teach outdoors?;school\nHow do we include everyone?;school\n"
    return "\n\n".join([words["title"], *paragraphs]).encode()


def _bring_to(entry: dict[str, Any], result: Result, by: User, *, days: int) -> None:
    """Bring a result to its state, as if it had been published some days ago."""
    state = entry["state"]
    if state in {"in_work", "ready"}:
        actions.change_state(result, by=by, state=state)
    if state in {"published", "withdrawn"}:
        actions.publish_result(result, by=by)
        published_at = timezone.now() - timedelta(days=LONG_ENOUGH + days)
        Result.objects.filter(pk=result.pk).update(published_at=published_at)
    if state == "withdrawn":
        result.refresh_from_db()
        actions.withdraw_result(result, by=by, reason=entry["withdrawal_reason"])


def _plan(
    entry: dict[str, Any],
    project: Project,
    organisations: dict[str, Organisation],
    results: dict[str, Result],
    packages: dict[int, WorkPackage],
    by: User,
) -> dict[str, TargetGroup]:
    milestones = {
        each["key"]: add_milestone(
            project, by=by, name=each["name"], due=each["due"], work_package=packages[each["work_package"]]
        )
        for each in entry.get("milestones", [])
    }
    groups: dict[str, TargetGroup] = {
        each["key"]: plan.add_group(project, by=by, **{k: v for k, v in each.items() if k != "key"})
        for each in entry["groups"]
    }
    for each in entry["messages"]:
        texts = {language: each[language] for language in ("pl", "en")}
        plan.write_message(results[each["result"]], groups[each["group"]], by=by, texts=texts)
    activities: list[PlannedActivity] = []
    for each in entry["activities"]:
        tied = {"results", "reach", "responsible", "cost", "work_package", "milestone"}
        fields = {k: v for k, v in each.items() if k not in tied}
        activities.append(
            plan.add_activity(
                project,
                by=by,
                results=[results[key] for key in each["results"]],
                reach={groups[key]: people for key, people in each["reach"]},
                responsible=organisations[each["responsible"]],
                cost=Decimal(each["cost"]),
                work_package=packages.get(each.get("work_package", 0)),
                milestone=milestones.get(each.get("milestone", "")),
                **fields,
            )
        )
    for each in entry["indicators"]:
        fields = {k: v for k, v in each.items() if k not in {"result", "activity", "work_package"}}
        plan.add_indicator(
            project,
            by=by,
            result=results[each["result"]] if "result" in each else None,
            activity=activities[each["activity"]] if "activity" in each else None,
            work_package=packages.get(each.get("work_package", 0)),
            **fields,
        )
    for each in entry.get("uses", []):
        fields = {k: v for k, v in each.items() if k not in {"result", "keeper"}}
        plan.plan_use(results[each["result"]], by=by, keeper=organisations[each["keeper"]], **fields)
    return groups
