"""What must be said on a tool, in its language, and what nobody has given us the words for."""

from plon.programme import licences
from plon.programme.authorities import authority
from plon.programme.visibility import disclaimer, funding_statement
from plon.projects.models import Project
from plon.typeset.tools.content import Notices


def notices_for(project: Project, language: str, licence: str) -> Notices:
    """Return statement, disclaimer, licence notice and number; `missing` names what has no words or is not known."""
    statement = funding_statement(language, cofunded=project.is_cofunded, programme=project.programme)
    refusal = disclaimer(
        language, authority=authority(project.authority), cofunded=project.is_cofunded, programme=project.programme
    )
    notice = licences.notice(licence, language)
    there = {"statement": statement, "disclaimer": refusal, "licence": notice, "number": project.number}
    return Notices(
        statement=statement.text if statement else "",
        statement_language=statement.language if statement else "",
        disclaimer=refusal.text if refusal else "",
        disclaimer_language=refusal.language if refusal else "",
        project_number=project.number,
        licence=licence if notice else "",
        licence_notice=notice,
        licence_url=licences.licence_url(licence),
        missing=tuple(key for key, words in there.items() if not words),
    )
