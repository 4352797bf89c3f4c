"""The design system as a living page, for those who build Plon."""

import datetime

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plon import charts
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
        "charts": _sample_charts(),
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


def _sample_charts() -> list[charts.Chart]:
    """Return one chart of each kind."""
    first, last = datetime.date(2026, 9, 1), datetime.date(2028, 8, 31)
    months = [datetime.date(2026, month, 1) for month in range(9, 13)]

    def words(columns: int, *, title: str = "") -> charts.Words:
        head = (gettext("What"), *(str(number) for number in range(1, columns)))
        return charts.Words(title or gettext("Chart"), gettext("Here stands what it shows."), head,
                            gettext("Here stands what will be seen, and when."))  # fmt: skip

    one, other, third = gettext("First"), gettext("Second"), gettext("Third")
    two_rows = [charts.Row(one, (12, 5, 3)), charts.Row(other, (4, 9, 0))]
    series = [
        charts.Series(name, tuple(charts.Point(day, number * (place + 2)) for place, day in enumerate(months)))
        for number, name in enumerate((one, other, third), 1)
    ]
    return [
        charts.progress(words(4), series[0].points, measured=one, path=other,
                        baseline=charts.Level(one, 0, first),
                        target=charts.Level(gettext("Target"), 20, last)),
        charts.lines(words(4), series),
        charts.bars(words(4), [one, other, third], two_rows),
        charts.stacked(words(4), [one, other, third], two_rows),
        charts.distribution(words(4), ["1", "2", "3"], two_rows),
        charts.funnel(words(3), [charts.Row(one, (1200,)), charts.Row(other, (300,)), charts.Row(third, (40,))]),
        charts.pairs(words(4), (one, other), [charts.Row(third, (2, 4.5))], lowest=1, highest=5),
        charts.bars(words(2), [one], []),
    ]  # fmt: skip
