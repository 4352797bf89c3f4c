"""The form on which an article is written."""

from typing import Any

from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from plon.texts import fold, without_controls

LONGEST_NAME = 80


class ArticleForm(WagtailAdminPageForm):
    """Asks nobody for an address: without one it is made from the title, however that is spelt."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (slug := self.fields.get("slug")) is not None:
            slug.required = False

    def clean_title(self) -> str:
        return without_controls(self.cleaned_data.get("title") or "")

    def clean_lead(self) -> str:
        return without_controls(self.cleaned_data.get("lead") or "")

    def clean_slug(self) -> str:
        """Spell it in plain letters, before it is looked up whether another article has it."""
        return slugify(fold(self.cleaned_data.get("slug") or ""))

    def clean(self) -> dict[str, Any]:
        """Give an article without an address a free one in its folder."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "slug" in self.fields and not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = self._free_slug(slugify(fold(cleaned.get("title") or ""))[:LONGEST_NAME] or "article")
        return cleaned

    def _free_slug(self, wanted: str) -> str:
        candidate, number = wanted, 1
        while not Page._slug_is_available(candidate, self.parent_page, self.instance):
            number += 1
            candidate = f"{wanted}-{number}"
        return candidate
