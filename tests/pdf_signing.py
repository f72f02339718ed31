"""PDF files signed and verified by pyHanko."""

from __future__ import annotations

import datetime
import io
from functools import cache
from typing import Any

import pytest


def module(name: str) -> Any:
    """A module of pyHanko or of what it brings along, none of which has complete types."""
    return pytest.importorskip(name)


@cache
def signer() -> Any:
    """A signer with a certificate of its own making, and that certificate."""
    x509 = module("cryptography.x509")
    hashes = module("cryptography.hazmat.primitives.hashes")
    serialization = module("cryptography.hazmat.primitives.serialization")
    ec = module("cryptography.hazmat.primitives.asymmetric.ec")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "tests")])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate = module("asn1crypto.x509").Certificate.load(
        made.public_bytes(serialization.Encoding.DER)
    )
    private = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return module("pyhanko.sign.signers").SimpleSigner(
        signing_cert=certificate,
        signing_key=module("asn1crypto.keys").PrivateKeyInfo.load(private),
        cert_registry=module("pyhanko_certvalidator.registry").SimpleCertificateStore(),
    )


def signed(data: bytes, *, permission: int = 0, locked: bool = False) -> bytes:
    """The file with a signature: a certification where a permission is given (DocMDP)."""
    own = signer()
    fields, signers = module("pyhanko.sign.fields"), module("pyhanko.sign.signers")
    writer = module("pyhanko.pdf_utils.incremental_writer").IncrementalPdfFileWriter
    certify: dict[str, Any] = {}
    if permission:
        certify = {"certify": True, "docmdp_permissions": fields.MDPPerm(permission)}
    field = fields.SigFieldSpec(
        "Signature",
        field_mdp_spec=fields.FieldMDPSpec(fields.FieldMDPAction.ALL) if locked else None,
    )
    out = signers.sign_pdf(
        writer(io.BytesIO(data)),
        signers.PdfSignatureMetadata(field_name="Signature", **certify),
        signer=own,
        new_field_spec=field,
    )
    return bytes(out.getvalue())


def verified(data: bytes) -> Any:
    """What pyHanko says of the first signature and of the changes since."""
    context = module("pyhanko_certvalidator").ValidationContext(
        trust_roots=[signer().signing_cert], allow_fetching=False
    )
    reader = module("pyhanko.pdf_utils.reader").PdfFileReader(io.BytesIO(data))
    validate = module("pyhanko.sign.validation").validate_pdf_signature
    return validate(reader.embedded_signatures[0], context)
