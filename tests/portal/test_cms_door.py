"""Who enters the editors' system: officers, and nobody else, by whichever of its doors."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from tests.conftest import client_of
from tests.portal.making import make_article
from tests.portal.posting import form_of

FILLED = {"int": "1", "slug": "a", "str": "a", "path": "a", "uuid": "00000000-0000-0000-0000-000000000000"}


OURS = {"cms/login/", "cms/logout/", "cms/password_reset/", "cms/account/", "cms/images/multiple/add/"}


def doors() -> Iterator[tuple[str, Any]]:
    """Every address of the system with something in each gap, and its view."""
    for part, pattern in _walk(get_resolver().url_patterns, ""):
        if part.startswith("cms/"):
            yield part, pattern.callback


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        part = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each.url_patterns, part)
        else:
            yield part, each


def _fill(route: str) -> str:
    text, *rest = route.split("<")
    for piece in rest:
        gap, _, after = piece.partition(">")
        text += FILLED.get(gap.partition(":")[0] if ":" in gap else "str", "a") + after
    return text


def test_every_door_has_the_gate() -> None:
    seen: set[str] = set()
    bare = []
    for part, view in doors():
        # Ours stand first, in front of the system's own of the same address.
        if part not in seen and part not in OURS and not getattr(view, "is_guarded", False):
            bare.append(part)
        seen.add(part)
    assert bare == []
    assert len(seen) > 150


@pytest.mark.parametrize("who", ["visitor", "stranger"])
def test_nobody_but_officers_gets_in(who: str, stranger: User) -> None:
    client = Client() if who == "visitor" else client_of(stranger)
    let_in = []
    for part in sorted({part for part, _view in doors() if not part.endswith("$")} - OURS)[::20]:
        for method in ("get", "post"):
            answer = getattr(client, method)("/" + _fill(part))
            to_sign_in = answer.headers.get("Location", "").startswith("/accounts/login/")
            if answer.status_code not in {403, 404} and not to_sign_in:
                let_in.append((part, method, answer.status_code))
    assert let_in == []


def test_an_officer_is_an_editor_for_as_long_as_they_are_an_officer(officer: User) -> None:
    client = client_of(officer)
    page = client.get(reverse("wagtailadmin_home"))
    assert page.status_code == 200
    User.objects.filter(pk=officer.pk).update(role=PlatformRole.MEMBER)
    assert client.get(reverse("wagtailadmin_home")).status_code == 403


def test_an_officer_without_a_second_factor_is_led_to_it(db: None) -> None:
    from tests.factories import UserFactory

    bare = UserFactory(role=PlatformRole.OFFICER)
    client = Client()
    client.force_login(bare)
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(
    "name",
    [
        "wagtailusers_users:index", "wagtailusers_users:add", "wagtailusers_groups:index", "wagtaildocs:index",
        "wagtaildocs:add", "wagtailadmin_collections:index", "wagtailadmin_workflows:index", "wagtailsnippets:index",
        "wagtailadmin_reports:site_history", "wagtailadmin_api:pages:listing",
    ],
)  # fmt: skip
def test_what_serves_no_writing_is_not_there_for_administrators_either(administrator: User, name: str) -> None:
    client = client_of(administrator)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    for method in ("get", "post"):
        assert getattr(client, method)(reverse(name)).status_code == 404


def test_administrators_change_no_account_past_the_house(administrator: User, stranger: User) -> None:
    client = client_of(administrator)
    client.post(reverse("wagtailusers_users:delete", args=[stranger.pk]))
    for action in ("delete", "assign_role", "set_active_state"):
        address = reverse("wagtail_bulk_action", args=["accounts", "user", action])
        assert client.post(f"{address}?id={stranger.pk}", {"mark_as_active": "False"}).status_code == 404
    stranger.refresh_from_db()
    assert stranger.is_active


def test_many_pages_or_pictures_can_be_changed_at_once(officer: User) -> None:
    client = client_of(officer)
    article = make_article(by=officer)
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={article.pk}")
    article.refresh_from_db()
    assert not article.live


def test_its_own_way_of_signing_in_is_closed(db: None) -> None:
    for address in ("/cms/login/", "/cms/password_reset/", "/cms/logout/"):
        answer = Client().get(address)
        assert answer.headers.get("Location") == reverse("account_login")


def test_its_policy_is_its_own_and_a_preview_stands_in_its_frame(officer: User) -> None:
    client = client_of(officer)
    article = make_article(by=officer)
    home = client.get(reverse("wagtailadmin_home")).headers
    assert "frame-ancestors 'self'" in home["Content-Security-Policy"]
    assert home["X-Frame-Options"] == "SAMEORIGIN"
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    assert client.post(address, form_of(title="Not saved yet", slug=article.slug)).json()["is_valid"]
    shown = client.get(address, {"in_preview_panel": "true"})
    assert "Not saved yet" in shown.content.decode()
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = shown.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy
    public = Client().get(article.get_url()).headers
    assert "frame-ancestors 'none'" in public["Content-Security-Policy"]
    assert "unsafe-inline" not in public["Content-Security-Policy"]
    assert public["X-Frame-Options"] == "DENY"
    assert "Not saved yet" not in Client().get(article.get_url()).content.decode()


def test_it_speaks_the_language_and_keeps_the_time_of_who_enters(officer: User) -> None:
    User.objects.filter(pk=officer.pk).update(language="pl", time_zone="Pacific/Auckland")
    client = client_of(officer)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Napisz aktualność" in page
    assert "wagtail.org" not in page
    assert "gravatar" not in page
    profile = User.objects.get(pk=officer.pk).wagtail_userprofile
    assert (profile.preferred_language, profile.current_time_zone) == ("pl", "Pacific/Auckland")


def test_signing_out_there_signs_out_of_the_house(officer: User) -> None:
    client = client_of(officer)
    client.get("/cms/logout/")
    assert client.get(reverse("office")).status_code == 200
    client.post("/cms/logout/")
    assert client.get(reverse("office")).status_code == 302
    assert client_of(officer).get("/cms/account/").headers["Location"] == reverse("profile")
