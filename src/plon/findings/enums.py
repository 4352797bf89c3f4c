from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Criterion(models.TextChoices):
    """By what something is judged: the five criteria of evaluation, or for trainings Kirkpatrick's four levels."""

    RELEVANCE = "relevance", pgettext_lazy("criterion", "relevance")
    EFFECTIVENESS = "effectiveness", pgettext_lazy("criterion", "effectiveness")
    EFFICIENCY = "efficiency", pgettext_lazy("criterion", "efficiency")
    IMPACT = "impact", pgettext_lazy("criterion", "impact")
    SUSTAINABILITY = "sustainability", pgettext_lazy("criterion", "sustainability")
    REACTION = "reaction", pgettext_lazy("criterion", "training: reaction")
    LEARNING = "learning", pgettext_lazy("criterion", "training: learning")
    BEHAVIOUR = "behaviour", pgettext_lazy("criterion", "training: behaviour")
    RESULTS = "results", pgettext_lazy("criterion", "training: results")


# What each criterion asks, in a plain question.
ASKS: dict[str, Promise] = {
    Criterion.RELEVANCE: _("Does it answer a need that people really have?"),
    Criterion.EFFECTIVENESS: _("Do we reach what we set out to reach?"),
    Criterion.EFFICIENCY: _("Is it worth the work, time and money that we put in?"),
    Criterion.IMPACT: _("What changed for people, schools, organisations?"),
    Criterion.SUSTAINABILITY: _("What will be left when funding has ended?"),
    Criterion.REACTION: _("Were the participants satisfied?"),
    Criterion.LEARNING: _("What do they know and can do now that they did not before?"),
    Criterion.BEHAVIOUR: _("Do they do anything otherwise at work afterwards?"),
    Criterion.RESULTS: _("What does it change for their pupils, clients, organisation?"),
}


class Method(models.TextChoices):
    """How an answer is found."""

    SURVEY = "survey", pgettext_lazy("method", "survey")
    INTERVIEW = "interview", pgettext_lazy("method", "interview")
    FOCUS_GROUP = "focus_group", pgettext_lazy("method", "focus group")
    OBSERVATION = "observation", pgettext_lazy("method", "observation")
    DOCUMENTS = "documents", pgettext_lazy("method", "documents")
    COUNTERS = "counters", pgettext_lazy("method", "counters and logs")
    SELF_ASSESSMENT = "self_assessment", pgettext_lazy("method", "self-assessment")
    TEST = "test", pgettext_lazy("method", "test before and after")
    PEER_REVIEW = "peer_review", pgettext_lazy("method", "review by others of the trade")


class When(models.TextChoices):
    """Evaluation runs before, during and after, and looks again when the project is long over (domain.md §6.4)."""

    BEFORE = "before", pgettext_lazy("evaluation", "before")
    DURING = "during", pgettext_lazy("evaluation", "during")
    AFTER = "after", pgettext_lazy("evaluation", "at the end")
    LATER = "later", pgettext_lazy("evaluation", "6 to 24 months later")


class Strength(models.TextChoices):
    """How far a finding can be relied on."""

    WEAK = "weak", _("weak: one source, a few voices")
    FAIR = "fair", _("fair: several voices or one good figure")
    STRONG = "strong", _("strong: different sources say the same")


class DecisionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("decision", "open")
    DONE = "done", pgettext_lazy("decision", "done")
    DROPPED = "dropped", pgettext_lazy("decision", "dropped")
