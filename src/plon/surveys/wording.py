"""What is said about a survey, in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_PROBLEMS: Mapping[str, str | Promise] = {
    "no-questions": _("Nothing is asked yet. Add a question, or take some from a bank."),
    "too-many": _("It is too long: at most %(questions)s questions in %(sections)s sections."),
    "nobody-asks": _("Say who asks: people are told before the first question."),
    "no-contact": _("Say whom people can ask about the survey: a name with an e-mail address or a telephone number."),
    "no-day": _("Say until when the answers are kept."),
    "languages": _("The language that the survey is written in has to be the first of its languages."),
    "empty-section": _("The section “%(section)s” has no questions. People won't see it."),
    "no-title": _("The survey has no title that people would see."),
    "no-privacy": _("Say what the answers are for and what becomes of them."),
    "no-question": _("A question says nothing in the language that the survey is written in."),
    "no-option": _("“%(question)s”: an answer has no text."),
    "no-statement": _("“%(question)s”: a statement has no text."),
    "no-end": _("“%(question)s”: an end of the scale has no name. Name both ends or none."),
    "too-long": _("“%(text)s…” is too long: at most %(longest)s characters."),
    "key": _("Two parts have the key “%(key)s”, or it is none."),
    "kind": _("“%(question)s”: this kind of question is unknown here."),
    "misplaced": _("“%(question)s” has parts that do not belong to its kind."),
    "few-options": _("“%(question)s” needs at least two answers to choose from."),
    "many-options": _("“%(question)s” has more answers than anybody reads."),
    "same-options": _("“%(question)s” offers the same answer twice."),
    "no-statements": _("“%(question)s” has no statements."),
    "ends": _("“%(question)s”: name both ends of the scale or none."),
    "steps": _("“%(question)s”: a scale has 2 to 11 whole steps, from 0 or more upwards."),
    "bounds": _("“%(question)s”: the least number is greater than the most."),
    "asks-person": _("“%(question)s” asks who somebody is, but the survey is anonymous."),
    "condition-gone": _("“%(question)s” depends on a question that is not there any more."),
    "condition-kind": _("“%(question)s” can depend only on a choice or a scale."),
    "condition-answers": _("“%(question)s” depends on answers that cannot be given any more."),
    "condition-order": _("“%(question)s” has to come after the question that it depends on."),
    "long": _("%(questions)s questions: many people stop before the end. What would you do with each answer?"),
    "pairs-with-names": _("People say who they are, so a code to compare before and after is not needed."),
    "identifies-name": _("“%(question)s” seems to ask for a name. Then the survey is no longer anonymous."),
    "identifies-email": _("“%(question)s” seems to ask for an e-mail address. Then the survey is no longer anonymous."),
    "identifies-phone": _(
        "“%(question)s” seems to ask for a telephone number. Then the survey is no longer anonymous."
    ),
    "identifies-birth": _("“%(question)s” seems to ask for a day of birth. Ask for an age group instead."),
    "rare-answers": _(
        "“%(question)s” has so many answers that some are given by one person alone. Join them to fewer."
    ),
    "recognisable": _(
        "%(count)s questions are about the person (age, post, school …). Together they tell who it was. Keep what you "
        "need."
    ),
}


# What a text of a survey is, beside its translation.
_ROLES: Mapping[str, str | Promise] = {
    "title": pgettext_lazy("text of a survey", "title"),
    "intro": pgettext_lazy("text of a survey", "welcome"),
    "privacy": pgettext_lazy("text of a survey", "what becomes of the answers"),
    "thanks": pgettext_lazy("text of a survey", "thanks"),
    "section": pgettext_lazy("text of a survey", "section"),
    "section_intro": pgettext_lazy("text of a survey", "beginning of a section"),
    "question": pgettext_lazy("text of a survey", "question"),
    "hint": pgettext_lazy("text of a survey", "help"),
    "option": pgettext_lazy("text of a survey", "answer"),
    "statement": pgettext_lazy("text of a survey", "statement"),
    "end": pgettext_lazy("text of a survey", "end of the scale"),
}


def role_words(role: str) -> str:
    """Return what a text is: the title, a question, an answer."""
    return str(_ROLES[role])


def problem_words(code: str) -> str:
    """Return the sentence about a problem, with named placeholders."""
    return str(_PROBLEMS[code])
