"""Printing the attestations that were signed on site."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from liciel_app.core.outbox import Job, register
from liciel_app.core.work import Work
from liciel_app.fieldwork import attested
from liciel_app.fieldwork.models import VisitSignature
from liciel_app.fieldwork.services import signing
from liciel_app.gateways.stores import office_files


@dataclass(frozen=True, slots=True)
class Printed:
    sha256: str
    size: int


def prepare_attestation(work: Work, signature_id: int) -> attested.Attestation | None:
    signed = work.db.get(VisitSignature, signature_id)
    return attested.opened(signed.manifest) if signed is not None and signed.file_id is None else None


def print_attestation(paper: attested.Attestation) -> Printed:
    """The same paper gives the same content: printing again after a crash stores nothing twice."""
    from liciel_app.fieldwork.documents import attestation_pdf

    shelf = office_files()
    content = attestation_pdf(paper, b"".join(shelf.open(paper.signature)))
    sha256 = hashlib.sha256(content).hexdigest()
    shelf.put(BytesIO(content), sha256)
    return Printed(sha256, len(content))


def settle_attestation(work: Work, signature_id: int, made: Printed) -> None:
    signing.file_attestation(work, signature_id, sha256=made.sha256, size=made.size)


register(Job(signing.PRINT, prepare_attestation, print_attestation, settle_attestation))
