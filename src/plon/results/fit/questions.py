"""The questions of the fit card, in the order in which a stranger asks them, each with why and an example."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.results.models import FitCard


@dataclass(frozen=True, slots=True)
class Question:
    """One question: `fields` of the card, `texts` of its words per language; the help says why, the example how."""

    key: str
    title: Promise
    help: Promise
    example: Promise
    fields: tuple[str, ...]
    texts: tuple[str, ...] = ()

    def is_answered(self, card: FitCard | None) -> bool:
        """Tell whether the team said anything; a unit of time alone says nothing."""
        if card is None:
            return False
        if any(getattr(card, name) for name in self.fields if name != "time_unit"):
            return True
        if any(getattr(card, name) == 0 for name in self.fields if name.startswith("age")):
            return True
        return any(getattr(text, name) for text in card.texts.all() for name in self.texts)


QUESTIONS = (
    Question(
        "audience", _("Who takes it in hand?"),
        _("Tick those who would use it themselves. Fewer is better: who is named feels meant."),
        _("A lesson plan: teachers. A game for evenings at home: parents, and learners on their own."),
        ("audiences", "learners"),
    ),
    Question(
        "age", _("For what age?"),
        _("The age of those who learn with it. Leave one side empty if there is no limit."),
        _("From 10 to 15. For all grown-ups: from 18, and nothing in the other field."),
        ("age_from", "age_to"),
    ),
    Question(
        "level", _("Where do they learn?"),
        _("Tick every place where it can be used as it is."),
        _("A course for apprentices: vocational education and training."),
        ("levels",),
    ),
    Question(
        "time", _("How long does it take?"),
        _("With learners, from beginning to end. One number is enough if it always takes the same."),
        _("From 1 to 2 lessons. A training: 3 days."),
        ("time_from", "time_to", "time_unit"),
    ),
    Question(
        "size", _("For how many people at once?"),
        _("So that nobody prepares a game for six and comes to a class of thirty."),
        _("From 10 to 30. A self-study course: from 1 to 1."),
        ("group_from", "group_to"),
    ),
    Question(
        "preparation", _("What has to be prepared?"),
        _("How long somebody needs who has never seen it, and what must lie on the table."),
        _("Up to an hour; scissors, thermometers, one printed sheet for two pupils."),
        ("preparation",), ("materials", "preparation"),
    ),
    Question(
        "language", _("How well must learners know its language?"),
        _("Only if it matters: for most materials in the learners’ own language it does not."),
        _("A film with English dialogues: B1."),
        ("language_levels",),
    ),
    Question(
        "technical", _("Does it work without the internet? Can others change it?"),
        _("Rooms without a network are common, and nearly every teacher adapts what she takes."),
        _("A folder of worksheets in DOCX: yes and yes."),
        ("works_offline", "editable"),
    ),
    Question(
        "quality", _("How do you know that it is good?"),
        _("Tick only what has happened and can be shown. Each kind says to visitors what it means."),
        _("Tried out with 120 pupils in five schools; after that we shortened lesson 3."),
        ("qualities", "piloted_with"), ("quality_note",),
    ),
)  # fmt: skip


def still_open(card: FitCard | None) -> list[Question]:
    """Return the questions that nobody answered, in their order."""
    return [question for question in QUESTIONS if not question.is_answered(card)]


def answered(card: FitCard | None) -> tuple[int, int]:
    """Return how many of the questions are answered, and how many there are."""
    return len(QUESTIONS) - len(still_open(card)), len(QUESTIONS)
