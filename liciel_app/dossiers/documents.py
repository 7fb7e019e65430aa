"""What the DDT is made of, from the dossier's own words."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from liciel_app.core import clock
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier, DossierFile, Mission
from liciel_app.dossiers.pdf.ddt_parts import DdtCover, DdtReport
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account, Office


def ddt_cover(work: Work, dossier: Dossier) -> DdtCover:
    office = office_queries.office(work)
    client = work.db.get_one(Client, dossier.client_id)
    technician = work.db.get(Account, dossier.technician_id) if dossier.technician_id else None
    return DdtCover(
        reference=dossier.reference,
        office=office.name,
        office_lines=_lines(office.street, _town(office), phone_fr(office.phone), office.email, _siret(office)),
        property_lines=_lines(dossier.title, *queries.address(dossier).split(", ")),
        owner_lines=_lines(dossier.contact_name or client.name),
        client_lines=_lines(client.name, client.street, f"{client.postcode} {client.city}"),
        technician_lines=_lines(technician.name, phone_fr(technician.phone)) if technician else (),
        visited_on=clock.local(dossier.visit_at).date() if dossier.visit_at else None,
        made_on=work.today,
    )


def ddt_reports(reports: Sequence[DossierFile], missions: Sequence[Mission]) -> list[DdtReport]:
    """The reports to bind, with the conclusion of their mission. Their `path` is found by who holds the storage."""
    by_code = {mission.code: mission for mission in missions}
    return [_report(report, by_code) for report in reports]


def ddt_name(dossier: Dossier) -> str:
    return f"DDT {dossier.reference}.pdf"


def _report(report: DossierFile, missions: Mapping[str, Mission]) -> DdtReport:
    mission = missions.get(report.kind)
    return DdtReport(
        path=Path(),
        kind=report.kind,
        filename=report.name,
        conclusion=mission.conclusion if mission else "",
        issued_on=clock.local(report.uploaded_at).date(),
        valid_until=mission.valid_until if mission else None,
        sha256=report.sha256,
    )


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(_filled(texts))


def _filled(texts: Sequence[str]) -> Iterator[str]:
    yield from (text.strip() for text in texts if text.strip())


def _town(office: Office) -> str:
    return f"{office.postcode} {office.city}"


def _siret(office: Office) -> str:
    return f"SIRET {office.siret}" if office.siret else ""
