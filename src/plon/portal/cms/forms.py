"""The form on which an article is written."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from plon.portal.names import free_name, name_from, spell
from plon.texts import without_controls


def name_is_taken(name: str) -> ValidationError:
    """Return what is said where another article has the address."""
    told = _("Another article has the address “%(slug)s”. Choose another one; its translation may have the same.")
    return ValidationError(told, params={"slug": name})


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
        """Spell it in plain letters.

        Raises:
            ValidationError: somebody chose it, and another article has it.
        """
        name = spell(self.cleaned_data.get("slug") or "")
        if not name or not self.instance.is_name_taken(name):
            return name
        # The browser made it of the title; a draft of the same moment may have it.
        if not self.instance.pk and name == name_from(self.cleaned_data.get("title") or ""):
            return ""
        raise name_is_taken(name)

    def clean(self) -> dict[str, Any]:
        """Give an article without an address a free one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "slug" in self.fields and not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = free_name(name_from(cleaned.get("title") or ""), self.instance.is_name_taken)
        return cleaned
