"""The design system as a living page, for those who build Plon."""

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from plon.site.templatetags.design import ICONS


class _Sample(forms.Form):
    """One field of each shape."""

    title = forms.CharField(label=_("Title"), max_length=80, help_text=_("In a few words."))
    words = forms.CharField(label=_("Description"), max_length=400, required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("a", "A"), ("b", "B")])
    levels = forms.MultipleChoiceField(
        label=_("Levels"), choices=[("l", _("local")), ("n", _("national"))], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label=_("I have the consent of everyone in the photo"))
    file = forms.FileField(label=_("File"))


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show tokens and components in all their states; in debug and demonstrations only."""
    if not (settings.DEBUG or settings.DEMONSTRATION):
        raise Http404
    context = {
        "icons": sorted(ICONS),
        "form": _Sample(),
        "broken": _Sample({"title": "", "kind": "c"}),
        "page": Paginator(range(30), 10).page(2),
        "colours": (
            "paper",
            "surface",
            "sunk",
            "leaf",
            "leaf-pale",
            "wheat",
            "wheat-pale",
            "berry",
            "berry-pale",
            "sky",
            "sky-pale",
        ),
        "tones": ("", "good", "wait", "bad", "info"),
        "kinds": ("info", "success", "warning", "danger"),
    }
    return render(request, "site/styleguide.html", context)
