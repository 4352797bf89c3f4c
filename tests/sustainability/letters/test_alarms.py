"""Keepers are told at once when a public link of what they keep goes bad."""

import datetime

from django.core import mail
from django.utils import timezone

from plon.keepers.models import Keeping
from plon.linkwatch.enums import LinkHealth, What
from plon.linkwatch.models import LinkHost, LinkState
from plon.linkwatch.taking_up import hash_of
from plon.results.models import Result
from plon.sustainability.letters.alarms import send_alarms
from tests.factories import MembershipFactory, ResultLinkFactory, UserFactory
from tests.keepers.conftest import Ask, publish


def hijacked(result: Result, url: str, *, days_ago: int = 1, what: What = What.GAMBLING) -> None:
    ResultLinkFactory(result=result, url=url, title="The course")
    now = timezone.now()
    host, _new = LinkHost.objects.get_or_create(name="example.org", defaults={"ready_at": now})
    LinkState.objects.create(
        url=url, url_hash=hash_of(url), host=host, state=LinkHealth.UNSAFE, what=what, next_check_at=now,
        since=now - datetime.timedelta(days=days_ago),
    )  # fmt: skip


def test_a_hijacked_link_is_told_once_with_what_to_do(keep: Ask, lessons: Result) -> None:
    game = publish(lessons.project, "A game")
    keep(lessons), keep(game)
    hijacked(lessons, "https://example.org/course")
    hijacked(game, "https://example.org/game", days_ago=90)
    for _again in range(2):
        send_alarms()
    (letter,) = mail.outbox
    assert letter.to == ["ana@example.org"]
    assert letter.subject == "A link of “River lessons” has gone bad"
    assert "The course" in letter.body
    assert "example.org/course" not in letter.body


def test_somebody_of_the_team_is_led_to_where_it_is_mended(keep: Ask, lessons: Result) -> None:
    person = UserFactory(email="ana@example.org")
    MembershipFactory(project=lessons.project, person=person)
    keep(lessons)
    assert Keeping.objects.get().in_team
    hijacked(lessons, "https://example.org/course")
    send_alarms()
    assert f"/workspace/{lessons.project.public_id}/sustainability/links/" in mail.outbox[0].body
