"""Coverage-guided fuzzing of what reads reserved codes and trust files, with atheris.

    python tests/fuzz/fuzz_codes.py PARSER SECONDS [libFuzzer option or corpus directory …]

Whatever a reserved code holds, there is an answer that speaks both languages, and never a valid
one for a seal that nobody made; whatever a trust file holds, it is read or refused.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

PARSER, SECONDS = sys.argv.pop(1), float(sys.argv.pop(1))

with atheris.instrument_imports(include=["hegui"]):
    from hegui.errors import HeguiError
    from hegui.seal.answers import Answer
    from hegui.seal.contents import Code
    from hegui.seal.trust import Trust
    from hegui.seal.trust_file import parse_trust
    from hegui.seal.verification import Content, verify_seals
    from tests.seal.sealed import CONTENT, label, pin, propagated, signer, trust

ORIGINAL = propagated()
KNOWN = trust(bound=True)
WORDS = ("LabelMataData", "Binding", "TBSData", "KeyValue", "Cert", "hegui/1", "revoked", "[[key]]")


def code(data: bytes) -> None:
    """A reserved code of these bytes, on another label than the one it may be cut from."""
    text = data.decode("utf-8", "surrogateescape")
    one = label(produce_id="another", reserved_code_1=text, reserved_code_2=text)
    seals = verify_seals(one, CONTENT, trust=KNOWN)
    for found in seals.both:
        assert found.answer not in (Answer.TRUSTED, Answer.KEY_UNKNOWN, Answer.KEY_NOT_IN_FORCE)
        assert not found.bound
        for notice in found.notices:
            notice.say("zh")


def trust_file(data: bytes) -> None:
    """A trust file of these bytes."""
    with suppress(HeguiError):
        found = parse_trust(data, "trust.toml")
        assert isinstance(found, Trust)
        verify_seals(ORIGINAL, Content(), trust=found)


PIN = (
    'format = "hegui-trust"\nversion = 1\n[[key]]\n'
    f'provider = "{pin().provider}"\npublic_key = "{signer().public_key.spki().hex()}"\n'
    'valid_from = 2026-01-01T00:00:00Z\nbinding = "required"\nnote = "x"\n'
)
SEEDS = {
    "code": (code, [getattr(ORIGINAL, f"reserved_code_{number}") for number in (1, 2)]),
    "trust": (trust_file, [PIN]),
}


def main() -> None:
    assert len(Code) == 2
    attempt, seeds = SEEDS[PARSER]
    end = time.monotonic() + SECONDS
    done = 0

    def one_input(data: bytes) -> None:
        nonlocal done
        # libFuzzer's own -max_total_time does not end a run under atheris 3.0.
        if time.monotonic() > end:
            sys.stdout.write(f"{PARSER}: {done} inputs, no finding\n")
            sys.stdout.flush()
            os._exit(0)
        attempt(data)
        done += 1

    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        dictionary = Path(other, "words")
        dictionary.write_text("".join(f'"{word}"\n' for word in WORDS))
        for at, seed in enumerate(seeds):
            Path(folder, str(at)).write_text(seed)
        atheris.Setup([*sys.argv, f"-dict={dictionary}", folder], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
