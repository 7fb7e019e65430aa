"""Signed and encrypted PDF files, made with pyHanko and qpdf."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import DiffPolicy
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec, MDPPerm, SigFieldSpec
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from tests.dossiers.pdf.files import changed, each_page, report, rotated, unchanged, with_annotations, with_form

PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}


@cache
def signer() -> signers.SimpleSigner:
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Karim Benali")])
    start, end = datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, start, end)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(True, True, *[False] * 7), critical=True)
        .sign(key, hashes.SHA256())
    )
    made = signers.SimpleSigner.load_pkcs12_data(
        pkcs12.serialize_key_and_certificates(b"k", key, certificate, None, serialization.NoEncryption()),
        [],
    )
    assert made is not None
    return made


def signed(
    data: bytes,
    *,
    certify: MDPPerm | None = None,
    lock: FieldMDPSpec | None = None,
    seal: bool = False,
    name: str = "Signature1",
) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    if writer.security_handler is not None:
        writer.encrypt("")
    field = SigFieldSpec(name, box=(300, 60, 500, 120) if seal else None, field_mdp_spec=lock)
    fields.append_signature_field(writer, field)
    meta = signers.PdfSignatureMetadata(
        field_name=name, certify=certify is not None, docmdp_permissions=certify or MDPPerm.FILL_FORMS
    )
    return signers.sign_pdf(writer, meta, signer=signer()).getvalue()


def verdicts(data: bytes, policy: DiffPolicy | None = None) -> list[PdfSignatureStatus]:
    """What pyHanko says of each signature, its signer trusted."""
    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        reader.decrypt("")
    certificate = signer().signing_cert
    context = ValidationContext(trust_roots=[certificate] if certificate else [])
    return [validate_pdf_signature(found, context, diff_policy=policy) for found in reader.embedded_signatures]


def encrypted(
    level: int, *, aes: bool = True, user: str = "", packed: bool = False, piece: str = "", forbid: str = ""
) -> bytes:
    """A form with the owner's password only, unless `user` is given; `forbid` names a permission taken away."""
    permissions = {"modify_assembly": True, **({forbid: False} if forbid else {})}
    how = pikepdf.Encryption(
        owner="maison",
        user=user,
        R=level,  # pyright: ignore[reportArgumentType]
        aes=aes,
        metadata=aes,
        allow=pikepdf.Permissions(**permissions),
    )
    note = pikepdf.Dictionary(Liciel=pikepdf.Dictionary(Note=pikepdf.String(piece)))
    return changed(with_form(), each_page(PieceInfo=note), encryption=how, **(PACKED if packed else {}))


LOCK = FieldMDPSpec(FieldMDPAction.ALL)

SIGNED: dict[str, Callable[[], bytes]] = {
    "approval": lambda: signed(report()),
    "visible seal": lambda: signed(report(), seal=True),
    "signed form": lambda: signed(with_form()),
    "signed beside notes": lambda: signed(with_annotations()),
    "signed beside shared notes": lambda: signed(with_annotations(shared=True)),
    "signed twice": lambda: signed(signed(report(), seal=True), name="Signature2"),
    "certified 1": lambda: signed(report(), certify=MDPPerm.NO_CHANGES),
    "certified 2": lambda: signed(report(), certify=MDPPerm.FILL_FORMS),
    "certified 3": lambda: signed(report(), certify=MDPPerm.ANNOTATE),
    "locked": lambda: signed(with_form(), lock=LOCK),
    "signed packed": lambda: signed(changed(report(), unchanged, **PACKED)),
    "signed and rotated": lambda: signed(rotated(90)(), seal=True),
    "encrypted and signed": lambda: signed(encrypted(6)),
}

ENCRYPTED: dict[str, Callable[[], bytes]] = {
    "RC4 40": lambda: encrypted(2, aes=False),
    "RC4 128": lambda: encrypted(3, aes=False),
    "AES 128": lambda: encrypted(4),
    "AES 128 packed": lambda: encrypted(4, packed=True),
    "AES 256": lambda: encrypted(6),
    "AES 256 packed": lambda: encrypted(6, packed=True),
}
