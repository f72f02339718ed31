"""Records of one run of a verb, committed in groups; what is said of a file waits for its record.

Without a ledger nothing is loaded and nothing waits.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from hegui.config import load_config
from hegui.errors import HeguiError
from hegui.messages import say

if TYPE_CHECKING:
    from hegui.ledger.ledger import Ledger
    from hegui.ledger.records import Record

_GROUP = 256  # records
_WAIT = 0.5  # seconds for which a record waits for others


def add_ledger(parser: argparse.ArgumentParser, lang: str) -> None:
    """The option that says where records are kept."""
    parser.add_argument(
        "--ledger",
        metavar="ADDRESS",
        help=say("keep a record there: a file, or postgresql://…", lang),
    )


class _Waiting(NamedTuple):
    record: Record
    then: Callable[[], None]
    failed: Callable[[HeguiError], None]


class Recorder:
    """``ledger`` is None where none is configured."""

    def __init__(self, ledger: Ledger | None = None) -> None:
        self.ledger = ledger
        self._waiting: list[_Waiting] = []
        self._since = 0.0

    def add(
        self,
        make: Callable[[], Record],
        then: Callable[[], None],
        failed: Callable[[HeguiError], None],
    ) -> None:
        """Does ``then`` once the record that ``make`` gives is on the disk, else ``failed``."""
        if self.ledger is None:
            then()
            return
        try:
            record = make()
        except HeguiError as error:
            failed(error)
            return
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(_Waiting(record, then, failed))
        if len(self._waiting) >= _GROUP or time.monotonic() - self._since > _WAIT:
            self.flush()

    def flush(self) -> None:
        """Commits what waits."""
        if self.ledger is None or not self._waiting:
            return
        from hegui.ledger.drafts import Draft

        waiting, self._waiting = self._waiting, []
        try:
            self.ledger.append_all(Draft(one.record) for one in waiting)
        except HeguiError as error:
            for one in waiting:
                one.failed(error)
            return
        for one in waiting:
            one.then()


@contextmanager
def recorder_of(arguments: argparse.Namespace) -> Iterator[Recorder]:
    """The recorder for one run: of --ledger, else of the environment or hegui.toml.

    Raises what opening a ledger raises.
    """
    if not arguments.ledger and not load_config(arguments.config).ledger:
        yield Recorder()
        return
    from hegui.ledger.opening import open_ledger

    with open_ledger(arguments.ledger, config=arguments.config) as ledger:
        recorder = Recorder(ledger)
        try:
            yield recorder
        finally:
            recorder.flush()
