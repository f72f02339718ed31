"""Certificate authorities of our own, made by the openssl program while the tests run."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hegui.seal.certificates import Certificate, read_certificate
from tests.seal.openssl import USER_ID, new_key, openssl

CA = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n"
LEAF = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\n"
IDS = "subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"


@dataclass(frozen=True)
class Party:
    """One key and the certificate made for it."""

    key: Path
    pem: Path

    @cached_property
    def certificate(self) -> Certificate:
        return read_certificate(openssl("x509", "-in", self.pem, "-outform", "DER"))


def root(
    folder: Path,
    name: str = "root",
    extensions: str = CA,
    *,
    user_id: str = USER_ID,
    days: int = 30,
    subject: str = "",
) -> Party:
    """A certificate that its own key signed."""
    key, pem = new_key(folder / f"{name}.key"), folder / f"{name}.pem"
    settings = _settings(folder, name, extensions)
    openssl(
        *("req", "-x509", "-new", "-key", key, "-sm3", "-days", str(days), "-utf8"),
        *("-subj", subject or f"/C=CN/O=hegui tests/CN={name}", "-config", settings),
        *("-extensions", "e", "-sigopt", f"distid:{user_id}", "-out", pem),
    )
    return Party(key, pem)


def issue(
    issuer: Party,
    folder: Path,
    name: str,
    extensions: str = LEAF,
    *,
    user_id: str = USER_ID,
    days: int = 30,
    subject: str = "",
) -> Party:
    """A certificate that ``issuer`` signed, whether it may or not."""
    key, request, pem = (folder / f"{name}.{suffix}" for suffix in ("key", "csr", "pem"))
    new_key(key)
    settings = _settings(folder, name, extensions)
    openssl(
        *("req", "-new", "-key", key, "-sm3", "-utf8", "-config", settings, "-out", request),
        *("-subj", subject or f"/C=CN/O=hegui tests/CN={name}", "-sigopt", f"distid:{USER_ID}"),
    )
    openssl(
        *("x509", "-req", "-in", request, "-CA", issuer.pem, "-CAkey", issuer.key, "-sm3"),
        *("-vfyopt", f"distid:{USER_ID}", "-sigopt", f"distid:{user_id}", "-days", str(days)),
        *("-extfile", settings, "-extensions", "e", "-set_serial", "77", "-out", pem),
    )
    return Party(key, pem)


def _settings(folder: Path, name: str, extensions: str) -> Path:
    path = folder / f"{name}.cnf"
    path.write_text(
        f"[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=unused\n[e]\n{extensions}{IDS}"
    )
    return path
