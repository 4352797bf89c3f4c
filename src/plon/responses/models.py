"""What people answered. The tables of anonymous answers hold nothing that leads to a person or to one another.

Why they look as they do is written in docs/decisions/0024: keys are random, so that no order of arrival can be read
from them; free texts, what was chosen, and the marks against sending twice lie in three tables that share nothing but
the round; no times, no language, nothing of the device. All that waits is written anew, in random order, with each
sheet that comes (`tallying`): neither the transaction that wrote a row nor its place in the file tells whose it is.
"""

import secrets
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from plon.surveys.models import Round, Survey


def random_key() -> int:
    """Return a key that says nothing about when the row was written."""
    return secrets.randbits(62) + 1


def random_secret() -> str:
    return secrets.token_hex(32)


class RandomKey(models.BigIntegerField[Any, Any]):
    """A primary key drawn by chance, which in SQLite is the rowid, too.

    Beside a primary key of any other type than "integer" SQLite numbers the rows of a table as they come.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "primary_key": True, "default": random_key, "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for given in ("primary_key", "default", "editable"):
            kwargs.pop(given, None)
        return name, path, args, kwargs

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Response(models.Model):
    """One person's choices in an anonymous round: {key of a question: value as `answers.clean` makes it}, no texts."""

    id = RandomKey()
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="responses")
    answers = models.JSONField(default=dict)
    # Made from the code that a person makes herself, with a secret of the survey; "" where there are no pairs.
    pair = models.CharField(max_length=64, blank=True, db_index=True)
    # Counted in what may be shown; whole groups are taken up together, so that no one's answer is a difference.
    is_counted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("anonymous answer")
        verbose_name_plural = _("anonymous answers")
        ordering = ["id"]
        indexes = [models.Index(fields=["round"], condition=models.Q(is_counted=False), name="responses_waiting")]

    def __str__(self) -> str:
        return f"{self.round_id}"


class FreeText(models.Model):
    """One text in somebody's own words, apart from everything else that she said."""

    id = RandomKey()
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="free_texts")
    question = models.CharField(max_length=20)
    text = models.TextField(max_length=100_000)
    is_counted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("text of an anonymous answer")
        verbose_name_plural = _("texts of anonymous answers")
        ordering = ["id"]
        indexes = [models.Index(fields=["round"], condition=models.Q(is_counted=False), name="texts_waiting")]

    def __str__(self) -> str:
        return self.text[:80]


class Receipt(models.Model):
    """That a sheet was taken already, so that a phone that sends twice is counted once. It leads to no answer."""

    id = RandomKey()
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
    is_counted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("answer with a name")
        verbose_name_plural = _("answers with a name")
        ordering = ["answered_at", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "mark"], name="identified_sheet_taken_once")]

    def __str__(self) -> str:
        return self.name or self.email


class RoundFigures(models.Model):
    """What may be shown of a round: counts per question, taken up group by group (`tallying`). Pages read this alone.

    `content` is {key of a question: {...}}; what stands in a question's part depends on its kind and is read through
    `figures.figures_of`.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="figures")
    # Answers in it; how many came altogether is shown, too, since a number of sheets tells nothing about one.
    counted = models.PositiveIntegerField(default=0)
    received = models.PositiveIntegerField(default=0)
    # Of those that came, the ones that are kept until there are enough of them.
    waiting = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=dict)
    # Closed once: pairs are compared from then on, so that later sheets are in none.
    is_final = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("figures of a round")
        verbose_name_plural = _("figures of rounds")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.counted}"


class PairSecret(models.Model):
    """With the server's own key, what the codes of a survey are locked with; it goes when all its rounds are over."""

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="pair_secret")
    secret = models.CharField(max_length=64, default=random_secret)

    class Meta:
        verbose_name = _("secret of a survey's codes")
        verbose_name_plural = _("secrets of surveys' codes")

    def __str__(self) -> str:
        return f"{self.survey_id}"
