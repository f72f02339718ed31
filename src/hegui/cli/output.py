"""What a command says: text for people or JSON Lines for programs, and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache

from hegui.errors import HeguiError
from hegui.messages import Notice, colon, explain, said_place, say

_RANK = {0: 0, 1: 1, 2: 2, 3: 3}  # with several files, 3 before 1


class Output:
    """Collects the exit status and speaks one language, to people or to programs."""

    def __init__(self, lang: str, *, as_json: bool) -> None:
        self.lang = lang
        self.as_json = as_json
        self.status = 0
        self._noticed: set[str] = set()

    def say(self, template: str, /, **facts: object) -> str:
        """A sentence in the chosen language."""
        return say(template, self.lang, **facts)

    def place(self, place: str) -> str:
        """A place within a file, in the chosen language."""
        return said_place(place, self.lang)

    def record(self, record: dict[str, object], *lines: str) -> None:
        """One result: the record for programs, or the lines for people."""
        if not self.as_json:
            self.lines(*lines)
            return
        try:
            text = _in_unicode()(record)
            text.encode()
        except UnicodeEncodeError:  # a file name that is no UTF-8: escaped, so that it is exact
            import json

            text = json.dumps(record)
        self.lines(text)

    def lines(self, *lines: str) -> None:
        """Lines for people, in one write: a reader never sees half a result."""
        sys.stdout.write("\n".join((*lines, "")))

    def aside(self, template: str, /, **facts: object) -> None:
        """A remark that is no result: to the error stream, never into JSON."""
        if not self.as_json:
            print(self.say(template, **facts), file=sys.stderr)

    def notice(self, notice: Notice, file: str | None = None) -> None:
        """A warning: of one ``file``, which it names, or of them all, said once."""
        if self.as_json:
            return  # it stands in the record
        text = notice.say(self.lang)
        if text in self._noticed:
            return
        if file is None:
            self._noticed.add(text)
        named = file + colon(self.lang) if file else ""
        print("hegui: " + named + text, file=sys.stderr)

    def failure(self, file: str | None, error: HeguiError) -> None:
        """An error: counted into the exit status, and said."""
        self.reach(error.exit_status)
        if not self.as_json:
            named = file + colon(self.lang) if file and not error.path else ""
            print("hegui: " + named + explain(error, self.lang), file=sys.stderr)
            return
        fault = {
            "kind": error.kind,
            "place": error.place,
            "reason": say(error.template, self.lang, **error.facts),
        }
        self.record({"file": file or error.path, "outcome": "error", "error": fault})

    def reach(self, status: int) -> None:
        """Raises the exit status to ``status`` where that is worse."""
        if _RANK[status] > _RANK[self.status]:
            self.status = status


@cache
def _in_unicode() -> Callable[[object], str]:
    """What writes records: json.dumps would make one at every call; no record holds itself."""
    import json  # people are told in text

    return json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
