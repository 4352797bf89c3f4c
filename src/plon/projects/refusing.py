"""Show a refusal on the form it is about."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm

from plon.errors import DomainError


def show_refusal(form: BaseForm, refusal: DomainError | ValidationError) -> None:
    """Add what an action refused to the form: at its field if the form has it, else on top."""
    if isinstance(refusal, DomainError):
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    for field, messages in by_field.items():
        form.add_error(field if field in form.fields else None, messages)
