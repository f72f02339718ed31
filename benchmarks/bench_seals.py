"""SM2 and SM3 as hegui calls them, against the openssl program on the same libcrypto.

    make bench     or     .venv/bin/python benchmarks/bench_seals.py [FOLDER]

Signing and verifying: ``openssl speed sm2`` and hegui in turn, a second each; both count the
processor's time in user mode, so that other work on the machine weighs on neither. SM3: a file
of 256 MB in the page cache, ``openssl dgst`` and a hegui process in turn, the processor's time
of the whole process, its start included. Sealing: a WAV of 128 MB labelled with and without a
seal, and the SM3 of its bytes in memory, in turn in one process, its processor's time.
"""

from __future__ import annotations

import os
import re
import statistics
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import hegui
from hegui.seal import plain
from hegui.seal.algorithms import DEFAULT_USER_ID
from hegui.seal.libcrypto import libcrypto
from hegui.seal.sm3 import sm3
from hegui.seal.software import SoftwareSigner
from hegui.seal.verifying import verify

RUNS = 7
SECONDS = 1.0
SIZE = 256_000_000
PRODUCER = "001191350100M000100Y4300000"
MESSAGE = f'"Label":"1","ContentProducer":"{PRODUCER}","ProduceID":"1"'.encode()
DIGEST = (
    "import sys\n"
    "from hegui.seal.sm3 import hasher\n"
    "digest = hasher()\n"
    "with open(sys.argv[1], 'rb', buffering=0) as file:\n"
    "    while block := file.read(1 << 20):\n"
    "        digest.update(block)\n"
    "print(digest.hexdigest())\n"
)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/bench").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{libcrypto().version}; {RUNS} runs each, in turn; median (lowest to highest)\n")
    signatures()
    digests(folder)
    sealing(folder)


def signatures() -> None:
    """Operations in a second of the processor's user time."""
    signer = SoftwareSigner.new()
    key, signature = signer.public_key, signer.sign(MESSAGE)
    found: dict[str, list[float]] = {}
    for _ in range(RUNS):
        signed, verified = speed()
        found.setdefault("openssl speed, sign", []).append(signed)
        found.setdefault("openssl speed, verify", []).append(verified)
        for name, work in (
            ("hegui, sign", lambda: signer.sign(MESSAGE)),
            ("hegui, verify", lambda: verify(key, MESSAGE, signature)),
            (
                "hegui, verify in plain Python",
                lambda: plain.verify(key, MESSAGE, signature, DEFAULT_USER_ID),
            ),
        ):
            found.setdefault(name, []).append(rate(work))
    for name, rates in found.items():
        print(f"  {name:<30}{spread(sorted(rates), '.0f')} a second")
    for task in ("sign", "verify"):
        pairs = zip(found[f"openssl speed, {task}"], found[f"hegui, {task}"], strict=True)
        times = sorted(theirs / ours for theirs, ours in pairs)
        print(f"  {task}: hegui takes {spread(times, '.2f')} times as long as openssl speed")
    print(flush=True)


def digests(folder: Path) -> None:
    """Megabytes a second of whole processes over one file."""
    path = folder / "sm3.bin"
    if not path.exists():
        path.write_bytes(os.urandom(1_000_000) * (SIZE // 1_000_000))
    commands = {
        "openssl dgst -sm3": ["openssl", "dgst", "-sm3", str(path)],
        "hegui": [sys.executable, "-c", DIGEST, str(path)],
    }
    found: dict[str, list[float]] = {name: [] for name in commands}
    said = set()
    for run in range(RUNS + 1):
        for name, command in commands.items():
            begun = children()
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            if run:  # the first is a warm-up
                found[name].append(SIZE / 1e6 / (children() - begun))
            said.add(done.stdout.split()[-1])
    if len(said) != 1:
        sys.exit("the two digests differ")
    for name, rates in found.items():
        print(f"  {name:<30}{spread(sorted(rates), '.0f')} MB/s")
    ratios = sorted(
        ours / theirs
        for theirs, ours in zip(found["openssl dgst -sm3"], found["hegui"], strict=True)
    )
    print(f"  SM3: hegui is {spread(ratios, '.2f')} times as fast as openssl dgst")


def sealing(folder: Path) -> None:
    """What a seal costs on top of a label, against one SM3 of the file and two signatures."""
    size = 128_000_000
    path, target = folder / "seal.wav", folder / "sealed.wav"
    form = struct.pack("<IHHIIHH", 16, 1, 1, 48_000, 96_000, 2, 16)
    head = b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt " + form
    sound = os.urandom(1_000_000) * (size // 1_000_000)
    path.write_bytes(head + b"data" + struct.pack("<I", size) + sound)
    signer = SoftwareSigner.new()

    def label(key: SoftwareSigner | None) -> None:
        target.unlink(missing_ok=True)
        hegui.label(path, producer=PRODUCER, output=target, key=key, implicit_only=True)

    def least() -> None:
        sm3(sound)
        signer.sign(MESSAGE)
        signer.sign(MESSAGE)

    ratios, costs = [], []
    for run in range(RUNS + 1):
        bare, sealed, needed = (
            seconds(work) for work in (lambda: label(None), lambda: label(signer), least)
        )
        if run:
            costs.append((sealed - bare) * 1000)
            ratios.append((sealed - bare) / needed)
    path.unlink()
    target.unlink()
    print(
        f"\n  a seal on a WAV of 128 MB: {spread(sorted(costs), '.0f')} ms more than a label alone"
    )
    print(f"  {spread(sorted(ratios), '.2f')} times its SM3 and two signatures")


def seconds(work: Callable[[], object]) -> float:
    """Seconds of the processor that ``work`` takes in this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def speed() -> tuple[float, float]:
    """What ``openssl speed`` says: signatures and verifications a second of user time."""
    command = ["openssl", "speed", "-mr", "-seconds", f"{SECONDS:.0f}", "sm2"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"^\+F\d+:\d+:256:CurveSM2:([\d.]+):([\d.]+)$", text, re.MULTILINE)
    if found is None:
        sys.exit("openssl speed says nothing about SM2")
    return float(found[1]), float(found[2])


def rate(work: Callable[[], object]) -> float:
    """How many times ``work`` is done in a second of user time."""
    end = time.perf_counter() + SECONDS
    begun, done = os.times().user, 0
    while time.perf_counter() < end:
        for _ in range(10):
            work()
        done += 10
    return done / (os.times().user - begun)


def children() -> float:
    """Seconds that finished processes took of the processor, in all."""
    times = os.times()
    return times.children_user + times.children_system


def spread(values: list[float], form: str) -> str:
    """Median and range."""
    median = statistics.median(values)
    return f"{median:{form}} ({values[0]:{form}} to {values[-1]:{form}})"


if __name__ == "__main__":
    main()
