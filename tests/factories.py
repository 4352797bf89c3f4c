"""Test objects without surprises: every field that matters is given by the test."""

import datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from plon.accounts.models import User
from plon.activities.enums import ActivityState
from plon.activities.models import Activity, ItemProof, Proof, Reach
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Evidence
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


class ActivityFactory(DjangoModelFactory[Activity]):
    """An act that is done, of no line of the plan; `promise` follows `planned`."""

    class Meta:
        model = Activity

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Workshop held {n}")
    state = ActivityState.DONE
    start = datetime.date(2025, 3, 14)
    promise = factory.LazyAttribute(lambda o: o.planned.public_id if getattr(o, "planned", None) else "")


class ReachFactory(DjangoModelFactory[Reach]):
    class Meta:
        model = Reach

    activity = factory.SubFactory(ActivityFactory)
    group = None
    group_key = factory.LazyAttribute(lambda o: o.group.public_id if o.group else "")
    group_name = factory.LazyAttribute(lambda o: o.group.name if o.group else "")
    people = 10


class EvidenceFactory(DjangoModelFactory[Evidence]):
    """A link, which needs no bytes."""

    class Meta:
        model = Evidence

    project = factory.SubFactory(ProjectFactory)
    kind = EvidenceKind.LINK
    title = factory.Sequence(lambda n: f"Report of the workshop {n}")
    url = factory.LazyAttributeSequence(lambda o, n: f"https://example.org/evidence/{n}" if o.kind == "link" else "")


class ProofFactory(DjangoModelFactory[Proof]):
    class Meta:
        model = Proof

    activity = factory.SubFactory(ActivityFactory)
    evidence = factory.SubFactory(EvidenceFactory, project=factory.SelfAttribute("..activity.project"))
    group_key = ""
    people = 0


class ItemProofFactory(DjangoModelFactory[ItemProof]):
    class Meta:
        model = ItemProof

    project = factory.SubFactory(ProjectFactory)
    evidence = factory.SubFactory(EvidenceFactory, project=factory.SelfAttribute("..project"))
    item_kind = "result"
    item_public_id = ""
