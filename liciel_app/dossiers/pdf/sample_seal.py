"""Signs a sample report with the demo key: a visible seal, a detached CMS over the file, the same bytes every time.

RSA with PKCS#1 v1.5 and no signed attributes has nothing random and no clock in it; the day is in the signature's /M.
"""

from datetime import date
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from liciel_app.dossiers.pdf.demo_signer import CERTIFICATE, KEY
from liciel_app.dossiers.pdf.lettering import FONT, literal, western

_ROOM = 4096  # bytes kept for the CMS
_UNKNOWN = 10**9
_RANGE = b"[ 0 %d %d %d ]" % (_UNKNOWN, _UNKNOWN, _UNKNOWN)
_PRINT_LOCKED = 4 | 128
_WIDTH, _HEIGHT = 190.0, 44.0


def sealed_report(data: bytes, signer: str, on: date) -> bytes:
    """The report, signed by `signer` on its last page."""
    with pikepdf.open(BytesIO(data)) as pdf:
        _add_field(pdf, signer, on)
        out = BytesIO()
        pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return _signed(out.getvalue())


def _add_field(pdf: pikepdf.Pdf, signer: str, on: date) -> None:
    page = pdf.pages[-1].obj
    signature = Dictionary(
        Type=Name.Sig,
        Filter=Name("/Adobe.PPKLite"),
        SubFilter=Name("/adbe.pkcs7.detached"),
        ByteRange=Array([0, _UNKNOWN, _UNKNOWN, _UNKNOWN]),
        Contents=String(bytes(_ROOM)),
        M=String(f"D:{on:%Y%m%d}180000+00'00'"),
        Name=String(signer),
        Reason=String("Rapport de diagnostic"),
    )
    right = float(page.MediaBox[2])
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String("Signature"),
            V=pdf.make_indirect(signature),
            Rect=Array([right - 60 - _WIDTH, 70, right - 60, 70 + _HEIGHT]),
            F=_PRINT_LOCKED,
            P=page,
            AP=Dictionary(N=_seal(pdf, signer, on)),
        )
    )
    page.Annots = Array([*page.get("/Annots", []), field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)


def _seal(pdf: pikepdf.Pdf, signer: str, on: date) -> Stream:
    text = literal(f"Signé électroniquement le {on:%d/%m/%Y}"), literal(western(signer, 40))
    drawing = (
        b"0.09 0.24 0.41 RG 0.8 w 1 1 188 42 re S 0.09 0.24 0.41 rg BT /F 9 Tf 8 26 Td %b Tj 0 -14 Td %b Tj ET" % text
    )
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + FONT), Encoding=Name.WinAnsiEncoding)
    return Stream(pdf, drawing, {
        "/Type": Name.XObject,
        "/Subtype": Name.Form,
        "/BBox": Array([0, 0, _WIDTH, _HEIGHT]),
        "/Resources": Dictionary(Font=Dictionary(F=font)),
    })  # fmt: skip


def _signed(data: bytes) -> bytes:
    """Fills in which bytes are signed, then their signature."""
    start = data.index(b"<" + b"00" * _ROOM + b">")
    end = start + 2 * _ROOM + 2
    known = b"[ 0 %d %d %d " % (start, end, len(data) - end)
    data = data.replace(_RANGE, known.ljust(len(_RANGE) - 1) + b"]")
    cms = _cms(data[:start] + data[end:]).hex().encode()
    return data[: start + 1] + cms.ljust(2 * _ROOM, b"0") + data[end - 1 :]


def _cms(data: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
    from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
    from cryptography.x509 import load_pem_x509_certificate

    key = load_pem_private_key(KEY, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError(key)
    builder = PKCS7SignatureBuilder().set_data(data)
    signed = builder.add_signer(load_pem_x509_certificate(CERTIFICATE), key, SHA256())
    return signed.sign(Encoding.DER, [PKCS7Options.DetachedSignature, PKCS7Options.Binary, PKCS7Options.NoAttributes])
