from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "plon.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from plon.history.sentences import register_sentences  # rooms register when all are loaded

        register_sentences(
            {
                "account.added": _("opened the account %(subject)s"),
                "account.changed": _("changed the account %(subject)s"),
                "account.role_changed": _("changed the role of %(subject)s"),
                "account.deactivated": _("shut out the account %(subject)s"),
                "account.reactivated": _("let in again the account %(subject)s"),
            }
        )
