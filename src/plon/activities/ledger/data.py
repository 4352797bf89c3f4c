"""The ledger as JSON: the same figures as the page, as numbers, each with the shares that it is the sum of."""

from collections.abc import Iterable, Sequence
from typing import Any

from plon.activities.ledger.beside import tables_beside
from plon.activities.ledger.entries import GroupFigures, Ledger, Row, Totals
from plon.activities.ledger.figures import Figures, Share
from plon.activities.ledger.presenting import Line, Teller
from plon.activities.ledger.promises import Number
from plon.activities.ledger.uses import UseFigures
from plon.projects.models import Project

FORMAT = 1


def plain(number: Number | None) -> int | float | None:
    """Return a number as JSON has it: whole ones without decimals."""
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)


def data_of(
    ledger: Ledger, rows: Sequence[Row], totals: Totals, project: Project, teller: Teller, *, with_beyond: bool
) -> dict[str, Any]:
    """Return the shown rows as plain values (documented in docs/ledger.md)."""
    made = {
        "format": FORMAT,
        "project": {"id": project.public_id, "number": project.number, "title": project.title},
        "commitment": ledger.commitment or None,
        "day": ledger.today.isoformat(),
        "promises": [_promise(line, teller) for line in teller.lines(rows)],
        "totals": {
            "groups": [_group(each, teller) for each in totals.groups],
            "purposes": [
                {"purpose": each.purpose, "promises": each.promises, "promised": each.promised,
                 "reached": each.reached, "proven": each.proven}
                for each in totals.purposes
            ],
            "states": {state.value: count for state, count in totals.states.items()},
        },
    }  # fmt: skip
    if with_beyond and ledger.uses:
        made["uses"] = _uses(ledger.uses)
    if with_beyond:
        made |= {table.key: table.data for table in tables_beside(project)}
    if with_beyond:
        made["beyond"] = {
            "done": plain(ledger.beyond.done_number),
            "proven": plain(ledger.beyond.proven_number),
            **_shares(ledger.beyond, teller),
        }
    return made


def _uses(figures: UseFigures) -> dict[str, Any]:
    return {
        "uses": figures.uses, "learners": figures.learners, "countries": sorted(figures.countries),
        "adaptations": figures.adaptations, "policies": figures.policies,
        "results": [
            {
                "id": each.result, "title": each.title, "uses": each.uses, "learners": each.learners,
                "countries": sorted(each.countries), "adaptations": each.adaptations, "policies": each.policies,
            }
            for each in figures.results
        ],
    }  # fmt: skip


def _promise(line: Line, teller: Teller) -> dict[str, Any]:
    row, promise = line.row, line.row.promise
    return {
        "number": row.number,
        "kind": promise.kind.value,
        "id": promise.id,
        "name": line.name,
        "owner": promise.owner,
        "work_package": promise.work_package,
        "results": sorted(promise.results),
        "due": row.due.isoformat() if row.due else None,
        "counted": promise.counting.value,
        "unit": line.unit,
        "promised": plain(row.promised),
        "done": plain(row.done),
        "proven": plain(row.proven),
        "evidence": len(row.figures.evidence),
        "state": row.state.value,
        "reasons": list(line.reasons),
        "now": {"number": plain(row.now.number), "due": row.now.due.isoformat() if row.now.due else None}
        if row.now
        else None,
        "groups": [_group(each, teller) for each in row.groups] if line.groups else [],
        **_shares(row.figures, teller),
    }


def _group(figures: GroupFigures, teller: Teller) -> dict[str, Any]:
    return {
        "id": figures.group, "name": teller.group(figures.group), "promised": figures.promised,
        "reached": figures.reached, "proven": figures.proven,
    }  # fmt: skip


def _shares(figures: Figures, teller: Teller) -> dict[str, Any]:
    return {"done_by": _listed(figures.done, teller), "proven_by": _listed(figures.proven, teller)}


def _listed(shares: Iterable[Share], teller: Teller) -> list[dict[str, Any]]:
    return [
        {
            "act": share.act or None,
            "evidence": share.evidence or None,
            "title": teller.evidence(share) if share.evidence else teller.act(share),
            "group": share.group if share.act else None,
            "people": share.people if share.act else None,
            "value": plain(share.value),
            "counts": plain(share.number),
        }
        for share in shares
    ]
