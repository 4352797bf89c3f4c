"""A project with everything that can be frozen, beside things that nobody may ever find in the folder."""

import datetime
import hashlib
import io
import wave
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from PIL import Image, ImageDraw

from plon.accounts.models import User
from plon.catalogue.previews.models import FilePreview
from plon.evidence.models import Evidence
from plon.evidence.public_copies import WIDTHS, size_path
from plon.filetexts.models import FileText, TextState
from plon.keptcopies.given import keep_given
from plon.linkwatch.models import LinkState
from plon.linkwatch.taking_up import Place, watch_places
from plon.projects.enums import PartnershipRole, ProjectOrigin
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile
from tests.factories import (
    EvidenceFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    ProjectFactory,
    ProjectTextFactory,
    ResultFactory,
    ResultLinkFactory,
    ResultTextFactory,
    UserFactory,
)

MOMENT = datetime.datetime(2026, 5, 4, 12, 0, tzinfo=datetime.UTC)
# Words of things that are not public: none of them may stand in any file of a frozen site.
PRIVATE = ("Tajemnica zespołu", "Brudnopis karty", "hanna.ukryta", "Hanna Ukryta", "Prywatny protokół", "WZW-SEKRET")
NUMBER = "2024-1-PL01-KA210-SCH-000000031"


@dataclass
class Rich:
    """What was made."""

    project: Project
    results: list[Result]
    withdrawn: Result
    draft: Result
    photo: Evidence


def make_rich_project(count: int = 2) -> Rich:
    """Make a public project with `count` results, each with texts in three languages, files, a cover, a link."""
    school = OrganisationFactory(name="Szkoła nad Rzeką", city="Opole", website="https://school.example.org/")
    partner = OrganisationFactory(name="Colegio del Río", city="Valencia", country="ES")
    project = ProjectFactory(
        title="Żywa rzeka", acronym="Rzeka", number=NUMBER, number_key=NUMBER, is_number_wellformed=True,
        origin=ProjectOrigin.IMPORTED, website="https://river.example.org/",
    )  # fmt: skip
    ProjectTextFactory(project=project, language="pl", title="Żywa rzeka", summary="Badamy wodę w **rzekach**.")
    ProjectTextFactory(project=project, language="en", title="Living river", summary="We study the water of rivers.")
    PartnershipFactory(project=project, organisation=school, role=PartnershipRole.COORDINATOR)
    PartnershipFactory(project=project, organisation=partner)
    person = UserFactory(email="hanna.ukryta@example.org", name="Hanna Ukryta")
    MembershipFactory(project=project, person=person, role="coordinator")
    results = [make_published(project, number, responsible=school) for number in range(1, count + 1)]
    withdrawn = ResultFactory(
        project=project, working_title="Wycofany quiz", state=ResultState.WITHDRAWN, published_at=MOMENT,
        withdrawn_at=MOMENT, withdrawal_reason="Zdjęcia bez zgody.",
    )  # fmt: skip
    ResultTextFactory(result=withdrawn, language="pl", title="Wycofany quiz", summary="Quiz o wodzie.")
    keep_file(withdrawn, "quiz-WZW-SEKRET.txt", b"WZW-SEKRET", "text/plain")
    draft = ResultFactory(project=project, working_title="Brudnopis karty", state=ResultState.READY)
    ResultTextFactory(result=draft, language="pl", title="Brudnopis karty", summary="Tajemnica zespołu")
    keep_file(draft, "draft.txt", b"Tajemnica zespo\xc5\x82u", "text/plain", is_public=False)
    EvidenceFactory(project=project, title="Prywatny protokół", is_public=False)
    photo = make_public_photo(project, "Pupils measure the water")
    make_lost_link(results[0], person)
    return Rich(project, results, withdrawn, draft, photo)


def make_published(project: Project, number: int, **fields: object) -> Result:
    """Make one published result with all that its page can show."""
    about = {"state": ResultState.PUBLISHED, "published_at": MOMENT, "licence": "CC-BY-4.0", "category": "handbook"}
    result = ResultFactory(
        project=project, working_title=f"Lekcja {number}: woda", position=number, languages=["pl", "en", "es"],
        **{**about, **fields},
    )  # fmt: skip
    ResultTextFactory(
        result=result, language="pl", title=f"Lekcja {number} nad rzeką", summary="Scenariusz zajęć o wodzie.",
        problem="Uczniowie nie znają swojej rzeki. Zobacz [mapę](https://map.example.org/x).",
    )  # fmt: skip
    ResultTextFactory(result=result, language="en", title=f"Lesson {number} by the river", summary="A lesson of water.")
    ResultTextFactory(result=result, language="es", title=f"Clase {number} junto al río", summary="Una clase del agua.")
    ResultLinkFactory(result=result, url=f"https://example.org/{number}", title="On the web")
    document = keep_file(result, f"lekcja #{number} ąę.pdf", b"%PDF-1.4 lesson", "application/pdf", language="pl")
    picture = _webp(120, 170)
    page = {"width": 120, "height": 170, "begins": "Lekcja"}
    preview = FilePreview.objects.create(file=document, sha256=document.sha256, page_count=1, pages=[page])
    storages["default"].save(preview.path_of(1), ContentFile(picture))
    said = "Termometr i sonda pH na brzegu."
    FileText.objects.create(file=document, sha256=document.sha256, state=TextState.READ, text=said, language="pl")
    keep_file(result, "sound.wav", _wave(), "audio/x-wav")
    keep_file(result, "film.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nWoda\n", "text/vtt", language="pl")
    keep_file(result, "film.mp4", b"\x00\x00\x00\x18ftypmp42", "video/mp4")
    if number % 2:
        result.cover.save("cover.png", ContentFile(_png()), save=False)
        result.cover_alt = "A river"
        result.save()
    return result


def make_lost_link(result: Result, by: User) -> None:
    """Let a link of a result be dead, and a copy of its page be kept."""
    link = ResultLinkFactory(result=result, url="https://lost.example.org/", title="The lost page")
    page = (
        "<html><head><title>Lost</title><link rel=stylesheet href=/look.css></head><body><h1>The page that was</h1>"
        '<script>document.title = "ran"</script><img src=/river.png alt="A river"><a href=/more.html>More</a>'
        '<a href="https://example.com/away">Away</a><img src="https://spy.example.com/pixel.gif"></body></html>'
    )
    pages = {
        link.url: ("text/html; charset=utf-8", page.encode()),
        f"{link.url}look.css": ("text/css", b"h1 { color: rgb(1, 2, 3) } body { background: url(/river.png) }"),
        f"{link.url}river.png": ("image/png", _png()),
    }
    keep_given(link, by=by, right="own", words="Our own page of the project.", pages=pages)
    watch_places([Place(link.url, result.project_id)])
    state = LinkState.objects.filter(url=link.url)
    state.update(state="broken", what="dead", checked_at=MOMENT)


def keep_file(
    result: Result, name: str, data: bytes, media_type: str, *, language: str = "", is_public: bool = True
) -> ResultFile:
    """Keep a file as the house does: public ones lie in public storage, too."""
    digest = hashlib.sha256(data).hexdigest()
    path = storages["default"].save(f"results/{result.public_id}/{name}", ContentFile(data))
    if is_public:
        storages["public"].save(path, ContentFile(data))
    return ResultFile.objects.create(
        result=result, name=name, size=len(data), sha256=digest, media_type=media_type, path=path,
        is_public=is_public, language=language,
    )  # fmt: skip


def make_public_photo(project: Project, title: str) -> Evidence:
    """Make a photo that everybody may see, in its public sizes."""
    photo = EvidenceFactory(
        project=project, kind="photo", title=title, alt="Pupils at the river", is_public=True, published_at=MOMENT,
        people_shown="nobody", sha256=hashlib.sha256(title.encode()).hexdigest(), name="river.jpg", path="river.jpg",
        media_type="image/jpeg", size=1,
    )  # fmt: skip
    for width in WIDTHS:
        storages["public"].save(size_path(photo, width), ContentFile(_webp(48, 36)))
    return photo


def _webp(width: int, height: int) -> bytes:
    made = io.BytesIO()
    picture = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(picture).ellipse((4, 4, width - 4, height - 4), fill="green")
    picture.save(made, "WEBP")
    return made.getvalue()


def _png() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 40), "navy").save(made, "PNG")
    return made.getvalue()


def _wave() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 800)
    return made.getvalue()
