"""Nobody's work is overwritten unseen: who saves second is told so once."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.edit import EditView


class CarefulEdit(EditView):
    """The page on which a text is written on."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, unless somebody else saved since the page was opened: then say so once, keeping what was typed."""
        if not self.expects_json_response and self.is_out_of_date:
            form.restore_required_fields()
            form.add_error(None, _(
                "Somebody else saved this while you wrote; nothing of yours is lost. Look at their version "
                "under “History”, then save again: yours becomes the newest, theirs stays in the history."
            ))  # fmt: skip
            refused: HttpResponse = self.form_invalid(form)
            return refused
        answer: HttpResponse = super().form_valid(form)
        return answer
