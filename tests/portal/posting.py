"""What a browser sends to the editors' system, for tests."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from plon.portal.cms.tree import ensure_tree
from plon.portal.models import Article


def form_of(title: str = "Harvest in July", body: list[tuple[str, Any]] | None = None, **fields: Any) -> dict[str, Any]:
    """Return the fields of the page on which an article is written."""
    related = streamfield([("thing", each) for each in fields.pop("related", [])])
    return nested_form_data({
        "title": title, "slug": "", "kind": "news", "lead": "What teachers took home.", "picture": "",
        "body": streamfield(body or []), "related": related,
        "tags": "", "go_live_at": "", "expire_at": "",
        "comments": inline_formset([]), **fields,
    })  # fmt: skip


def send_new(client: Client, language: str = "en", *, act: str = "action-publish", **fields: Any) -> Any:
    """Send a new article; `act` is the button that was pressed."""
    folder = ensure_tree()[language]
    address = reverse("wagtailadmin_pages:add", args=["portal", "article", folder.pk])
    return client.post(address, {**form_of(**fields), act: "yes"})


def send_edit(client: Client, article: Article, *, act: str = "", **fields: Any) -> Any:
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    return client.post(address, {**form_of(**fields), **({act: "yes"} if act else {})})


def draftail(text: str, *, url: str = "") -> str:
    """Return text as the editor of texts sends it, with a link over its whole length if there is an address."""
    entity = {"0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}} if url else {}
    ranges = [{"key": 0, "offset": 0, "length": len(text)}] if url else []
    block = {
        "key": "00000", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": ranges,
    }  # fmt: skip
    return json.dumps({"entityMap": entity, "blocks": [block]})


def items(values: list[Any]) -> dict[str, Any]:
    """Return lines of a list as its piece sends them."""
    lines = {str(at): {"value": each, "deleted": "", "order": str(at), "id": ""} for at, each in enumerate(values)}
    return {"count": str(len(values)), **lines}
