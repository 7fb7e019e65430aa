"""From a visitor's order to the paid download, in real browsers, desktop and phone."""

import io
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect

from liciel_app.dossiers.pdf import samples
from tests.journeys import steps
from tests.journeys.conftest import PHONE, Site, Visitor

pytestmark = pytest.mark.journey
NATHALIE = "n.ferrand@atlantique-diag.example"
KARIM = "k.benali@atlantique-diag.example"
BERNARD = "b.dupuy@courriel.example"
MARK = "POUR CONSULTATION UNIQUEMENT"


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("reports")
    facts = samples.SampleFacts(
        "D-2026",
        "Atlantique Diagnostics",
        ("17 avenue Roul", "33400 Talence"),
        "M. Dupuy",
        "Karim Benali",
        date(2026, 11, 23),
    )
    made: tuple[tuple[str, samples.Variant], ...] = (("DPE", "portrait"), ("AMIANTE", "signed"), ("ELEC", "landscape"))
    for kind, variant in made:
        (folder / f"rapport-{kind.lower()}.pdf").write_bytes(samples.sample_report(kind, facts, variant))
    return sorted(folder.iterdir())


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory, reports: list[Path]) -> Path:
    """What the visitor attaches: any PDF will do."""
    made = tmp_path_factory.mktemp("plan") / "plan-du-bien.pdf"
    made.write_bytes(reports[0].read_bytes())
    return made


def test_the_main_job(site: Site, enter: Callable[..., Visitor], reports: list[Path], plan: Path) -> None:
    nathalie = enter(NATHALIE)
    nathalie.go("/bureau/commandes")
    expect(nathalie.page.get_by_text("C-2026-").first).to_be_visible()
    number = steps.order(enter(size=PHONE), plan, "commander-telephone")

    expect(nathalie.page.get_by_text(number).first).to_be_visible(timeout=5_000)
    nathalie.look("bureau-commandes")
    dossier_url = steps.open_dossier(nathalie, number)
    title = nathalie.page.get_by_role("heading", level=1)
    expect(title).to_have_text(re.compile(r"D-\d{4}-\d+"))
    reference = title.inner_text()
    steps.plan_visit(nathalie, "Karim Benali", "2026-11-25", "09:00")
    _mail(site, BERNARD, "rendez-vous", "invite.ics")

    dossier_id = re.findall(r"\d+", dossier_url)[-1]
    steps.do_the_visit(enter(KARIM, PHONE), dossier_id, reports)
    steps.finish(nathalie, reference, dossier_url)
    _mail(site, BERNARD, "disponibles")

    bernard = enter(BERNARD, PHONE)
    _reads_copies(bernard, dossier_id, reports)
    _pays_while_another_tab_watches(site, enter, bernard, dossier_id)
    _takes_the_originals(nathalie, bernard, reference, reports)


def _reads_copies(bernard: Visitor, dossier_id: str, reports: list[Path]) -> None:
    bernard.go("/espace")
    expect(bernard.page.get_by_text("Payer").first).to_be_visible()
    bernard.look("espace-accueil")
    bernard.go(f"/espace/dossier/{dossier_id}")
    expect(bernard.page.get_by_text("Consultation uniquement jusqu’au règlement").first).to_be_visible()
    bernard.look("espace-dossier-impaye")
    for report in reports:
        pages = pypdf.PdfReader(io.BytesIO(steps.take(bernard.page, report.name))).pages
        # the signed report carries its mark as an annotation, which this reader does not extract
        assert report.name == "rapport-amiante.pdf" or all(MARK in page.extract_text() for page in pages)


def _pays_while_another_tab_watches(
    site: Site, enter: Callable[..., Visitor], bernard: Visitor, dossier_id: str
) -> None:
    watching = enter(BERNARD)
    watching.go(f"/espace/dossier/{dossier_id}")
    expect(watching.page.get_by_text("Consultation uniquement jusqu’au règlement").first).to_be_visible()
    steps.pay(bernard)
    expect(watching.page.get_by_text("Consultation uniquement jusqu’au règlement").first).to_be_hidden(timeout=6_000)
    _mail(site, BERNARD, "Paiement")
    bernard.go(f"/espace/dossier/{dossier_id}")
    bernard.look("espace-dossier-paye")


def _takes_the_originals(nathalie: Visitor, bernard: Visitor, reference: str, reports: list[Path]) -> None:
    assert steps.take(bernard.page, reports[0].name) == reports[0].read_bytes()
    nathalie.go("/bureau/dossiers")
    row = nathalie.page.locator("tr, li", has_text=reference).first
    expect(row.get_by_text("Partiellement téléchargé")).to_be_visible(timeout=5_000)
    for report in reports[1:]:
        assert steps.take(bernard.page, report.name) == report.read_bytes()
    ddt = (
        bernard.page.locator("li, tr", has_text=re.compile("DDT", re.IGNORECASE)).locator("a[href^='/fichiers/']").first
    )
    assert bernard.page.request.get(bernard.site.url + (ddt.get_attribute("href") or "")).ok
    expect(row.get_by_text("Téléchargé", exact=True)).to_be_visible(timeout=5_000)


def _mail(site: Site, to: str, words: str, enclosed: str = "") -> None:
    """The mail left, as a file of the demo's outbox, within a few seconds."""
    from liciel_app.gateways.mail import list_mails

    for _ in range(40):
        for mail in list_mails(site.data / "outbox"):
            if to in mail.to and words in mail.subject and (not enclosed or mail.attachments):
                return
        time.sleep(0.25)
    pytest.fail(f"no mail to {to} about {words}")
