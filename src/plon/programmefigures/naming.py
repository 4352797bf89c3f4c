"""What dimensions, their values and the figures are called; the catalogue's own words where it has them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from plon.catalogue.labels import facet_label, facet_name, in_short
from plon.programmefigures.facts import NOT_GIVEN
from plon.programmefigures.regions import region_name

_FIGURES = {
    "projects": pgettext_lazy("figure", "Projects"),
    "results": pgettext_lazy("figure", "Results"),
    "living": pgettext_lazy("figure", "Living results"),
    "working": pgettext_lazy("figure", "All links work"),
    "open": pgettext_lazy("figure", "Open licence"),
    "views": pgettext_lazy("figure", "Views"),
    "downloads": pgettext_lazy("figure", "Downloads"),
    "uses": pgettext_lazy("figure", "Confirmed uses"),
    "unused": pgettext_lazy("figure", "Results without users"),
}
_LISTS = {
    "projects": _("Projects behind the figure"),
    "results": _("Results behind the figure"),
    "living": _("Living results"),
    "working": _("Results all of whose links work"),
    "open": _("Results under an open licence"),
    "views": _("Results that were viewed, most viewed first"),
    "downloads": _("Results that were downloaded, most downloaded first"),
    "uses": _("Results in confirmed use, most used first"),
    "unused": _("Results without a confirmed use, best described first"),
    "strong": _("Strong results that nobody is known to use"),
}


def figure_name(figure: str) -> str:
    return str(_FIGURES[figure])


def list_name(name: str) -> str:
    return str(_LISTS[name])


def dimension_name(name: str) -> str:
    """Return what a dimension is called; years are of the call for projects and of publication for results."""
    if name == "region":
        return pgettext("dimension", "Region")
    return pgettext("dimension", "Year") if name == "year" else facet_name("result", name)


def value_name(name: str, value: str, language: str) -> str:
    """Return what a value is called to a reader of `language`."""
    if value == NOT_GIVEN:
        return pgettext("value", "not given")
    if name == "region":
        return region_name(value, language)
    label = facet_label("result", name, value, language)
    return in_short(label) if name == "licence" else label
