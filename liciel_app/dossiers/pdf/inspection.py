"""What an uploaded PDF is, and whether the office can keep, mark and bind it: asked once, when it comes in.

The file is hostile until read: `inspect_safely` reads it in a process with limits of its own.
"""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pikepdf

from liciel_app.core.errors import Refused
from liciel_app.dossiers.pdf.content import has_loose_ends
from liciel_app.dossiers.pdf.inflation import Inflation
from liciel_app.dossiers.pdf.marking import MARK_NAME
from liciel_app.dossiers.pdf.pages import Leaf, leaves
from liciel_app.dossiers.pdf.structure import DAMAGE, Structure, forbids_marking, opened, structure

MOST_PAGES = 500
_MAGIC, _MAGIC_WITHIN = b"%PDF-", 1024
_LAUNCH = re.compile(rb"/S\s*/Launch\b")
_SCRIPT = re.compile(rb"/S\s*/JavaScript\b")
_NOTHING_CHANGES, _FORMS_ONLY = 1, 2

SIGNED = (
    "Rapport signé : la copie de consultation ajoute la mention à la suite de l’original, "
    "dont la signature reste vérifiable."
)
CERTIFIED = (
    "Adobe Reader signalera une modification : c’est la mention de consultation ; "
    "l’original signé est délivré après règlement."
)
ENCRYPTED = "PDF protégé par son auteur : la copie de consultation garde cette protection et contient l’original."
DAMAGED = "Fichier endommagé mais lisible : demandez un nouvel export."
ATTACHMENTS = "Ce PDF contient des pièces jointes : elles sont retirées de la copie de consultation."
ATTACHMENTS_STAY = (
    "Ce PDF contient des pièces jointes : elles restent sans mention dans la copie, préférez « bloquer »."
)
SCRIPTS = "Ce PDF contient des scripts : ils n’agissent que dans Adobe Reader."
FLAGS = (SIGNED, CERTIFIED, ENCRYPTED, DAMAGED, ATTACHMENTS, ATTACHMENTS_STAY, SCRIPTS)


@dataclass(frozen=True)
class Inspection:
    """`flags` are sentences for the office; `loose_pages` (from 0) have unbalanced content, which binding must know."""

    pages: int
    signed: bool
    encrypted: bool
    has_form: bool
    has_attachments: bool
    damaged: bool
    size: int
    flags: tuple[str, ...] = ()
    loose_pages: tuple[int, ...] = ()

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Inspection":
        facts: dict[str, Any] = json.loads(text)
        return cls(**{**facts, "flags": tuple(facts["flags"]), "loose_pages": tuple(facts["loose_pages"])})


def inspect_safely(path: Path) -> Inspection:
    """`inspect` in a process of its own, limited in time and memory."""
    from liciel_app.dossiers.pdf.sandbox import run

    return Inspection.from_json(run("inspect", path))


def inspect(path: Path) -> Inspection:
    """Refuses, with the sentence to show, what cannot be read, marked or handed on."""
    _check_magic(path)
    try:
        with opened(path) as pdf:
            return _inspection(pdf, path.stat().st_size)
    except DAMAGE as reason:
        raise Refused("Ce PDF est illisible : exportez-le de nouveau depuis votre logiciel.") from reason


def _inspection(pdf: pikepdf.Pdf, size: int) -> Inspection:
    if forbids_marking(pdf):
        raise Refused("Ce PDF interdit l’ajout d’une mention : demandez-en une version sans cette restriction.")
    found = structure(pdf)
    _check_structure(pdf, found)
    pages = leaves(pdf)
    _check_count(len(pages))
    scripted = _check_objects(pdf)
    return Inspection(
        pages=len(pages),
        signed=found.signed,
        encrypted=pdf.is_encrypted,
        has_form=found.has_form,
        has_attachments=found.has_attachments,
        damaged=found.damaged,
        size=size,
        flags=_flags(pdf, found, scripted=scripted),
        loose_pages=_loose(pages),
    )


def _check_magic(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(_MAGIC_WITHIN)
    if not head:
        raise Refused("Ce fichier est vide.")
    if _MAGIC not in head:
        raise Refused("Ce fichier n’est pas un PDF, quel que soit son nom.")


def _check_structure(pdf: pikepdf.Pdf, found: Structure) -> None:
    if found.damaged and (found.signed or pdf.is_encrypted):
        raise Refused("Ce PDF signé ou protégé est endommagé : demandez-en un nouvel exemplaire.")
    if found.dynamic_form:
        raise Refused("Ce PDF est un formulaire dynamique (XFA) : imprimez-le en PDF, puis déposez le résultat.")
    if found.portfolio:
        raise Refused("Ce PDF est un porte-documents : déposez séparément les fichiers qu’il contient.")


def _check_count(pages: int) -> None:
    if pages == 0:
        raise Refused("Ce PDF n’a aucune page.")
    if pages > MOST_PAGES:
        raise Refused("Ce PDF a plus de {most} pages : déposez-le en plusieurs parties.", most=MOST_PAGES)


def _check_objects(pdf: pikepdf.Pdf) -> bool:
    """Looks at every object once; says whether there are scripts. Refuses bombs, programs and our own copies."""
    inflation, scripted = Inflation(), False
    for value in pdf.objects:
        if isinstance(value, pikepdf.Stream):
            if MARK_NAME in value:
                raise Refused("Ce fichier est une copie de consultation : déposez le rapport d’origine.")
            inflation.add(value)
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Array):
            scripted = _check_actions(value.unparse(resolved=True)) or scripted
    return scripted


def _check_actions(written: bytes) -> bool:
    if _LAUNCH.search(written):
        raise Refused("Ce PDF peut lancer un programme : il est refusé. Imprimez-le en PDF, puis déposez le résultat.")
    return _SCRIPT.search(written) is not None


def _flags(pdf: pikepdf.Pdf, found: Structure, *, scripted: bool) -> tuple[str, ...]:
    inside = found.signed or pdf.is_encrypted
    closed = found.certification in {_NOTHING_CHANGES, _FORMS_ONLY} or found.locked
    said = {
        SIGNED: found.signed,
        CERTIFIED: found.signed and closed,
        ENCRYPTED: pdf.is_encrypted,
        DAMAGED: found.damaged,
        ATTACHMENTS: found.has_attachments and not inside,
        ATTACHMENTS_STAY: found.has_attachments and inside,
        SCRIPTS: scripted,
    }
    return tuple(flag for flag, holds in said.items() if holds)


def _loose(pages: list[Leaf]) -> tuple[int, ...]:
    return tuple(number for number, leaf in enumerate(pages) if has_loose_ends(leaf))
