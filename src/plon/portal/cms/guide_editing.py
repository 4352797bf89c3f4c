"""The page on which the agency's text of a guide is written: the original and the other language stand beside it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.viewsets.pages import PageViewSet

from plon.portal.cms.carefully import CarefulEdit
from plon.portal.cms.guides import Change, changes_of
from plon.portal.guidefiles import filed_guide, filed_text
from plon.portal.guides import read_guide
from plon.portal.guidetexts.models import GuideFolder, GuideOrigin, GuideText, said_now


class Original(BaseSidePanel):
    """What the file says that came with Plon, and what a release changed in it since."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Show or hide the original")
        icon_name = "doc-full-inverse"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "count": len(self.panel.changes)}

    name = "original"
    title = gettext_lazy("Plon's text")
    template_name = "portal/cms/original.html"
    order = 140

    @cached_property
    def origin(self) -> GuideOrigin | None:
        found: GuideOrigin | None = GuideOrigin.objects.filter(text=self.object).select_related("by").first()
        return found

    @cached_property
    def changes(self) -> list[Change]:
        return changes_of(self.origin, said_now(self.object)) if self.origin else []

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        language = self.object.locale.language_code
        guide = filed_guide(self.object.slug, language)
        return {
            **super().get_context_data(parent_context),
            "origin": self.origin,
            "changes": self.changes,
            "guide": guide,
            "written": filed_text(guide.slug, language) if guide else None,
        }


class OtherLanguage(BaseSidePanel):
    """What readers of the other language find today, whoever wrote it."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = gettext_lazy("Show or hide the other language")
        icon_name = "globe"

    name = "languages"
    title = gettext_lazy("Other language")
    template_name = "portal/cms/guide_languages.html"
    order = 150

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        codes = [code for code, _name in settings.LANGUAGES if code != self.object.locale.language_code]
        found = (read_guide(self.object.slug, code) for code in codes)
        return {**super().get_context_data(parent_context), "texts": [each for each in found if each]}


class EditGuide(CarefulEdit):
    def get_side_panels(self) -> MediaContainer:
        panels = list(super().get_side_panels())
        if not self.expects_json_response:
            panels += [Original(self.page, self.request), OtherLanguage(self.page, self.request)]
        return MediaContainer(panels)

    def redirect_away(self) -> HttpResponse:
        """Lead back to the list of guides, not to the folder that holds those of one language."""
        return redirect(self.next_url or "portal_cms:guides")


class GuidePages(PageViewSet):
    model = GuideText
    parent_models = (GuideFolder,)
    edit_view_class = EditGuide
