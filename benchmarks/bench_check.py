"""``check`` in one process: JPEGs a second on one core, and C2PA beside c2pa's own validation.

    .venv/bin/python benchmarks/bench_check.py

Pictures are generated, 1,000 of each kind, and in the page cache when they are timed. Times are
the processor's own (user and system), so that other work on the machine is not counted; each
kind is timed in turn, seven rounds, median and range.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' credentials and builders

from PIL import Image

import hegui
from hegui.checking import Checker
from hegui.marks.c2pa_signing import Credential, sign_bytes
from tests.credentials import signer

PRODUCER = "001191350100M000100Y4300000"
ROUNDS = 7
COUNT = 1000
SIGNED = 40
SETTINGS = (
    "a lake at dawn\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512, Model: m"
)
XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    'rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="an editor 25.0"/>'
    "</rdf:RDF></x:xmpmeta>" + " " * 2000 + '<?xpacket end="w"?>'
).encode()


def pictures() -> dict[str, bytes]:
    """One JPEG of each kind: what it holds → its bytes."""
    image = Image.effect_noise((512, 512), 60).convert("RGB")
    exif = Image.Exif()
    exif.update({0x010F: "Canon", 0x0110: "EOS R5", 0x0131: "an editor 25.0", 0x010E: "a lake"})
    made = Image.Exif()
    made.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + SETTINGS.encode("utf-16-be")

    def saved(**more: object) -> bytes:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=85, **more)
        return out.getvalue()

    labelled = hegui.label(saved(), producer=PRODUCER, implicit_only=True).data
    assert labelled is not None
    return {
        "nothing": saved(),
        "EXIF of a camera": saved(exif=exif),
        "EXIF and XMP of an editor": saved(exif=exif, xmp=XMP),
        "an implicit label": labelled,
        "a generator's settings in EXIF": saved(exif=made),
    }


def per_second(work: Callable[[str], object], paths: list[str]) -> float:
    """How many files a second of processor time."""
    begun = time.process_time()
    for path in paths:
        work(path)
    return len(paths) / (time.process_time() - begun)


def figures(rates: list[float]) -> str:
    """Median and range."""
    return f"{statistics.median(rates):8.0f} ({min(rates):.0f} to {max(rates):.0f})"


def main() -> None:
    """Prints both tables."""
    checker = Checker.of(policy={})
    with tempfile.TemporaryDirectory() as folder:
        kinds = {}
        for kind, data in pictures().items():
            place = Path(folder) / kind
            place.mkdir()
            kinds[kind] = [str(place / f"{number}.jpg") for number in range(COUNT)]
            for path in kinds[kind]:
                Path(path).write_bytes(data)
        rates: dict[str, list[float]] = {kind: [] for kind in kinds}
        for round_ in range(ROUNDS + 1):
            for kind, paths in kinds.items():
                rate = per_second(checker.check_file, paths)
                if round_:  # the first warms up
                    rates[kind].append(rate)
        print(f"check, JPEGs of 163 kB a second and core ({os.uname().sysname})")
        for kind, found in rates.items():
            print(f"  {kind:32} {figures(found)}")
        with_c2pa(folder)


def with_c2pa(folder: str) -> None:
    """``check`` of signed JPEGs, beside c2pa's own reader on the same files, in turn."""
    import c2pa

    made = signer("benchmark")
    credential = Credential.load(str(made.chain), str(made.key))
    data = sign_bytes(pictures()["EXIF of a camera"], "image/jpeg", credential)
    paths = [os.path.join(folder, f"signed-{number}.jpg") for number in range(SIGNED)]
    for path in paths:
        Path(path).write_bytes(data)
    settings = {"verify": {"remote_manifest_fetch": False, "verify_trust": True}}
    context = c2pa.Context.from_dict(settings)

    def validate(path: str) -> None:
        with open(path, "rb") as file, c2pa.Reader("image/jpeg", file, context=context) as reader:
            assert reader.get_validation_state() == "Valid"

    checker = Checker.of(policy={})
    ours, theirs, ratios = [], [], []
    for round_ in range(ROUNDS + 1):
        one, other = per_second(checker.check_file, paths), per_second(validate, paths)
        if round_:
            ours.append(one)
            theirs.append(other)
            ratios.append(other / one)
    print("signed JPEGs a second and core")
    print(f"  {'hegui check':32} {figures(ours)}")
    print(f"  {'c2pa alone':32} {figures(theirs)}")
    print(
        f"  check takes {statistics.median(ratios):.2f} times as long "
        f"({min(ratios):.2f} to {max(ratios):.2f})"
    )


if __name__ == "__main__":
    main()
