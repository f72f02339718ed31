"""``hegui serve``: what it says before it serves."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from hegui.cli import main


@pytest.mark.parametrize(
    ("lang", "said", "cause"),
    [
        ("en", "cannot be listened at", "Address already in use"),
        ("zh", "监听", "地址已被占用"),
    ],
)
def test_a_port_in_use_is_no_service(
    lang: str,
    said: str,
    cause: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])

        status = main(("serve", "--port", port, "--data", str(tmp_path), "--lang", lang))

    out, err = capfd.readouterr()
    assert status == 2
    assert said in err
    assert cause in err
    assert "http://" not in out + err
