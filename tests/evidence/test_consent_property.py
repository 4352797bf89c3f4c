"""Whatever is done in whatever order, no public photo with recognisable people lacks the consent of each of them."""

import contextlib
import datetime
import io
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from plon.evidence.consents.actions import ConsentRefused, change_consent, cover_photos, withdraw_consent
from plon.evidence.consents.expiring import look_after_consents
from plon.evidence.consents.validity import covers
from plon.evidence.enums import PeopleShown
from plon.evidence.models import Consent, Evidence
from plon.evidence.published import public_evidence
from plon.evidence.publishing import MayNotBePublished, describe_photo, publish_evidence, unpublish_evidence
from plon.projects.models import Project
from tests.evidence.photographs import consent, photo
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = timezone.localdate()
PHOTOS, CONSENTS = 2, 3

piece, agreed = st.integers(0, PHOTOS - 1), st.integers(0, CONSENTS - 1)
STEPS = st.one_of(
    st.tuples(st.just("publish"), piece),
    st.tuples(st.just("publish"), piece),
    st.tuples(st.just("unpublish"), piece),
    st.tuples(st.just("attach"), agreed, piece),
    st.tuples(st.just("attach"), agreed, piece),
    st.tuples(st.just("detach"), agreed, piece),
    st.tuples(st.just("withdraw"), agreed),
    st.tuples(st.just("shorten"), agreed, st.integers(-5, 5)),
    st.tuples(st.just("narrow"), agreed, st.sampled_from([["web"], ["print"], ["web", "press"]])),
    st.tuples(st.just("describe"), piece, st.sampled_from([*PeopleShown.values]), st.sampled_from(["", "A jar."])),
    # Time goes by behind everybody's back: the row changes without any use case.
    st.tuples(st.just("expire"), agreed),
    st.tuples(st.just("work")),
)


def small() -> bytes:
    """Return a tiny photo: many worlds are made here."""
    made = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(made, "JPEG")
    return made.getvalue()


class World:
    """A public project with two photos and three consents."""

    def __init__(self) -> None:
        self.by = UserFactory()
        self.project = Project.objects.create(title="Clean rivers", has_published=True)
        self.photos = [photo(self.project, content=small()).pk for _each in range(PHOTOS)]
        self.consents = [consent(self.project).pk for _each in range(CONSENTS)]

    def do(self, step: tuple[Any, ...]) -> None:
        name, *about = step
        with contextlib.suppress(MayNotBePublished, ConsentRefused):
            getattr(self, name)(*about)

    def photo(self, number: int) -> Evidence:
        return Evidence.objects.get(pk=self.photos[number])

    def consent(self, number: int) -> Consent:
        return Consent.objects.get(pk=self.consents[number])

    def publish(self, number: int) -> None:
        publish_evidence(self.photo(number), by=self.by)

    def unpublish(self, number: int) -> None:
        unpublish_evidence(self.photo(number), by=self.by)

    def _cover(self, consent: int, number: int, *, is_in: bool) -> None:
        key = self.photo(number).public_id
        chosen = [key] if is_in else []
        cover_photos(self.consent(consent), by=self.by, chosen=chosen, among=[key], may_release=True)

    def attach(self, consent: int, number: int) -> None:
        self._cover(consent, number, is_in=True)

    def detach(self, consent: int, number: int) -> None:
        self._cover(consent, number, is_in=False)

    def withdraw(self, number: int) -> None:
        withdraw_consent(self.consent(number), by=self.by)

    def shorten(self, number: int, days: int) -> None:
        change_consent(self.consent(number), by=self.by, valid_until=TODAY + datetime.timedelta(days=days))

    def narrow(self, number: int, scopes: list[str]) -> None:
        change_consent(self.consent(number), by=self.by, scopes=scopes)

    def describe(self, number: int, people: str, alt: str) -> None:
        describe_photo(self.photo(number), by=self.by, alt=alt, people_shown=people)

    def expire(self, number: int) -> None:
        key = self.consents[number]
        Consent.objects.filter(pk=key).update(valid_until=TODAY - datetime.timedelta(days=1))

    def work(self) -> None:
        look_after_consents()


def is_covered(piece: Evidence) -> bool:
    """Say anew, apart from the code under test, when a photo may be seen by everybody."""
    if not piece.alt or piece.people_shown == PeopleShown.UNKNOWN:
        return False
    consents = list(piece.consents.all())
    is_recognisable = piece.people_shown == PeopleShown.RECOGNISABLE
    return not is_recognisable or (bool(consents) and all(covers(each, TODAY) for each in consents))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=14))
def test_no_public_photo_lacks_a_consent(db: None, steps: list[tuple[Any, ...]]) -> None:
    with transaction.atomic():
        world = World()
        for step in steps:
            world.do(step)
            assert [piece.pk for piece in public_evidence() if not is_covered(piece)] == []

        look_after_consents()
        assert [piece.pk for piece in Evidence.objects.filter(is_public=True) if not is_covered(piece)] == []
        transaction.set_rollback(True)
