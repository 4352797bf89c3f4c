"""What `plon check --deploy` tells an operator, beside Django's own checks."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Advice


@register(Tags.security, deploy=True)
def demonstrations_are_not_for_the_public(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Warn of example accounts with a public password on a server that others reach (decision 8)."""
    if not settings.DEMONSTRATION:
        return []
    return [
        Advice(
            "This Plon is a demonstration: its accounts have a public password, and officers need no second factor.",
            hint="Unset PLON_DEMONSTRATION and begin with an empty PLON_DATA.",
            id="plon.W001",
        )
    ]
