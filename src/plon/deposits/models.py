"""Deposits: a published result on its way into a repository that keeps it when Plon is gone."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plon.deposits.enums import GOING, RESUMABLE, DepositState
from plon.identifiers import new_public_id
from plon.projects.models import Project
from plon.results.models import Result


class Deposit(models.Model):
    """One record, or one new version of a record, at one repository.

    What is about to happen over there is noted before it is asked for, and what happened at once after: whoever takes
    the row up after a crash knows what may be there already, and asks before doing it again.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="deposits")
    result = models.ForeignKey(Result, verbose_name=_("result"), on_delete=models.CASCADE, related_name="deposits")
    # The deposit of which this is a new version.
    previous = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="next_version"
    )
    # Its address without a slash at the end, and what people call it.
    server = models.CharField(_("repository"), max_length=200)
    server_name = models.CharField(max_length=100)
    community = models.CharField(_("community"), max_length=100, blank=True)
    state = models.CharField(max_length=20, choices=DepositState.choices, default=DepositState.WAITING)
    # The access token, locked; "" as soon as no worker needs it.
    token = models.TextField(blank=True, editable=False)
    # Exactly what the coordinator saw and confirmed: the record, and [{"key", "path", "size", "sha256"}].
    record = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    # Moments at which something that can't be taken back was about to be asked for.
    create_begun_at = models.DateTimeField(null=True, blank=True)
    publish_begun_at = models.DateTimeField(null=True, blank=True)
    # What the repository gave.
    record_id = models.CharField(max_length=60, blank=True)
    record_address = models.CharField(max_length=300, blank=True)
    doi = models.CharField(max_length=300, blank=True)
    # What went wrong last: {"trouble", "status", "message", "complaints": [[field, message]]}.
    problem = models.JSONField(default=dict, blank=True)
    wait_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    # How often a worker took it; one that was thought dead sees by this that another has it now.
    runs = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="deposits"
    )
    requested_label = models.CharField(max_length=200, blank=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    # The worker says now and then that it is alive.
    seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("deposit")
        verbose_name_plural = _("deposits")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "server"],
                condition=~Q(state__in=[DepositState.PUBLISHED, DepositState.GIVEN_UP]),
                name="one_open_deposit_per_repository",
            ),
            models.CheckConstraint(
                condition=Q(token="") | Q(state__in=[DepositState.WAITING, DepositState.RUNNING]),
                name="deposit_token_only_while_it_runs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result} → {self.server_name}"

    @property
    def marker(self) -> str:
        """The identifier by which its draft is found again over there."""
        return f"plon-deposit:{self.public_id}"

    @property
    def is_going(self) -> bool:
        return self.state in GOING

    @property
    def may_go_on(self) -> bool:
        return self.state in RESUMABLE

    @property
    def may_be_given_up(self) -> bool:
        """Whether it can't have been published: otherwise another deposit could make a second record of the same."""
        return self.state in {DepositState.FAILED, DepositState.STOPPED} and self.publish_begun_at is None

    @property
    def is_still_ours(self) -> bool:
        """Whether the worker that loaded this row is still the one that sends it (asks the database)."""
        return Deposit.objects.filter(pk=self.pk, state=DepositState.RUNNING, runs=self.runs).exists()

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        sizes: list[Any] = [each["size"] for each in self.files]
        return sum(sizes)
