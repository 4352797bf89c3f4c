from django import template
from django.conf import settings

from plon.accounts.examples import PASSWORD, ExampleAccount, example_accounts

register = template.Library()


@register.simple_tag(name="example_accounts")
def accounts_of_demonstration() -> tuple[ExampleAccount, ...]:
    """The example accounts, in a demonstration only."""
    return example_accounts() if settings.DEMONSTRATION else ()


@register.simple_tag
def example_password() -> str:
    return PASSWORD if settings.DEMONSTRATION else ""
