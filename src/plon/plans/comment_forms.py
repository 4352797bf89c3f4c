"""The form of a comment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.projects.models import Project


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Your comment"),
        max_length=2000,
        help_text=_("Write @ and a colleague's name, or tick them below: they get it by e-mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    told = forms.ModelMultipleChoiceField(
        label=_("Tell by e-mail"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, project: Project, author: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["told"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  tells mypy which field it is
        field.queryset = User.objects.filter(memberships__project=project, is_active=True).exclude(pk=author.pk)
