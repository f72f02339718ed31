"""schemathesis against the OpenAPI document: what it describes is what the service does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.web.server import serving

# scripts/service_faults asks for more.
EXAMPLES = os.environ.get("HEGUI_SCHEMA_EXAMPLES", "3")
PHASES = os.environ.get("HEGUI_SCHEMA_PHASES", "examples,fuzzing")


def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    """All its checks but one: whether a file is taken no schema can say, only the file."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "hegui.toml").write_text(
        '[identity]\nproducer = "001191350100M000100Y4300000"\n'
        'propagator = "001191350100M000100Y4300000"\n'
    )
    with serving(data) as server:
        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("schemathesis")),
                "run",
                f"{server.address}/api/v1/openapi.json",
                f"--max-examples={EXAMPLES}",
                f"--phases={PHASES}",
                "--exclude-checks=positive_data_acceptance",
                "--seed=1",
                "--no-color",
                "--request-timeout=60",  # the first to ask for explicit labels waits for a model
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert "mistake" not in server.log.read_text()
    assert done.returncode == 0, done.stdout[-6000:]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_document_speaks_both_languages(client: httpx.Client, lang: str) -> None:
    document = client.get("/api/v1/openapi.json", headers={"Accept-Language": lang}).json()

    said = document["paths"]["/api/v1/check"]["post"]["summary"]
    assert (
        said
        == {
            "en": "The platform's verdict on an upload",
            "zh": "传播平台对上传内容的判定",
        }[lang]
    )


def test_every_operation_is_described(client: httpx.Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (path, method)
            for one in operation.get("parameters", []):
                assert one.get("description"), (path, one["name"])
