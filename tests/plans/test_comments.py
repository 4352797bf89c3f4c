"""The team talks about the items of its plan; who is named gets one letter."""

from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from plon.accounts.models import User
from plon.agency.posting import send_owed
from plon.plans.actions import add_group
from plon.plans.actions.comments import remove_comment, write_comment
from plon.plans.commenting import comment_counts, named_in
from plon.plans.models import Comment, Mention, TargetGroup
from plon.plans.refusals import NotYours
from plon.plans.tasks import send_digest
from plon.projects.models import Project
from tests.conftest import client_of
from tests.factories import MembershipFactory, UserFactory
from tests.letters import refusing


@pytest.fixture
def group(project: Project, editor: User) -> TargetGroup:
    return add_group(project, by=editor, name="Science teachers")


def say(group: TargetGroup, by: User, text: str, **more: Any) -> Comment:
    return write_comment(group.project, by=by, kind="group", public_id=group.public_id, text=text, **more)


def test_who_is_named_gets_one_letter_for_all(
    group: TargetGroup, coordinator: User, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    say(group, editor, "@Coordinator how many are they?")
    say(group, editor, "And where? @coordinator")

    with django_capture_on_commit_callbacks(execute=True):
        send_digest.call(coordinator.pk)
        send_digest.call(coordinator.pk)

    assert [letter.subject for letter in mail.outbox] == ["You were named in 2 comments"]
    assert "how many are they?" in str(mail.outbox[0].body)
    assert f"/comments/group/{group.public_id}/" in str(mail.outbox[0].body)
    assert mail.outbox[0].to == ["coordinator@example.org"]


def test_a_mail_server_that_is_away_only_delays_the_letter(
    group: TargetGroup, coordinator: User, editor: User, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    say(group, editor, "@Coordinator how many are they?")
    with refusing(monkeypatch), django_capture_on_commit_callbacks(execute=True):
        send_digest.call(coordinator.pk)

    send_owed()
    assert [letter.to for letter in mail.outbox] == [["coordinator@example.org"]]


def test_a_letter_is_due_once_the_comment_is_safe(
    group: TargetGroup, coordinator: User, editor: User, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

    with django_capture_on_commit_callbacks(execute=True):
        say(group, editor, "@Coordinator?")

    task = DBTaskResult.objects.get()
    assert (task.args_kwargs["args"], task.run_after > task.enqueued_at) == ([coordinator.pk], True)


def test_who_left_the_team_is_told_nothing(
    group: TargetGroup, coordinator: User, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    say(group, editor, "@Coordinator?")
    coordinator.memberships.all().delete()

    with django_capture_on_commit_callbacks(execute=True):
        send_digest.call(coordinator.pk)

    assert mail.outbox == []
    assert Mention.objects.get().told_at is not None


def test_strangers_can_not_be_named(group: TargetGroup, editor: User, stranger: User) -> None:
    comment = say(group, editor, "@Stranger look", told=[stranger])

    assert list(comment.mentions.all()) == []


def test_names_are_found_whatever_their_case_and_accents() -> None:
    anna, other = User(pk=1, name="Anna Łoś", email="a@example.org"), User(pk=2, name="Anna Kos", email="b@example.org")
    jan = User(pk=3, name="Jan Dąb", email="c@example.org")

    assert named_in("@anna los i @Jan, kto?", [anna, other, jan]) == [anna, jan]
    assert named_in("@Anna, which of you?", [anna, other]) == []
    assert named_in("write to jan@example.org", [jan]) == []


def test_only_the_author_or_a_coordinator_removes_it(
    group: TargetGroup, coordinator: User, editor: User, contributor: User
) -> None:
    comment = say(group, editor, "Too vague")

    with pytest.raises(NotYours):
        remove_comment(comment, by=contributor)
    remove_comment(comment, by=coordinator)
    assert Comment.objects.count() == 0


def test_a_contributor_comments_on_the_page(group: TargetGroup, contributor: User) -> None:
    address = reverse("plans:comments", args=[group.project.public_id, "group", group.public_id])
    client = client_of(contributor)

    client.post(address, {"text": "We know them <b>well</b>"})

    assert "We know them &lt;b&gt;well&lt;/b&gt;" in client.get(address).content.decode()
    assert comment_counts(group.project) == {("group", group.public_id): 1}


def test_an_empty_comment_is_refused_in_words(group: TargetGroup, contributor: User) -> None:
    address = reverse("plans:comments", args=[group.project.public_id, "group", group.public_id])

    answer = client_of(contributor).post(address, {"text": "  "})

    assert (answer.status_code, Comment.objects.count()) == (200, 0)
    assert "This field is required" in answer.content.decode()


def test_an_officer_reads_but_does_not_write(group: TargetGroup, officer: User, stranger: User) -> None:
    address = reverse("plans:comments", args=[group.project.public_id, "group", group.public_id])

    assert client_of(officer).get(address).status_code == 200
    assert client_of(officer).post(address, {"text": "Hm"}).status_code == 403
    assert client_of(stranger).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    group: TargetGroup, editor: User, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        person = UserFactory()
        MembershipFactory(project=group.project, person=person)
        say(group, editor, "Hello", told=[person])
    client = client_of(editor)
    address = reverse("plans:comments", args=[group.project.public_id, "group", group.public_id])
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address)


def test_a_comment_is_taken_back_on_the_page(
    group: TargetGroup, editor: User, contributor: User, stranger: User
) -> None:
    comment = say(group, editor, "Too vague")
    address = reverse("plans:remove_comment", args=[group.project.public_id, comment.public_id])

    refused = client_of(contributor).post(address, follow=True)
    assert "Too vague" in refused.content.decode()
    assert client_of(stranger).post(address).status_code == 404
    assert client_of(editor).get(address).status_code == 405
    removed = client_of(editor).post(address, follow=True)

    assert "The comment was removed." in removed.content.decode()
    assert not Comment.objects.exists()


def test_what_is_not_in_the_plan_has_no_comments(group: TargetGroup, editor: User) -> None:
    for kind, item in (("group", "nothing"), ("magic", group.public_id)):
        address = reverse("plans:index", args=[group.project.public_id]) + f"comments/{kind}/{item}/"
        assert client_of(editor).get(address).status_code == 404
