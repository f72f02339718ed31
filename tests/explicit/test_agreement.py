"""The user agreement's part on labels (Measures art. 8), in both languages, from the settings."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hegui.cli import main
from hegui.config import Config
from hegui.errors import ConfigError
from hegui.explicit.agreement import agreement
from hegui.rules import NUMBERS, SERVICE_CLASSES, service_class

CODE = "001191110102MAD55U9H0F10002"


@pytest.mark.parametrize("key", [one.key for one in SERVICE_CLASSES])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_text_says_what_the_settings_say(lang: str, key: str) -> None:
    text = agreement(Config(producer=CODE, service_class=key), lang)
    chosen = service_class(key)

    assert CODE in text
    assert (chosen.zh.rstrip("。") if lang == "zh" else chosen.en) in text
    assert (chosen.place_zh if lang == "zh" else chosen.place) in text
    assert not re.search(r"[{}]|None", text)
    offered = {"zh": "您可以进行显式标识", "en": "you may add explicit labels"}[lang]
    assert (offered in text) is not chosen.explicit


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_figure_of_clause_5_and_the_log_is_in_it(lang: str) -> None:
    text = agreement(Config(producer=CODE, service_class="text"), lang)
    figures = [one for one in NUMBERS if "/6.1" not in one.id]

    for number in figures:
        for value in (number.least, number.most):
            assert value is None or re.search(rf"(?<!\d){value}(?!\d)", text), number.id
    for words in ("人工智能", "AI", "生成", "合成", "AIGC"):
        assert words in text


def test_both_languages_have_the_same_articles() -> None:
    texts = [agreement(Config(producer=CODE, service_class="text"), one) for one in ("en", "zh")]
    english = re.findall(r"^(?:\d\. |\(\d\) )", texts[0], flags=re.MULTILINE)
    chinese = re.findall(r"^(?:[一二三四五六]、|\d\. )", texts[1], flags=re.MULTILINE)

    assert len(english) == len(chinese) == 17


@pytest.mark.parametrize("config", [Config(), Config(producer=CODE), Config(service_class="text")])
def test_settings_that_are_missing_are_asked_for(config: Config) -> None:
    with pytest.raises(ConfigError, match="hegui init"):
        agreement(config, "zh")
    with pytest.raises(ConfigError, match="'fr'"):
        agreement(config, "fr")


def test_the_command_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--agreement"]) == 2
    assert "hegui init" in capsys.readouterr().err
    code = ["--role", "provider", "--producer", CODE, "--service-class", "voice"]
    assert main(["init", *code]) == 0
    capsys.readouterr()
    before = (tmp_path / "hegui.toml").read_bytes()

    assert main(["init", "--agreement", "--lang", "zh"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("人工智能生成合成内容标识条款\n")
    assert "草稿" in shown.err
    assert main(["init", "--agreement", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record["zh"].strip() == shown.out.strip()
    assert record["en"].startswith("Labelling")
    assert (tmp_path / "hegui.toml").read_bytes() == before
