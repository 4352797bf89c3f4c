"""An invited person without an account: letter, sign-up, code, team."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.projects.actions import invite_person
from plon.projects.enums import TeamRole
from plon.projects.models import Project


@pytest.mark.django_db
def test_a_newcomer_signs_up_from_the_letter_and_joins(
    project: Project,
    coordinator: User,
    mailoutbox: list[Any],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invite_person(project, by=coordinator, email="new@example.org", role=TeamRole.EDITOR, language="en")
    link = re.search(r"https?://[^/]+(/workspace/invitation/\S+)", mailoutbox[0].body)
    assert link
    browser = Client(headers={"accept-language": "en"})

    signup = re.search(r'href="(/accounts/signup/[^"]+)"', browser.get(link[1]).content.decode())
    assert signup
    password = "correct horse battery staple"
    filled = {"name": "Newcomer", "email": "new@example.org", "password1": password, "password2": password}
    answer = browser.post(signup[1], filled)
    code = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mailoutbox[1].body, re.MULTILINE)
    assert code, mailoutbox[1].body
    answer = browser.post(answer["Location"], {"code": code[1]})

    assert answer["Location"] == link[1]
    assert browser.post(link[1])["Location"] == project.get_workspace_url()
    assert [(m.person.email, m.role) for m in project.memberships.exclude(person=coordinator)] == [
        ("new@example.org", "editor")
    ]
