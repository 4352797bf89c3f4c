"""From the check to the public page, back again, and who may do it."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.files.refusals import FileRefused
from plon.history.models import Event
from plon.projects.models import Project
from plon.results import actions, attaching
from plon.results.checks import PLATFORM_LIMIT, findings_for
from plon.results.models import Result, ResultFile
from plon.results.refusals import NotReadyToPublish, StateRefused, WasPublic
from plon.search.models import IndexChange
from tests.conftest import client_of
from tests.factories import OrganisationFactory, PartnershipFactory, ResultFactory, ResultLinkFactory, ResultTextFactory
from tests.results.conftest import docx, is_public_copy, picture, upload


def codes(result: Result) -> set[str]:
    return {finding.code for finding in findings_for(Result.objects.get(pk=result.pk))}


def musts(result: Result) -> set[str]:
    return {finding.code for finding in findings_for(Result.objects.get(pk=result.pk)) if finding.is_must}


def test_complete_result_lacks_nothing(complete: Result) -> None:
    assert codes(complete) == set()


def test_result_only_begun_is_told_everything_that_must_be(result: Result) -> None:
    assert musts(result) == {"no-text", "no-category", "no-language", "no-licence", "nothing-to-take", "no-emblem"}


def test_intangible_result_needs_words_and_a_category_only(result: Result) -> None:
    Result.objects.update(kind="intangible")
    assert musts(result) == {"no-text", "no-category"}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"licence": ""}, {"no-licence"}),
        ({"licence": "CC-BY-ND-4.0"}, {"closed-licence"}),
        ({"licence": "all-rights-reserved"}, {"closed-licence"}),
        ({"licence": "CC-BY-NC-SA-4.0"}, set()),
        ({"languages": []}, {"no-language"}),
        ({"category": ""}, {"no-category"}),
        ({"carries_emblem": False}, {"no-emblem"}),
        ({"cover": "covers/a.jpg"}, {"no-alt"}),
    ],
)
def test_each_duty_has_its_finding(complete: Result, fields: dict[str, Any], found: set[str]) -> None:
    Result.objects.update(**fields)
    assert musts(complete) == found


def test_closed_licence_is_advice_where_no_educational_material_is_made(complete: Result) -> None:
    Result.objects.update(category="scientific", licence="CC-BY-ND-4.0")
    assert codes(complete) == {"closed-licence"}
    assert musts(complete) == set()


def test_advice_does_not_stop(complete: Result) -> None:
    complete.texts.filter(language="pl").delete()
    complete.files.update(is_editable=False, size=PLATFORM_LIMIT + 1)
    complete.texts.update(audience="")
    Result.objects.update(carries_licence_notice=False)
    assert codes(complete) == {"no-pl", "no-audience", "no-notice", "not-editable", "large-file"}
    assert musts(complete) == set()


def test_only_the_newest_version_of_a_file_counts(complete: Result, editor: User) -> None:
    complete.files.update(size=PLATFORM_LIMIT + 1)
    attaching.add_file(complete, by=editor, upload=upload(), replaces=complete.files.get())
    assert codes(complete) == {"not-editable"}


def test_publish_opens_result_files_and_project(complete: Result, coordinator: User) -> None:
    partner = OrganisationFactory()
    PartnershipFactory(project=complete.project, organisation=partner)
    IndexChange.objects.all().delete()
    actions.publish_result(complete, by=coordinator)
    complete.refresh_from_db()
    complete.project.refresh_from_db()
    file = complete.files.get()
    assert (complete.state, complete.project.has_published, file.is_public) == ("published", True, True)
    assert complete.published_at is not None
    assert complete.ready_on == timezone.localdate()
    with storages["public"].open(file.path) as copy:
        assert copy.read() == docx()
    assert set(IndexChange.objects.values_list("kind", "key")) == {
        ("result", complete.pk), ("project", complete.project_id), ("organisation", partner.pk),
    }  # fmt: skip
    assert Event.objects.first().kind == "result.published"  # type: ignore[union-attr]


def test_publish_says_what_is_missing_and_changes_nothing(complete: Result, coordinator: User) -> None:
    Result.objects.update(licence="")
    with pytest.raises(NotReadyToPublish, match="A licence"):
        actions.publish_result(complete, by=coordinator)
    complete.refresh_from_db()
    assert (complete.state, complete.files.get().is_public) == ("planned", False)
    assert not is_public_copy(complete.files.get().path)


def test_publish_stops_at_a_damaged_file_and_opens_none(complete: Result, coordinator: User, tmp_path: Path) -> None:
    damaged = attaching.add_file(complete, by=coordinator, upload=upload())
    (tmp_path / "private" / damaged.path).write_bytes(b"%PDF-something else")
    with pytest.raises(FileRefused, match="is damaged"):
        actions.publish_result(complete, by=coordinator)
    assert [path for path in (tmp_path / "public").rglob("*") if path.is_file()] == []
    complete.refresh_from_db()
    assert complete.state == "planned"


def test_publish_twice_is_once(complete: Result, coordinator: User) -> None:
    actions.publish_result(complete, by=coordinator)
    actions.publish_result(complete, by=coordinator)
    assert Event.objects.filter(kind="result.published").count() == 1


def test_file_added_to_a_public_result_is_public_and_its_old_version_no_longer(
    complete: Result, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    actions.publish_result(complete, by=coordinator)
    complete.refresh_from_db()
    old = complete.files.get()
    with django_capture_on_commit_callbacks(execute=True):
        new = attaching.add_file(complete, by=coordinator, upload=upload(), replaces=old)
    old.refresh_from_db()
    assert (old.is_public, is_public_copy(old.path)) == (False, False)
    assert (new.is_public, is_public_copy(new.path)) == (True, True)
    with django_capture_on_commit_callbacks(execute=True):
        attaching.remove_file(new, by=coordinator)
    old.refresh_from_db()
    assert (old.is_public, is_public_copy(old.path)) == (True, True)
    assert not is_public_copy(new.path)


def test_withdraw_closes_the_files_and_keeps_the_address(
    complete: Result, coordinator: User, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    file = complete.files.get()
    address = reverse("public_file", args=[file.public_id, file.name])
    assert client.get(address).status_code == 404
    actions.publish_result(complete, by=coordinator)
    public = client.get(address)
    assert b"".join(public.streaming_content) == docx()
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw_result(complete, by=coordinator, reason="A mistake in lesson 3.")
    assert client.get(address).status_code == 404
    assert not is_public_copy(file.path)
    assert storages["default"].exists(file.path)
    complete.refresh_from_db()
    assert "A mistake in lesson 3." in client.get(complete.get_absolute_url()).content.decode()
    first = complete.published_at
    actions.publish_result(complete, by=coordinator)
    complete.refresh_from_db()
    assert (complete.state, complete.withdrawal_reason, complete.published_at) == ("published", "", first)
    assert is_public_copy(file.path)


def test_withdraw_needs_a_public_result_and_a_reason(complete: Result, coordinator: User) -> None:
    with pytest.raises(StateRefused):
        actions.withdraw_result(complete, by=coordinator, reason="Why not")
    actions.publish_result(complete, by=coordinator)
    with pytest.raises(StateRefused, match="Say why"):
        actions.withdraw_result(complete, by=coordinator, reason="  ")


def test_delete_is_for_what_was_never_public(
    complete: Result, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    actions.publish_result(complete, by=coordinator)
    actions.withdraw_result(complete, by=coordinator, reason="A mistake.")
    complete.refresh_from_db()
    with pytest.raises(WasPublic):
        actions.delete_result(complete, by=coordinator)
    path = complete.files.get().path
    Result.objects.update(published_at=None, withdrawn_at=None, state="ready")
    complete.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_result(complete, by=coordinator)
    assert not Result.objects.exists()
    assert not storages["default"].exists(path)


@pytest.mark.parametrize(("before", "after"), [("planned", "published"), ("published", "planned"), ("ready", "sold")])
def test_states_follow_the_table(result: Result, editor: User, before: str, after: str) -> None:
    Result.objects.update(state=before, published_at=timezone.now())
    with pytest.raises(StateRefused):
        actions.change_state(result, by=editor, state=after)


def test_ready_result_has_a_day(result: Result, editor: User) -> None:
    actions.change_state(result, by=editor, state="ready")
    result.refresh_from_db()
    assert (result.state, result.ready_on) == ("ready", timezone.localdate())


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_database_refuses_a_public_state_without_its_day(result: Result, state: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.objects.update(state=state)


READ = {"index", "edit"}
WRITE = {"new", "save", "state", "move", "add_file", "describe_file", "add_version", "remove_file", "add_link",
         "change_link", "remove_link", "set_cover"}  # fmt: skip
LEAD = {"publish", "withdraw", "delete"}


@pytest.mark.parametrize("role", ["stranger", "contributor", "officer", "editor", "coordinator"])
@pytest.mark.parametrize("page", sorted(READ | WRITE | LEAD))
def test_who_may_do_what(request: pytest.FixtureRequest, complete: Result, role: str, page: str) -> None:
    link = ResultLinkFactory(result=complete)
    args: list[object] = [complete.project.public_id]
    args += [] if page in {"index", "new"} else [complete.public_id]
    if page in {"describe_file", "add_version", "remove_file"}:
        args.append(complete.files.get().public_id)
    if page in {"change_link", "remove_link"}:
        args.append(link.pk)
    client = client_of(request.getfixturevalue(role))
    url = reverse(f"results:{page}", args=args)
    code = client.get(url).status_code if page in READ else client.post(url, {"changed": "x"}).status_code
    may = {"stranger": set(), "contributor": READ, "officer": READ, "editor": READ | WRITE,
           "coordinator": READ | WRITE | LEAD}[role]  # fmt: skip
    if page in may:
        assert code in {200, 302}
    else:
        assert code == (404 if role == "stranger" else 403)


def test_visitor_is_asked_to_sign_in(complete: Result, client: Client) -> None:
    answer = client.get(complete.get_workspace_url())
    assert answer["Location"].startswith(reverse("account_login"))


def test_reader_sees_no_field_to_write_in(complete: Result, contributor: User) -> None:
    shown = client_of(contributor).get(complete.get_workspace_url()).content.decode()
    assert 'name="title_en"' in shown
    assert "data-autosave-url" not in shown
    areas = re.findall(r"<textarea[^>]*>", shown)
    assert areas == [area for area in areas if " disabled" in area]


def test_reader_who_posts_anyway_is_refused(complete: Result, contributor: User) -> None:
    answer = client_of(contributor).post(complete.get_workspace_url(), {"title_en": "Mine", "kind": "tangible"})
    assert answer.status_code == 403


def test_draft_cover_is_for_the_team_only(
    complete: Result, coordinator: User, contributor: User, stranger: User, client: Client
) -> None:
    attaching.set_cover(complete, by=coordinator, upload=upload("a.jpg", picture()), alt="A river")
    url = reverse("results:cover", args=[complete.project.public_id, complete.public_id])
    answer = client_of(contributor).get(url)
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"
    assert answer["Cache-Control"] == "private, no-store"
    assert client_of(stranger).get(url).status_code == 404
    assert client.get(reverse("result_cover", args=[complete.public_id, 640])).status_code == 404


def _fill(project: Project, count: int) -> None:
    partner = OrganisationFactory()
    PartnershipFactory(project=project, organisation=partner)
    for number in range(count):
        result = ResultFactory(project=project, responsible=partner, planned_for=datetime.date(2026, 1, 1))
        ResultTextFactory(result=result, language="en")
        ResultTextFactory(result=result, language="pl")
        ResultLinkFactory(result=result)
        for version in range(2):
            ResultFile.objects.create(
                result=result, name=f"{number}.pdf", size=1, sha256=f"{number}{version}", media_type="application/pdf"
            )


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_number_of_questions(
    project: Project, editor: User, count: int, django_assert_num_queries: Any
) -> None:
    _fill(project, count)
    client = client_of(editor)
    url = reverse("results:index", args=[project.public_id])
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url)


@pytest.mark.parametrize("count", [1, 3])
def test_edit_page_asks_the_same_number_of_questions(
    project: Project, editor: User, count: int, django_assert_num_queries: Any
) -> None:
    _fill(project, count)
    client = client_of(editor)
    url = project.results.first().get_workspace_url()
    client.get(url)
    with django_assert_num_queries(13):
        client.get(url)
