"""Certificates for tests, made by OpenSSL's own program: a root, and a C2PA signer below it."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

_LEAF = (
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n"
    "extendedKeyUsage=emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n"
)


@dataclass(frozen=True)
class Signer:
    """Paths of a chain and its key in PEM, and the root's own certificate as text."""

    chain: Path
    key: Path
    root: str


@cache
def _folder(name: str) -> TemporaryDirectory[str]:
    """Kept, and so not removed, until the run ends."""
    return TemporaryDirectory(prefix="hegui-c2pa-")


@cache
def signer(name: str) -> Signer:
    """An ES256 signer below a root of its own, made once a run."""
    folder = Path(_folder(name).name)

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    (folder / "leaf.ext").write_text(_LEAF)
    for key in ("root", "leaf"):
        openssl(
            *("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-out", f"{key}.key"),
        )
    openssl(
        *("req", "-x509", "-new", "-key", "root.key", "-sha256", "-days", "3650"),
        *("-subj", f"/O={name}/CN={name} root", "-out", "root.pem"),
        *("-addext", "basicConstraints=critical,CA:TRUE"),
        *("-addext", "keyUsage=critical,keyCertSign,cRLSign"),
    )
    openssl("req", "-new", "-key", "leaf.key", "-subj", f"/O={name}/CN={name}", "-out", "leaf.csr")
    openssl(
        *("x509", "-req", "-in", "leaf.csr", "-CA", "root.pem", "-CAkey", "root.key"),
        *("-CAcreateserial", "-days", "365", "-sha256", "-extfile", "leaf.ext"),
        *("-out", "leaf.pem"),
    )
    chain = folder / "chain.pem"
    root = (folder / "root.pem").read_text()
    chain.write_text((folder / "leaf.pem").read_text() + root)
    return Signer(chain, folder / "leaf.key", root)
