"""What an open PDF is made of, as far as marking and binding must know. Reads only, and only so far."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from liciel_app.core.errors import Refused
from liciel_app.dossiers.pdf.pages import items

# what reading a damaged file raises, according to where the damage is
DAMAGE = (pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)

_DEEPEST, _MOST_FIELDS = 20, 20_000
_DEFAULT_CERTIFICATION = 2  # /P of a DocMDP transform that does not say (ISO 32000-2, table 257)


@dataclass(frozen=True)
class Structure:
    signatures: int
    certification: int | None  # 1 nothing may change, 2 forms may be filled, 3 notes may be added; None: not certified
    locked: bool
    has_form: bool
    dynamic_form: bool
    has_attachments: bool
    portfolio: bool
    damaged: bool

    @property
    def signed(self) -> bool:
        return self.signatures > 0


def opened(path: Path, *, inherit: bool = False) -> pikepdf.Pdf:
    """The document, mapped and not loaded; `inherit` writes inherited attributes into each page.

    Refuses what needs a password or is not readable.
    """
    try:
        return pikepdf.open(
            path,
            suppress_warnings=True,
            inherit_page_attributes=inherit,
            access_mode=pikepdf.AccessMode.mmap_only,
        )
    except pikepdf.PasswordError as reason:
        raise Refused(
            "Ce PDF s’ouvre avec un mot de passe : enregistrez-le sans protection, puis déposez-le de nouveau."
        ) from reason
    except (pikepdf.PdfError, RuntimeError) as reason:
        if "encrypt" in str(reason) or "security handler" in str(reason):
            raise Refused(
                "Ce PDF est protégé par un procédé inconnu : demandez-en une version sans protection."
            ) from reason
        raise Refused("Ce PDF est illisible : exportez-le de nouveau depuis votre logiciel.") from reason


def structure(pdf: pikepdf.Pdf) -> Structure:
    root = pdf.Root
    form = root.get("/AcroForm")
    form = form if isinstance(form, Dictionary) else Dictionary()
    signatures = [value for kind, value in _fields(form) if kind == Name.Sig and isinstance(value, Dictionary)]
    rules = [rule for signature in signatures for rule in _rules(signature)]
    return Structure(
        signatures=len(signatures),
        certification=min((level for method, level in rules if method == Name.DocMDP), default=None),
        locked=any(method == Name.FieldMDP for method, _ in rules),
        has_form=bool(form.get("/Fields")),
        dynamic_form="/XFA" in form and bool(root.get("/NeedsRendering", False)),
        has_attachments=_has_attachments(pdf),
        portfolio="/Collection" in root,
        damaged=any("reconstruct" in str(warning) for warning in pdf.get_warnings()),
    )


def forbids_marking(pdf: pikepdf.Pdf) -> bool:
    return pdf.is_encrypted and not (pdf.allow.modify_annotation and pdf.allow.modify_other)


def _fields(form: Any) -> Iterator[tuple[Any, Any]]:
    """(kind, value) of each form field, kinds inherited."""
    waiting: list[tuple[Any, Any, int]] = [(field, None, 0) for field in _list(form.get("/Fields"))]
    counted = 0
    while waiting and counted < _MOST_FIELDS:
        field, inherited, depth = waiting.pop()
        counted += 1
        if not isinstance(field, Dictionary) or depth > _DEEPEST:
            continue
        kind = field.get("/FT", inherited)
        yield kind, field.get("/V")
        waiting.extend((kid, kind, depth + 1) for kid in _list(field.get("/Kids")))


def _rules(signature: Any) -> Iterator[tuple[Any, int]]:
    for reference in _list(signature.get("/Reference")):
        if isinstance(reference, Dictionary):
            parameters = reference.get("/TransformParams")
            level = parameters.get("/P", _DEFAULT_CERTIFICATION) if isinstance(parameters, Dictionary) else 0
            yield reference.get("/TransformMethod"), int(level or _DEFAULT_CERTIFICATION)


def _has_attachments(pdf: pikepdf.Pdf) -> bool:
    names = pdf.Root.get("/Names")
    return "/AF" in pdf.Root or (isinstance(names, Dictionary) and "/EmbeddedFiles" in names)


def _list(value: Any) -> list[Any]:
    return items(value) if isinstance(value, Array) else []
