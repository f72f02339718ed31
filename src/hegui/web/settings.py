"""How the service runs: from the command line, else HEGUI_SERVE_… of the environment, else here."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from pathlib import Path

MEBI = 1024**2
GIBI = 1024**3


def data_directory() -> Path:
    """Where the service keeps what is its own unless told: XDG's directory for data."""
    base = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return Path(base) / "hegui"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set, with defaults that need nothing set.

    ``data`` is the directory of the service's own files, ``config`` the hegui.toml that says who
    labels. ``workers`` processes look into uploads, each with ``memory`` bytes at most and
    ``seconds`` for one; ``waiting`` requests wait for one of them. ``largest`` upload in bytes,
    which has to come within ``grace`` seconds and one more for each ``slowest`` bytes. A job may
    take ``job_seconds``, and is kept for ``keep_hours`` after its end; a server that gives no sign
    for ``lease_seconds`` loses its jobs to others. ``database`` is the ledger's address.
    A complaint is to be decided within ``complaint_days``: the limit that the service publishes
    (Interim Measures for Generative AI Services art. 15). ``hosts`` are names that the service is
    reached by besides this machine's own; ``storage`` are the directories and fsspec addresses
    that files may be read from. ``reviews`` are folders of assessments whose answers people judge
    on the pages.
    """

    host: str = "127.0.0.1"
    port: int = 8340
    data: Path = field(default_factory=data_directory)
    config: str | None = None
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 1))
    memory: int = 2 * GIBI
    seconds: float = 60.0
    job_seconds: float = 900.0
    waiting: int = 256
    largest: int = 4 * GIBI
    grace: float = 20.0
    slowest: int = 16 * 1024
    database: str | None = None
    hosts: tuple[str, ...] = ()
    storage: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    keep_hours: int = 24
    complaint_days: int = 15
    log: str = "info"
    lease_seconds: float = 15.0

    @property
    def open(self) -> bool:
        """Whether nobody needs a key: nobody but this machine can ask, and no proxy asks for
        others (which would need ``hosts``)."""
        return self.loopback and not self.hosts

    @property
    def loopback(self) -> bool:
        """Whether nobody but this machine can reach the service."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def jobs(self) -> Path:
        """The directory of the files of jobs, which outlive the process."""
        return self.data / "jobs"

    @property
    def spool(self) -> Path:
        """The directory of uploads and results under way."""
        return self.data / "spool"
