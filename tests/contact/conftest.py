"""Somebody outside who writes as a browser does, and messages that have come."""

import re
from typing import Any

import pytest
from django.test import Client

from plon.contact.actions import send_message
from plon.contact.guarding import STAMP
from plon.contact.models import Message

QUESTION = {"category": "question", "words": "When is the next training?", "email": "Ana@example.org"}
NOTICE = {
    "category": "unlawful", "words": "The photo is mine and nobody asked me.", "page": "/en/results/",
    "email": "ana@example.org", "name": "Ana", "good_faith": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _patient(quick_people: None) -> None:
    """People take more than no time; nobody waits for that here."""


def write(values: dict[str, Any], client: Client | None = None, *, language: str = "en") -> Any:
    """Open the contact page, fill it in, send it."""
    browser, address = client or Client(enforce_csrf_checks=True), f"/{language}/contact/"
    stamp = re.search(rf'name="{STAMP}" value="([^"]+)"', browser.get(address).content.decode())
    assert stamp
    return browser.post(address, {STAMP: stamp[1], **values})


def shown(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def came(**values: Any) -> Message:
    """A message that has come."""
    return send_message(**{"category": "question", "words": "How?", "language": "en", **values})
