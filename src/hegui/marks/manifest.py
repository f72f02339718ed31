"""What a C2PA manifest says, as the evidence needs it: signer, actions, how the content came about.

Source: C2PA Specification 2.2, 9 (claims), 15 (validation), 18.15 (actions). The JSON is that of
c2pa's own reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from hegui.marks import iptc
from hegui.marks.iptc import Says

_MOST_MANIFESTS = 64
_MOST_ACTIONS = 64
_LONGEST = 200
# What says no more than that nobody vouches for the signer, or for the time.
_TRUST = ("signingCredential.untrusted", "timeStamp.untrusted")
HASHES = frozenset(
    ("assertion.dataHash.mismatch", "assertion.bmffHash.mismatch", "assertion.boxesHash.mismatch")
)
"""The failures that mean: the file is not the one that was signed."""


class State(StrEnum):
    """What validation says of the active manifest."""

    TRUSTED = "trusted"
    """It holds, and its signer's certificate leads to a trusted root."""
    UNKNOWN = "unknown"
    """It holds, and nobody has said whose certificate it is."""
    BROKEN = "broken"
    """The file is not the one that was signed, or the manifest itself is wrong."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One file's active manifest.

    ``signer`` is the certificate's organisation or name, ``generator`` the program that made the
    claim, ``actions`` those of the active manifest in order ("c2pa.created"), ``source_types``
    what any manifest in the store says of how the content came about, ``says`` the sum of these.
    ``failures`` are validation's own codes. ``by_label``: broken as the file stands, and not
    once the implicit labels inserted after signing are taken out in memory; ``state`` and
    ``failures`` are then those without them.
    """

    state: State
    signer: str
    generator: str
    actions: tuple[str, ...]
    source_types: tuple[str, ...]
    says: Says
    failures: tuple[str, ...]
    ingredients: int
    by_label: bool = False

    @property
    def hash_alone(self) -> bool:
        """Whether nothing is wrong but that bytes were added, taken out or changed."""
        return bool(self.failures) and HASHES.issuperset(self.failures)

    def record(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)

    @classmethod
    def of_record(cls, record: dict[str, Any]) -> Manifest:
        """What :meth:`record` gave."""
        return cls(
            State(record["state"]),
            record["signer"],
            record["generator"],
            tuple(record["actions"]),
            tuple(record["source_types"]),
            Says(record["says"]),
            tuple(record["failures"]),
            record["ingredients"],
            record["by_label"],
        )

    @classmethod
    def of_report(cls, report: dict[str, Any]) -> Manifest | None:
        """The active manifest of c2pa's own report; None where it has none."""
        manifests = _dict(report.get("manifests"))
        active = _dict(manifests.get(str(report.get("active_manifest"))))
        if not active:
            return None
        failures = tuple(dict.fromkeys(_failures(report)))
        serious = tuple(code for code in failures if code not in _TRUST)
        trusted = report.get("validation_state") == "Trusted"
        signature = _dict(active.get("signature_info"))
        info = _list(active.get("claim_generator_info"))
        generator = _dict(info[0] if info else None)
        found = dict(_source_types(manifests, report.get("active_manifest")))
        return cls(
            State.BROKEN if serious else State.TRUSTED if trusted else State.UNKNOWN,
            _text(signature.get("issuer")) or _text(signature.get("common_name")),
            " ".join(filter(None, (_text(generator.get(key)) for key in ("name", "version")))),
            tuple(_text(action.get("action")) for action in _actions(active)),
            tuple(found),
            _sum(found),
            serious,
            len(_list(active.get("ingredients"))),
        )


def _failures(report: dict[str, Any]) -> Iterator[str]:
    """The codes of what failed: of the active manifest, and of its ingredients."""
    results = _dict(report.get("validation_results"))
    for one in _list(_dict(results.get("activeManifest")).get("failure")):
        yield _text(_dict(one).get("code"))
    if not results:
        for one in _list(report.get("validation_status")):
            yield _text(_dict(one).get("code"))


def _source_types(manifests: dict[str, Any], label: Any) -> Iterator[tuple[str, bool]]:
    """Each digital source type, and whether it is of a component only.

    From the active manifest to those of its ingredients: a parent is the content as it was, a
    component is a part of it.
    """
    waiting: list[tuple[Any, bool]] = [(label, False)]
    seen: set[str] = set()
    while waiting and len(seen) < _MOST_MANIFESTS:
        name, part = waiting.pop()
        manifest = _dict(manifests.get(name)) if isinstance(name, str) else {}
        if not manifest or name in seen:
            continue
        seen.add(name)
        for action in _actions(manifest):
            if value := _text(action.get("digitalSourceType")):
                yield value, part
        for ingredient in map(_dict, _list(manifest.get("ingredients"))):
            component = ingredient.get("relationship") != "parentOf"
            waiting.append((ingredient.get("active_manifest"), part or component))


def _sum(found: dict[str, bool]) -> Says:
    whole = iptc.says(value for value, part in found.items() if not part)
    parts = iptc.says(value for value, part in found.items() if part)
    if whole in (Says.GENERATED, Says.PARTLY):
        return whole
    return Says.PARTLY if parts in (Says.GENERATED, Says.PARTLY) else whole


def _actions(manifest: dict[str, Any]) -> Iterator[dict[str, Any]]:
    count = 0
    for assertion in map(_dict, _list(manifest.get("assertions"))):
        if _text(assertion.get("label")).startswith("c2pa.actions"):
            for action in _list(_dict(assertion.get("data")).get("actions")):
                count += 1
                if count > _MOST_ACTIONS:
                    return
                yield _dict(action)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    """A string of the report, as one line of bounded length."""
    if not isinstance(value, str):
        return ""
    return "".join(c if c.isprintable() else " " for c in value[:_LONGEST])
