import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.receipts import take_once
from plon.history.record import record


@take_once
def create(request: HttpRequest) -> HttpResponse:
    event = record("test.created", by=request.user, subject=request.user)
    return HttpResponseRedirect(f"/made/{event.pk}/")


def post(person: User, token: str) -> HttpResponse:
    request = RequestFactory().post("/", {"form_token": token})
    request.user = person
    request._messages = _Messages()
    return create(request)


class _Messages:
    def add(self, *args: object) -> None:
        pass


def test_a_form_sent_twice_creates_once_and_both_lead_to_it(stranger: User) -> None:
    token = str(uuid.uuid4())

    first, second = post(stranger, token), post(stranger, token)

    assert first.url == second.url
    assert Event.objects.count() == 1


def test_a_broken_token_is_as_no_token(stranger: User) -> None:
    post(stranger, "not-a-uuid")
    post(stranger, "not-a-uuid")

    assert Event.objects.count() == 2
