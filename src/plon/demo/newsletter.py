"""A newsletter that has sent one number, and a second one as a draft; readers that don't exist, plainly examples."""

import datetime

from django.utils import timezone

from plon.accounts.models import User
from plon.jobs.lengthy import WorkState
from plon.newsletter import actions
from plon.newsletter.enums import DeliveryState
from plon.newsletter.items import offers_since
from plon.newsletter.models import Issue, Sending, Subscriber
from plon.newsletter.sending.rows import begin

# Nobody of these exists.
READERS = (
    ("reader0@example.org", "pl", ("news", "results", "events")), ("reader1@example.org", "pl", ("results",)),
    ("reader2@example.org", "pl", ("events", "calls")), ("reader3@example.org", "en", ("news", "results")),
    ("reader4@example.org", "pl", ("news", "calls")),
)  # fmt: skip
GONE = {
    "pl": {
        "subject": "Rezultaty, które żyją dalej (przykład)",
        "intro": "Dzień dobry,\n\nw tym numerze **nowe rezultaty**, z których można korzystać od zaraz, i szkolenia, "
        "na które warto się zapisać, póki są miejsca.\n\nMiłej lektury!",
        "closing": "Redakcja: Agencja przykładowa. Ten numer jest przykładem.",
    },
    "en": {
        "subject": "Results that live on (example)",
        "intro": "Hello,\n\nin this number: **new results** that you can use from today, and trainings worth "
        "registering for while there are places.\n\nEnjoy!",
        "closing": "Written by the example agency. This number is an example.",
    },
}
DRAFT = {
    "pl": {"subject": "Co po projekcie? (szkic, przykład)", "intro": "Kto dba o rezultat, gdy projekt się kończy?",
           "closing": ""},
    "en": {"subject": "", "intro": "", "closing": ""},
}  # fmt: skip
FEW = 3


def add_newsletter(by: User) -> None:
    """People subscribe, one number goes out to them, another is being written."""
    for email, language, topics in READERS:
        actions.confirm(actions.ask(email=email, topics=topics, language=language))
    actions.ask(email="undecided@example.org", topics=["news"], language="pl")
    # The readers don't exist: nothing goes to them.
    Subscriber.objects.update(owes_letter=False)
    _let_it_go(_issue(by, GONE, ("news", "results", "events")), by)
    _issue(by, DRAFT, ("results",))


def _issue(by: User, texts: dict[str, dict[str, str]], topics: tuple[str, ...]) -> Issue:
    issue = actions.add_issue(by=by, topics=topics, texts=texts)
    offered = offers_since(timezone.localdate() - datetime.timedelta(days=1000))
    actions.add_items(issue, [offer for kind in offered.values() for offer in kind[:FEW]], by=by)
    return issue


def _let_it_go(issue: Issue, by: User) -> None:
    """The number has gone out, without a letter."""
    sending = actions.request_sending(issue, by=by)
    begin(sending)
    count = sending.deliveries.update(state=DeliveryState.SENT)
    Sending.objects.filter(pk=sending.pk).update(state=WorkState.DONE, ended_at=timezone.now(), done=count, total=count)
