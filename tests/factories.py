"""Test objects without surprises: every field that matters is given by the test."""

import datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from plon.accounts.models import User
from plon.organisations.models import Organisation, match_key
from plon.plans.models import Indicator, Message, MessageText, PlannedActivity, TargetGroup
from plon.projects.enums import PartnershipRole, ProjectOrigin, TeamRole
from plon.projects.models import Membership, Partnership, Project, ProjectText
from plon.results.models import Result, ResultLink, ResultText


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n}")
    language = "en"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", "correct horse battery")
        return model_class.objects.create_user(password=password, **kwargs)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"School No. {n}")
    country = "PL"
    city = "Opole"
    match_key = factory.LazyAttribute(lambda o: match_key(o.name, o.country, o.city))


class ProjectFactory(DjangoModelFactory[Project]):
    class Meta:
        model = Project

    title = factory.Sequence(lambda n: f"Project {n}")
    programme = "erasmus-2021-2027"
    key_action = "KA2"
    action_type = "KA210"
    field = "SCH"
    call_year = 2024
    start = datetime.date(2024, 9, 1)
    end = datetime.date(2026, 8, 31)
    origin = ProjectOrigin.CREATED
    countries = ["PL", "ES"]
    languages = ["pl", "en"]
    authority = "PL01"


class ProjectTextFactory(DjangoModelFactory[ProjectText]):
    class Meta:
        model = ProjectText

    project = factory.SubFactory(ProjectFactory)
    language = "en"
    title = "A project"
    summary = "What the project does."


class PartnershipFactory(DjangoModelFactory[Partnership]):
    class Meta:
        model = Partnership

    project = factory.SubFactory(ProjectFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = PartnershipRole.PARTNER


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    project = factory.SubFactory(ProjectFactory)
    person = factory.SubFactory(UserFactory)
    role = TeamRole.EDITOR


class ResultFactory(DjangoModelFactory[Result]):
    class Meta:
        model = Result

    project = factory.SubFactory(ProjectFactory)
    working_title = factory.Sequence(lambda n: f"Result {n}")


class ResultTextFactory(DjangoModelFactory[ResultText]):
    class Meta:
        model = ResultText

    result = factory.SubFactory(ResultFactory)
    language = "en"
    title = "A result"
    summary = "What it is."


class ResultLinkFactory(DjangoModelFactory[ResultLink]):
    class Meta:
        model = ResultLink

    result = factory.SubFactory(ResultFactory)
    url = factory.Sequence(lambda n: f"https://example.org/{n}")


class TargetGroupFactory(DjangoModelFactory[TargetGroup]):
    class Meta:
        model = TargetGroup

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Group {n}")


class MessageFactory(DjangoModelFactory[Message]):
    class Meta:
        model = Message

    result = factory.SubFactory(ResultFactory)
    group = factory.SubFactory(TargetGroupFactory)


class MessageTextFactory(DjangoModelFactory[MessageText]):
    class Meta:
        model = MessageText

    message = factory.SubFactory(MessageFactory)
    language = "en"
    text = "They would want it because it works."


class PlannedActivityFactory(DjangoModelFactory[PlannedActivity]):
    class Meta:
        model = PlannedActivity

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Workshop {n}")


class IndicatorFactory(DjangoModelFactory[Indicator]):
    class Meta:
        model = Indicator

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"Indicator {n}")
