"""What a request is answered that cannot be served: problem details (RFC 9457), en and zh."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from hegui.errors import HeguiError, RequestRefused
from hegui.messages import Notice, say

MEDIA_TYPE = "application/problem+json"
TYPES = "/api/v1/problems/"
"""Where the types of problems are explained; one of them is this and its kind."""


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One type of problem: the status of the answer, and what it is called."""

    status: int
    title: Notice


_UNREAD = Notice("the file could not be read")
_NOT_WRITTEN = Notice("nothing was written")
_CALL = Notice("the request cannot be carried out as it is put")
_SERVER = Notice("the service is not set up for this")

PROBLEMS: dict[str, ProblemType] = {
    # hegui's own errors, by their class
    "CannotRead": ProblemType(422, _UNREAD),
    "UnknownFormat": ProblemType(415, Notice("the file's format is not known")),
    "NoSlot": ProblemType(415, Notice("the file's format has no place for a label")),
    "PlainText": ProblemType(415, Notice("plain text has no place for an implicit label")),
    "NoRoom": ProblemType(422, Notice("the explicit label has no room in the work")),
    "Unsupported": ProblemType(415, Notice("this variant of the format is not worked on")),
    "BrokenFile": ProblemType(422, Notice("the file contradicts its own format")),
    "CeilingExceeded": ProblemType(422, Notice("the file asks for more than a file may")),
    "NoLabel": ProblemType(422, Notice("the file has no label that can be used")),
    "ForeignLabel": ProblemType(409, Notice("another's label stands in the way")),
    "NoVerdict": ProblemType(422, Notice("what follows from the upload could not be told")),
    "BreaksManifest": ProblemType(409, Notice("a C2PA manifest would no longer hold")),
    "StaleSeal": ProblemType(409, Notice("a seal would no longer hold")),
    "CannotWrite": ProblemType(507, _NOT_WRITTEN),
    "FileChanged": ProblemType(500, _NOT_WRITTEN),
    "ReadBackFailed": ProblemType(422, _NOT_WRITTEN),
    "UsageError": ProblemType(400, _CALL),
    "InvalidTrust": ProblemType(501, _SERVER),
    "ConfigError": ProblemType(501, _SERVER),
    "MissingExtra": ProblemType(501, _SERVER),
    "InvalidCode": ProblemType(400, _CALL),
    "InvalidLabel": ProblemType(400, _CALL),
    "InvalidCredential": ProblemType(501, _SERVER),
    "InvalidWording": ProblemType(400, _CALL),
    "UnusableFont": ProblemType(400, _CALL),
    "CannotSeal": ProblemType(501, _SERVER),
    "InvalidKey": ProblemType(501, _SERVER),
    "InvalidSignature": ProblemType(422, _UNREAD),
    "InvalidCertificate": ProblemType(422, _UNREAD),
    # the service's own
    "Malformed": ProblemType(400, Notice("the request cannot be read")),
    "Invalid": ProblemType(422, Notice("the request says what it may not")),
    "NotFound": ProblemType(404, Notice("there is nothing at this address")),
    "MethodNotAllowed": ProblemType(405, Notice("this address does not know the method")),
    "NoKey": ProblemType(401, Notice("who asks is not known")),
    "NotAllowed": ProblemType(403, Notice("the API key does not allow this")),
    "CrossSite": ProblemType(403, Notice("the request comes from another site")),
    "Misdirected": ProblemType(421, Notice("the request is meant for another host")),
    "TooMany": ProblemType(429, Notice("too many requests")),
    "Conflict": ProblemType(409, Notice("the request contradicts an earlier one")),
    "Elsewhere": ProblemType(409, Notice("another server keeps this")),
    "LedgerUnavailable": ProblemType(503, Notice("the ledger cannot be used")),
    "LedgerError": ProblemType(500, Notice("the ledger cannot be used")),
    "ReusedKey": ProblemType(409, Notice("the request contradicts an earlier one")),
    "InvalidRecord": ProblemType(422, _CALL),
    "NotStorage": ProblemType(403, Notice("the address is none that may be read")),
    "TooLarge": ProblemType(413, Notice("the upload is too large")),
    "TooSlow": ProblemType(408, Notice("the upload came too slowly")),
    "MediaType": ProblemType(415, Notice("the request's body has a media type not taken here")),
    "TooMuchMemory": ProblemType(422, Notice("the file asks for more than a file may")),
    "TooMuchTime": ProblemType(422, Notice("the file asks for more than a file may")),
    "WorkerEnded": ProblemType(422, Notice("the file could not be worked on")),
    "Busy": ProblemType(503, Notice("the service is busy")),
    "Stopping": ProblemType(503, Notice("the service is about to stop")),
    "NoSpace": ProblemType(507, Notice("the service has no room for the upload")),
    "Internal": ProblemType(500, Notice("the service made a mistake")),
}


class Problem(RequestRefused):
    """A request that is refused: ``kind`` is one of PROBLEMS, ``headers`` go with the answer."""

    def __init__(
        self, kind: str, template: str, /, *, headers: dict[str, str] | None = None, **facts: object
    ) -> None:
        super().__init__(template, path=None, place=None, **facts)
        self._kind = kind
        self.headers = headers or {}

    @property
    def kind(self) -> str:
        return self._kind

    @property
    def status(self) -> int:
        """The status of the answer."""
        return PROBLEMS[self._kind].status


def invalid(where: Iterable[object], why: str) -> Problem:
    """A request that says what it may not: at ``where`` in it (pydantic's "loc"), and why."""
    return Problem("Invalid", "{where}: {why}", where=".".join(map(str, where)), why=why)


def of_error(error: HeguiError, lang: str) -> tuple[int, bytes]:
    """The status and the body of the answer to a request that ``error`` ended.

    The file is not named: the one who asks knows it, and the service's own paths are its own.
    """
    known = PROBLEMS.get(error.kind) or _nearest(error)
    body: dict[str, object] = {
        "type": TYPES + error.kind,
        "title": known.title.say(lang),
        "status": known.status,
        "detail": say(error.template, lang, **error.facts),
        "kind": error.kind,
    }
    if error.place:
        body["place"] = error.place
    return known.status, json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _nearest(error: HeguiError) -> ProblemType:
    """The type of the nearest class above that has one."""
    for one in type(error).__mro__:
        if one.__name__ in PROBLEMS:
            return PROBLEMS[one.__name__]
    return PROBLEMS["Internal"]


def too_much_memory() -> Problem:
    """A file that a worker's memory is too small for."""
    return Problem("TooMuchMemory", "to look at the file takes more memory than a file may")


def worker_ended() -> Problem:
    """A worker that died of its task."""
    return Problem("WorkerEnded", "the process that looked at the file ended before it was done")
