"""Forms of how a result goes on: its plan, its end on purpose, a look at what became of it."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from plon.organisations.models import Organisation
from plon.plans.forms import PlanForm
from plon.plans.models import UsePlan
from plon.programme.codelists import codelist
from plon.programme.lasting import RETIRE, Proposal, proposed_reviews
from plon.projects.forms import AmountField, DayField
from plon.results.models import Result
from plon.sustainability.enums import Outcome
from plon.sustainability.models import Review

# More days than anyone looks at one result.
MOST_REVIEWS = 40
# A day so near to another look is not proposed.
APART = datetime.timedelta(days=45)


def language_now() -> str:
    return get_language() or "en"


class LastingForm(PlanForm):
    """How a result goes on. The first four questions make a plan; the others make it one that can be trusted."""

    # Fields that stand behind a fold until one of them says something.
    MORE = ("euros_a_year", "hours_a_year", "means_from", "resources", "risk")
    FIELDS = ("users", "keeper", "until", *MORE)
    uses = forms.MultipleChoiceField(
        label=_("How will it be used after the project?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One is enough."),
        error_messages={"required": _("Choose at least one way, or retire it on purpose.")},
    )
    users = forms.CharField(
        label=_("Who will use it?"),
        max_length=300,
        required=False,
        help_text=_("E.g. “science teachers of the three schools, each spring”."),
    )
    keeper = forms.ModelChoiceField(
        label=_("Which partner keeps it?"), queryset=Organisation.objects.none(), required=False, empty_label="—",
        help_text=_("The organisation that answers when something breaks."),
    )  # fmt: skip
    until = DayField(
        label=_("Until when at least?"), required=False, help_text=_("An honest date is better than “for ever”.")
    )
    euros_a_year = AmountField(
        label=_("Euros a year"), required=False, max_digits=10, help_text=_("0 is an answer too.")
    )
    hours_a_year = forms.IntegerField(
        label=_("Hours a year"), min_value=0, max_value=100_000, required=False,
        help_text=_("Two hours a month are 24."),
    )  # fmt: skip
    means_from = forms.CharField(
        label=_("Who gives them?"), max_length=300, required=False,
        help_text=_("E.g. “the school's budget; the librarian within her hours”."),
    )  # fmt: skip
    resources = forms.CharField(
        label=_("What are they for?"), max_length=500, required=False,
        help_text=_("E.g. “domain and server; answering questions; printing worksheets”."),
    )  # fmt: skip
    risk = forms.CharField(
        label=_("What could go wrong, and what then?"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("E.g. “if its author leaves: the library has the files too”."),
    )  # fmt: skip
    reviews = forms.MultipleChoiceField(
        label=_("When will you look whether it is still good?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Fifteen minutes each: is it used, do the links work, is it up to date?"),
    )
    another_day = DayField(label=_("On another day, too"), required=False)
    field_order = (
        "uses", "users", "keeper", "until", "reviews", "another_day", *MORE, "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, days: list[tuple[datetime.date, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("uses", [choice for choice in codelist("use_forms").choices(language_now()) if choice[0] != RETIRE])
        self.choose_from("keeper", Organisation.objects.filter(partnerships__project=self.project))
        self.offer("reviews", [(day.isoformat(), label) for day, label in days])
        if not days:
            del self.fields["reviews"]
        # The plan's first form stays first while it is chosen: the project's answers begin with it.
        self.first = str((kwargs.get("initial") or {}).get("first", ""))

    @property
    def is_more_open(self) -> bool:
        """Whether the further questions are shown: of a plan that is there, or once one of them is answered."""
        return bool(self.initial.get("version")) or any(
            self[name].value() not in (None, "") or self[name].errors for name in self.MORE
        )

    def values(self) -> dict[str, Any]:
        chosen = list(self.cleaned_data["uses"])
        first = self.first if self.first in chosen else chosen[0]
        return {**super().values(), "form": first, "also": [code for code in chosen if code != first]}

    def days(self) -> list[datetime.date]:
        """Return all days on which to look at it again."""
        chosen = {datetime.date.fromisoformat(day) for day in self.cleaned_data.get("reviews", ())}
        another = self.cleaned_data.get("another_day")
        return sorted(chosen | ({another} if another else set()))


def initial_plan(use: UsePlan | None, due: list[Review], proposed: list[Proposal]) -> dict[str, Any]:
    """Return what the form shows at first: what is planned, or the days that are proposed for a new plan."""
    if use is None:
        return {"version": 0, "reviews": [each.day.isoformat() for each in proposed] or _iso(due)}
    # The day and the reason of an end say nothing of how a result goes on.
    names = [name for name in LastingForm.FIELDS if not (use.is_retirement and name in {"until", "risk"})]
    return {
        **{name: getattr(use, name) for name in names}, "version": use.version, "first": use.form,
        "uses": [code for code in use.forms if code != RETIRE], "reviews": _iso(due),
    }  # fmt: skip


def _iso(reviews: list[Review]) -> list[str]:
    return [review.due_on.isoformat() for review in reviews]


def days_to_offer(
    result: Result, use: UsePlan | None, reviews: list[Review]
) -> tuple[list[tuple[datetime.date, str]], list[Proposal]]:
    """Return the days that the form offers with their words, and those of them that are proposed."""
    project, today = result.project, timezone.localdate()
    until = use.until if use and not use.is_retirement else None
    known = [review.done_on or review.due_on for review in reviews]
    usual = proposed_reviews(project.start, project.end, until=until, today=today)
    proposed = [each for each in usual if not any(abs(each.day - day) < APART for day in known)]
    words = {each.day: _told(each) for each in usual}
    told = {each.day: words[each.day] for each in proposed}
    for review in reviews[:MOST_REVIEWS]:
        if not review.is_done:
            told[review.due_on] = words.get(review.due_on) or date_format(review.due_on)
    return sorted(told.items()), proposed


def _told(proposal: Proposal) -> str:
    day = date_format(proposal.day)
    if proposal.months is None:
        return gettext("%(day)s, while the project runs") % {"day": day}
    if proposal.months % 12:
        after = ngettext("%(n)s month after its end", "%(n)s months after its end", proposal.months)
        return f"{day}, {after % {'n': proposal.months}}"
    years = proposal.months // 12
    after = ngettext("%(n)s year after its end", "%(n)s years after its end", years)
    return f"{day}, {after % {'n': years}}"


class RetireForm(PlanForm):
    """An end on purpose: a day and a reason, and whether a copy stays somewhere."""

    on = DayField(label=_("On which day does it end?"), help_text=_("Until then it is kept as before."))
    cause = forms.CharField(
        label=_("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("E.g. “the survey is over, its data are in the report”. Visitors read it."),
    )  # fmt: skip
    is_archived = forms.BooleanField(
        label=_("A copy stays in an archive or repository"), required=False,
    )  # fmt: skip
    field_order = ("on", "cause", "is_archived", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].widget.attrs["autocomplete"] = "off"


def initial_end(use: UsePlan | None) -> dict[str, Any]:
    if use is None:
        return {"version": 0}
    if not use.is_retirement:
        return {"version": use.version}
    return {"version": use.version, "on": use.until, "cause": use.risk, "is_archived": "archive" in use.also}


class LookForm(forms.Form):
    """What somebody saw when they looked at a result again."""

    outcome = forms.ChoiceField(label=_("What did you find?"), choices=Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who uses it now, what changed, what is to be done and by whom."),
    )  # fmt: skip
    on = DayField(label=_("When did you look?"))
    again_on = DayField(label=_("When to look next?"), required=False)
