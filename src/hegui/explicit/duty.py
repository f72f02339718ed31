"""Whether an explicit label is owed, and what it takes to leave it out.

The class of service (Deep Synthesis Provisions art. 17, Measures art. 4) decides what plain
``label`` writes. To leave the explicit label out is a choice that has a reason, and the reason is
stated. Nothing here waives the implicit label.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from hegui.errors import UsageError
from hegui.messages import Notice

if TYPE_CHECKING:
    from hegui.explicit.contract import Modality

_LOG = "cn-labelling-measures-2025/9-log"
# Art. 4 (1) and (2) let a prompt in the interface stand for one in text or sound; (3) to (5) ask
# for the mark on the picture, the video or the scene itself.
_IN_INTERFACE = ("text", "audio", "interface")  # values of Modality


class Because(StrEnum):
    """Why a work gets no explicit label."""

    INTERFACE = "interface"
    PRESENT = "present"
    NOT_REQUIRED = "not-required"
    WAIVED = "waived"


class Request(NamedTuple):
    """What the caller asks for: options of ``label`` as given.

    ``recipient`` and ``agreement`` belong to WAIVED: to whom, and the agreement's reference.
    """

    implicit_only: bool = False
    because: Because | None = None
    recipient: str | None = None
    agreement: str | None = None


class Waiver(NamedTuple):
    """What the ledger has to record of content handed out without explicit label (art. 9)."""

    recipient: str
    agreement: str
    months: int


class Duty(NamedTuple):
    """What becomes of a request: whether the explicit label is written, and what to say.

    ``owed`` is whether the class of service owes one, None where no class is set. ``articles``
    are the ids of the rules it rests on. ``waiver`` must be recorded before the work is handed
    out.
    """

    write: bool
    owed: bool | None
    articles: tuple[str, ...]
    notices: tuple[Notice, ...] = ()
    waiver: Waiver | None = None


def duty(
    key: str | None,
    request: Request | None = None,
    *,
    modality: Modality | None = None,
    ledger: bool = False,
) -> Duty:
    """What a service of class ``key`` (hegui.toml's service.class) has to do for one request.

    ``modality`` None: not known yet. ``ledger``: whether one is configured that keeps records.
    Raises UsageError for a request that contradicts itself or the class of service, and KeyError
    for an unknown class.
    """
    request = request or Request()
    owed = None
    articles: tuple[str, ...] = ("cn-labelling-measures-2025/4-1",)
    if key:
        from hegui.rules import service_class  # where no class is set, none is looked up

        service = service_class(key)
        owed, articles = service.explicit, (service.id, *articles)
    _check(request)
    if not request.implicit_only:
        notices = () if owed is not None else (_unknown_class(),)
        return Duty(True, owed, articles, notices)
    match request.because:
        case None:
            notices = () if owed is False else (_unsaid(owed),)
            return Duty(False, owed, articles, notices)
        case Because.NOT_REQUIRED:
            return _not_required(key, owed, articles)
        case Because.INTERFACE:
            return _interface(owed, articles, modality)
        case Because.PRESENT:
            said = Notice(
                "no explicit label is written, because the content is said to carry one already; "
                "hegui has not looked for it"
            )
            return Duty(False, owed, articles, (said,))
        case Because.WAIVED:
            return _waived(request, owed, articles, ledger=ledger)


def _check(request: Request) -> None:
    if request.because is not None and not request.implicit_only:
        raise UsageError("--because belongs to --implicit-only")
    if request.because is Because.WAIVED:
        return
    if request.recipient is not None or request.agreement is not None:
        raise UsageError("--recipient and --agreement belong to --because waived")


def _unknown_class() -> Notice:
    return Notice(
        "no class of service is set (hegui init), so an explicit label is written as the five "
        "classes of the Deep Synthesis Provisions art. 17 (1) require"
    )


def _unsaid(owed: bool | None) -> Notice:
    if owed is None:
        return Notice(
            "no explicit label is written, no reason is given, and no class of service is set: "
            "whether one is owed (Labelling Measures art. 4) is not known"
        )
    return Notice(
        "no explicit label is written although the class of service owes one (Labelling Measures "
        "art. 4); say why with --because"
    )


def _not_required(key: str | None, owed: bool | None, articles: tuple[str, ...]) -> Duty:
    if owed:
        raise UsageError(
            "the class of service {key} requires explicit labels (Deep Synthesis Provisions "
            "art. 17 (1), Labelling Measures art. 4): --because not-required contradicts it",
            key=key,
        )
    said = (
        Notice(
            "no explicit label is written, because the class of service does not require one; "
            "users must be offered the function to add it (Deep Synthesis Provisions art. 17 (2))"
        )
        if owed is False
        else Notice(
            "no explicit label is written, because it is said not to be required; no class of "
            "service is set that would show it"
        )
    )
    return Duty(False, owed, articles, (said,))


def _interface(owed: bool | None, articles: tuple[str, ...], modality: Modality | None) -> Duty:
    if owed is not False and modality is not None and modality not in _IN_INTERFACE:
        raise UsageError(
            "a notice in the interface stands for the label of text or sound only; for {kind} the "
            "mark has to be on the content itself (Labelling Measures art. 4 (3) to (5))",
            kind=modality.value,
        )
    said = Notice(
        "no explicit label is written, because the interface is said to show one persistently; a "
        "file that can be downloaded, copied or exported needs its own (Labelling Measures art. 4 "
        "para 2)"
    )
    return Duty(False, owed, (*articles, "cn-labelling-measures-2025/4-2"), (said,))


def _waived(
    request: Request, owed: bool | None, articles: tuple[str, ...], *, ledger: bool
) -> Duty:
    if not request.recipient or not request.agreement:
        raise UsageError(
            "--because waived needs --recipient, who asked for it, and --agreement, which fixes "
            "the user's duty to label (Labelling Measures art. 9)"
        )
    from hegui.rules import NUMBERS  # nobody else needs a number here

    months = int(next(one.least or 0 for one in NUMBERS if one.id == _LOG))
    if not ledger:
        raise UsageError(
            "--because waived needs a ledger that keeps the record for at least {months} months "
            "(Labelling Measures art. 9), and none is configured",
            months=months,
        )
    said = Notice(
        "no explicit label is written at the request of {recipient} (agreement {agreement}); the "
        "implicit label stays, and the record is kept for at least {months} months (Labelling "
        "Measures art. 9)",
        {"recipient": request.recipient, "agreement": request.agreement, "months": months},
    )
    waiver = Waiver(request.recipient, request.agreement, months)
    return Duty(False, owed, (*articles, "cn-labelling-measures-2025/9", _LOG), (said,), waiver)
