"""Reading dossiers: every select starts from what the person asking may see."""

from liciel_app.dossiers.queries.filing import (
    DownloadRow,
    FileRow,
    Gate,
    Taken,
    current,
    downloads,
    file,
    files,
    held,
    readable,
    taken_by_clients,
)
from liciel_app.dossiers.queries.listing import DossierRow, counts, dossiers_page
from liciel_app.dossiers.queries.rows import (
    Amounts,
    Ddt,
    DossierSheet,
    MissionRow,
    Ordered,
    People,
    Site,
    StepRow,
    Visit,
)
from liciel_app.dossiers.queries.scope import files_visible_to, get, latest_change, locked, visible_to
from liciel_app.dossiers.queries.sheet import address, dossier_sheet, usual_minutes
from liciel_app.dossiers.queries.standing import last_request, progress, waiting
from liciel_app.dossiers.queries.unused import referenced, unused

__all__ = [
    "Amounts",
    "Ddt",
    "DossierRow",
    "DossierSheet",
    "DownloadRow",
    "FileRow",
    "Gate",
    "MissionRow",
    "Ordered",
    "People",
    "Site",
    "StepRow",
    "Taken",
    "Visit",
    "address",
    "counts",
    "current",
    "dossier_sheet",
    "dossiers_page",
    "downloads",
    "file",
    "files",
    "files_visible_to",
    "get",
    "held",
    "last_request",
    "latest_change",
    "locked",
    "progress",
    "readable",
    "referenced",
    "taken_by_clients",
    "unused",
    "usual_minutes",
    "visible_to",
    "waiting",
]
