"""Object storage: batches from and to a running server that speaks S3, behind a proxy."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import s3fs

import hegui
from tests.batch.storage import SERVER, Proxy, moto, proxied
from tests.batch.trees import PRODUCER, numbered
from tests.builders import jpeg, mp4, png
from tests.builders.labels import BARE

pytestmark = [
    pytest.mark.skipif(not SERVER.exists(), reason="no .venv-storage: scripts/setup makes it"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # s3fs leaves its sessions open
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with moto() as number:
        yield number


@pytest.fixture
def proxy(port: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Proxy]:
    for name, value in (
        ("AWS_ACCESS_KEY_ID", "x"),
        ("AWS_SECRET_ACCESS_KEY", "x"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_MAX_ATTEMPTS", "1"),  # what is tried again is tried again by us
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("AWS_PROFILE", raising=False)
    monkeypatch.chdir(tmp_path)
    with proxied(port) as seen:
        monkeypatch.setenv("AWS_ENDPOINT_URL", seen.address)
        yield seen


@pytest.fixture
def bucket(port: int, proxy: Proxy, request: pytest.FixtureRequest) -> str:
    """A bucket of the test's own."""
    name = f"b{abs(hash(request.node.name)) % 10**10}"
    storage(port).mkdir(name)
    return name


def storage(port: int) -> s3fs.S3FileSystem:
    """The server itself, past the proxy."""
    return s3fs.S3FileSystem(
        endpoint_url=f"http://127.0.0.1:{port}", key="x", secret="x", skip_instance_cache=True
    )


def batch(*words: str, status: int = 0) -> dict[str, object]:
    """What ``hegui batch … --json`` says, run as people run it."""
    command = [sys.executable, "-m", "hegui", "batch", *words, "--json", "--processes", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == status, done.stderr + done.stdout
    said = json.loads(done.stdout)
    assert isinstance(said, dict)
    return said


def label(source: str, target: str, *words: str, status: int = 0) -> dict[str, object]:
    return batch(
        "label", source, target, "--implicit-only", "--producer", PRODUCER, *words, status=status
    )


def fill(port: int, bucket: str, count: int = 12) -> s3fs.S3FileSystem:
    """So many pictures in folders of five."""
    there = storage(port)
    for number in range(count):
        there.pipe_file(f"{bucket}/in/{number // 5}/{number:03}.png", numbered(number * 2))
    return there


def test_from_storage_to_storage_and_again(port: int, proxy: Proxy, bucket: str) -> None:
    there = fill(port, bucket)
    source, target = f"s3://{bucket}/in", f"s3://{bucket}/out"

    first = label(source, target)
    second = label(source, target)
    there.pipe_file(f"{bucket}/in/0/000.png", numbered(500))
    there.rm_file(f"{bucket}/out/0/001.png")
    there.invalidate_cache()
    third = label(source, target)

    assert (first["written"], first["kept"], first["errors"]) == (12, 0, 0)
    assert (second["written"], second["kept"]) == (0, 12)
    assert (third["written"], third["kept"]) == (2, 10)
    there.invalidate_cache()
    for number in range(12):
        data = there.cat_file(f"{bucket}/out/{number // 5}/{number:03}.png")
        parsed = hegui.read(data).sites[0].parsed
        assert parsed is not None
        assert parsed.label.content_producer == PRODUCER
    copies = there.ls(f"{bucket}/out/.hegui-batch", detail=False)
    assert {path.rpartition("/")[2] for path in copies} == {"manifest.jsonl", "report.html"}


def test_rows_tell_the_states_that_storage_knows(port: int, proxy: Proxy, bucket: str) -> None:
    there = fill(port, bucket, 2)
    label(f"s3://{bucket}/in", f"s3://{bucket}/out", "--manifest", "m.jsonl")

    rows = [json.loads(line) for line in Path("m.jsonl").read_text("utf-8").splitlines()]

    row = next(row for row in rows if row.get("name") == "0/001.png")
    assert row["source"] == "etag:" + there.info(f"{bucket}/in/0/001.png")["ETag"].strip('"')
    assert row["result"] == "etag:" + there.info(f"{bucket}/out/0/001.png")["ETag"].strip('"')


def test_a_foreign_object_is_not_replaced(port: int, proxy: Proxy, bucket: str) -> None:
    there = fill(port, bucket, 3)
    there.pipe_file(f"{bucket}/out/0/001.png", b"somebody's")

    for _ in range(2):
        said = label(f"s3://{bucket}/in", f"s3://{bucket}/out", status=3)

        assert said["errors"] == 1
        there.invalidate_cache()
        assert there.cat_file(f"{bucket}/out/0/001.png") == b"somebody's"
    assert label(f"s3://{bucket}/in", f"s3://{bucket}/out", "--overwrite")["errors"] == 0


def test_storage_that_errs_now_and_then_loses_nothing(port: int, proxy: Proxy, bucket: str) -> None:
    """Every seventh request fails: server errors, refusals to go so fast, cut connections."""
    fill(port, bucket)
    faults = (500, 503, 0)
    proxy.errs = lambda number, method, path: (
        faults[number // 7 % 3] if number % 7 == 3 and "list-type" not in path else None
    )
    proxy.delay = 0.01

    said = label(f"s3://{bucket}/in", f"s3://{bucket}/out", "--tries", "6")

    assert (said["written"], said["errors"]) == (12, 0)


def test_storage_that_errs_for_good_costs_its_files(port: int, proxy: Proxy, bucket: str) -> None:
    fill(port, bucket)
    proxy.errs = lambda number, method, path: 500 if "003.png" in path else None

    said = label(f"s3://{bucket}/in", f"s3://{bucket}/out", "--tries", "2", status=3)
    assert (said["written"], said["errors"]) == (12, 1)

    proxy.errs = lambda number, method, path: None
    said = label(f"s3://{bucket}/in", f"s3://{bucket}/out")
    assert (said["written"], said["kept"]) == (1, 11)


def test_a_listing_that_breaks_off_is_no_whole_one(port: int, proxy: Proxy, bucket: str) -> None:
    fill(port, bucket)
    proxy.errs = lambda number, method, path: 500 if "list-type" in path else None

    command = [sys.executable, "-m", "hegui", "batch", "check", f"s3://{bucket}/in", "out"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def large() -> dict[str, bytes]:
    """Files of over 10 MB in formats whose metadata stand at the beginning, the end, or between."""
    noise = os.urandom(12_000_000)
    picture = jpeg.jpeg(jpeg.comment(b"x"))
    scan = b"".join(bytes((b,)) for b in noise[:100_000]).replace(b"\xff", b"\xfe")
    box = struct.pack(">I4s", len(noise) + 8, b"mdat") + noise
    film = next(iter(mp4.SAMPLES.values()))()
    idat = b"".join(
        png.chunk(b"IDAT", noise[at : at + 65536]) for at in range(0, len(noise), 65536)
    )
    whole = png.png(png.text(b"AIGC", BARE.encode()))
    end = whole.index(b"IDAT") - 4
    sound = (
        b"RIFF"
        + struct.pack("<I", len(noise) + 36)
        + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 2, 44100, 176400, 4, 16)
        + b"data"
        + struct.pack("<I", len(noise))
        + noise
    )
    return {
        "film.mp4": film + box,
        "picture.jpg": picture[:-2] + scan * 120 + b"\xff\xd9",
        "picture.png": whole[:end] + idat + png.chunk(b"IEND", b""),
        "sound.wav": sound,
    }


def test_a_check_moves_under_a_twentieth_of_large_files(
    port: int, proxy: Proxy, bucket: str
) -> None:
    there = storage(port)
    files = large()
    for name, data in files.items():
        assert len(data) > 10_000_000
        there.pipe_file(f"{bucket}/in/{name}", data)
    proxy.reset()

    said = batch("check", f"s3://{bucket}/in", "out")

    assert (said["written"], said["errors"]) == (len(files), 0)
    for name, data in files.items():
        moved = proxy.sent_of[f"/{bucket}/in/{name}"]
        assert 0 < moved < len(data) * 0.05, name
    assert sum(proxy.sent_of.values()) < sum(map(len, files.values())) * 0.05


def test_large_outputs_go_in_parts(port: int, proxy: Proxy, bucket: str) -> None:
    there = storage(port)
    data = png.png(png.text(b"Comment", b"x"))
    end = data.index(b"IDAT") - 4
    noise = os.urandom(1024 * 1024)
    big = data[:end] + png.chunk(b"IDAT", noise) * 60 + png.chunk(b"IEND", b"")
    there.pipe_file(f"{bucket}/in/big.png", big)
    proxy.reset()

    said = label(f"s3://{bucket}/in", f"s3://{bucket}/out")

    assert said["errors"] == 0
    assert sum("uploadId" in path for method, path in proxy.requests if method == "PUT") > 1
    there.invalidate_cache()
    assert hegui.read(there.cat_file(f"{bucket}/out/big.png")).sites


def test_a_sidecar_in_storage_speaks_for_its_file(port: int, proxy: Proxy, bucket: str) -> None:
    from hegui.implicit import xmp

    there = storage(port)
    there.pipe_file(f"{bucket}/in/a.png", png.plain())
    there.pipe_file(f"{bucket}/in/b.png", png.plain())
    there.pipe_file(f"{bucket}/in/a.png.xmp", xmp.new_packet(BARE))

    batch("check", f"s3://{bucket}/in", "out", status=0)

    rows = [json.loads(line) for line in Path("out/manifest.jsonl").read_text().splitlines()[1:]]
    verdicts = {row["name"]: row["verdict"] for row in rows}
    assert verdicts["b.png"] == "none"
    assert verdicts["a.png"] != "none"
    assert set(verdicts) == {"a.png", "b.png"}


def test_between_storage_and_this_machine(port: int, proxy: Proxy, bucket: str) -> None:
    there = fill(port, bucket, 4)
    label(f"s3://{bucket}/in", "here")
    said = label("here", f"s3://{bucket}/back")

    assert (said["written"], said["errors"]) == (4, 0)
    assert len(there.find(f"{bucket}/back")) == 6


def test_from_a_zip_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import zipfile

    monkeypatch.chdir(tmp_path)
    with zipfile.ZipFile("in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"{number % 2}/{number}.png", numbered(number * 2))

    address = f"zip://::{tmp_path}/in.zip"
    said = label(address, "out")
    again = label(address, "out")
    checked = batch("check", address, "checked")

    assert (said["written"], said["errors"]) == (6, 0)
    assert again["kept"] == 6
    assert checked["written"] == 6
    assert hegui.read("out/1/3.png").sites


def test_from_a_web_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import functools
    import threading
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    (tmp_path / "in/sub").mkdir(parents=True)
    for number in range(4):
        path = tmp_path / "in" / ("sub" if number % 2 else "") / f"{number}.png"
        path.write_bytes(numbered(number * 2))
    monkeypatch.chdir(tmp_path)
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "in"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        said = label(address, "out")
        checked = batch("check", address, "checked")
        server.shutdown()

    assert (said["written"], said["errors"]) == (4, 0)
    assert (checked["written"], checked["errors"]) == (4, 0)
    assert hegui.read("out/sub/3.png").sites
