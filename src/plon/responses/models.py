"""What people answered. The tables of anonymous answers hold nothing that leads to a person or to one another.

Why they look as they do is written in docs/decisions/0024: keys are random, so that no order of arrival can be read
from them; free texts, what was chosen, and the marks against sending twice lie in three tables that share nothing but
the round; days instead of times; nothing of the device.
"""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from plon.surveys.models import Round


def random_key() -> int:
    """Return a key that says nothing about when the row was written, not even as SQLite's rowid."""
    return secrets.randbits(62) + 1


class Response(models.Model):
    """One person's choices in an anonymous round: {key of a question: value as `answers.clean` makes it}, no texts."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="responses")
    language = models.CharField(max_length=5)
    answers = models.JSONField(default=dict)
    # Made from the code that a person makes herself, with a secret of the survey; "" where there are no pairs.
    pair = models.CharField(max_length=64, blank=True, db_index=True)
    # Counted in what may be shown; whole groups are taken up together, so that no one's answer is a difference.
    is_counted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("anonymous answer")
        verbose_name_plural = _("anonymous answers")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.round_id}"


class FreeText(models.Model):
    """One text in somebody's own words, apart from everything else that she said."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="free_texts")
    question = models.CharField(max_length=20)
    text = models.TextField(max_length=100_000)
    is_counted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("text of an anonymous answer")
        verbose_name_plural = _("texts of anonymous answers")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:80]


class Receipt(models.Model):
    """That a sheet was taken already, so that a phone that sends twice is counted once. It leads to no answer."""

    id = models.BigIntegerField(primary_key=True, default=random_key, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="receipts")
    # HMAC of a number that the phone made for this one sheet.
    mark = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("receipt of an answer")
        verbose_name_plural = _("receipts of answers")
        constraints = [models.UniqueConstraint(fields=["round", "mark"], name="sheet_taken_once")]

    def __str__(self) -> str:
        return self.mark


class IdentifiedResponse(models.Model):
    """One person's answers to a survey that said before its first question that it is not anonymous."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="identified_responses")
    mark = models.CharField(max_length=64)
    language = models.CharField(max_length=5)
    name = models.CharField(_("your name"), max_length=120, blank=True)
    email = models.EmailField(_("your e-mail"), blank=True)
    may_ask_again = models.BooleanField(_("you may ask me again later"), default=False)
    answers = models.JSONField(default=dict)
    answered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("answer with a name")
        verbose_name_plural = _("answers with a name")
        ordering = ["answered_at", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "mark"], name="identified_sheet_taken_once")]

    def __str__(self) -> str:
        return self.name or self.email


class RoundFigures(models.Model):
    """What may be shown of a round: counts per question, taken up group by group (`tallying`). Pages read this alone.

    `content` is {"questions": {key: {...}}, "languages": {code: n}}; what stands in a question's part depends on its
    kind and is read through `figures.figures_of`.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="figures")
    # Answers in it; how many came altogether is shown, too, since a number of sheets tells nothing about one.
    counted = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("figures of a round")
        verbose_name_plural = _("figures of rounds")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.counted}"
