from django.db import models
from django.utils.translation import pgettext_lazy


class SourceKind(models.TextChoices):
    """Where a value comes from; all but the first two are counted by Plon itself."""

    BY_HAND = "by_hand", pgettext_lazy("source of a value", "entered by hand")
    EVIDENCE = "evidence", pgettext_lazy("source of a value", "the numbers of the evidence attached to the promise")
    ACTIVITIES = "activities", pgettext_lazy("source of a value", "people reached by logged activities")
    SURVEY = "survey", pgettext_lazy("source of a value", "a survey")
    COUNTER = "counter", pgettext_lazy("source of a value", "a counter")
    UPTAKE = "uptake", pgettext_lazy("source of a value", "declarations of use")


class Counter(models.TextChoices):
    """What a counted indicator may be fed by; several may be added up only within one unit."""

    VIEWS = "views", pgettext_lazy("counter", "views of the pages of results")
    DOWNLOADS = "downloads", pgettext_lazy("counter", "downloads of files")
    OPENINGS = "openings", pgettext_lazy("counter", "openings of short links and QR codes")
    USES = "uses", pgettext_lazy("counter", "confirmed declarations of use")
    LEARNERS = "learners", pgettext_lazy("counter", "learners named in declarations of use")
    COUNTRIES = "countries", pgettext_lazy("counter", "countries in which a result is used")
    ADAPTATIONS = "adaptations", pgettext_lazy("counter", "translations and adaptations by others")
    POLICIES = "policies", pgettext_lazy("counter", "references by public bodies")


class Reckoning(models.TextChoices):
    """How the answers to one question become one number."""

    MEAN = "mean", pgettext_lazy("reckoning", "the mean of the answers")
    TOP_SHARE = "top_share", pgettext_lazy("reckoning", "the share of the two highest steps, in %")
    CHOSEN_SHARE = "chosen_share", pgettext_lazy("reckoning", "the share of people who chose certain answers, in %")
    COUNT = "count", pgettext_lazy("reckoning", "how many people answered")


class StatementKind(models.TextChoices):
    QUOTE = "quote", pgettext_lazy("statement", "quote")
    STORY = "story", pgettext_lazy("statement", "story")
    DOCUMENT = "document", pgettext_lazy("statement", "document")


class Light(models.TextChoices):
    """How an indicator stands. Never told by colour alone: `Reason` gives the words."""

    GREEN = "green", pgettext_lazy("light", "on its way")
    AMBER = "amber", pgettext_lazy("light", "needs a look")
    RED = "red", pgettext_lazy("light", "off its way")
    NONE = "none", pgettext_lazy("light", "not to be judged yet")


class Reason(models.TextChoices):
    """Why an indicator stands as it does."""

    REACHED = "reached", pgettext_lazy("standing", "the target is reached")
    ON_PATH = "on_path", pgettext_lazy("standing", "as far as it should be by now, or further")
    TOLD = "told", pgettext_lazy("standing", "statements are there")
    BEHIND = "behind", pgettext_lazy("standing", "behind the path to the target")
    UNFED = "unfed", pgettext_lazy("standing", "nobody fed it for its period")
    FAR_BEHIND = "far_behind", pgettext_lazy("standing", "far behind the path to the target")
    MISSED = "missed", pgettext_lazy("standing", "its date is over and the target is not reached")
    NOT_BEGUN = "not_begun", pgettext_lazy("standing", "nothing is measured yet")
    NO_NUMBER = (
        "no_number",
        pgettext_lazy("standing", "the target is not one number, so there is nothing to hold it against"),
    )
    NO_PATH = "no_path", pgettext_lazy("standing", "no date for the target, so nobody can say how far it should be")


class ForecastKind(models.TextChoices):
    """What a forecast says, or why there is none."""

    LINE = "line", pgettext_lazy("forecast", "a straight line through the last measurements")
    REACHED = "reached", pgettext_lazy("forecast", "the target is reached already")
    TOO_FEW = "too_few", pgettext_lazy("forecast", "it takes measurements of three different days")
    TOO_CLOSE = "too_close", pgettext_lazy("forecast", "the measurements lie less than four weeks apart")
    NO_TARGET = "no_target", pgettext_lazy("forecast", "the target has no number or no date")
    OVER = "over", pgettext_lazy("forecast", "the target's date is over")
