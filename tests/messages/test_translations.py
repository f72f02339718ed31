"""Every user-facing sentence exists in both languages, with the same places to fill.

What is said is read from the source: every string of two words or more, and single words where
a sentence or a noun of one is expected (a parameter called ``template`` or ``what``). So a
sentence that nobody translated fails here, wherever it is said.
"""

from __future__ import annotations

import ast
import builtins
import errno
import importlib
import os
import pkgutil
import platform
import re
import socket
import sqlite3
import string
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from xml.parsers.expat import errors

import pytest

import hegui
from hegui.aigc import Unreadable
from hegui.errors import BrokenFile
from hegui.files.source import Source
from hegui.messages import Notice, explain, say, zh
from hegui.messages.zh import SENTENCES
from hegui.messages.zh.system_words import WORDS as SYSTEM
from hegui.rules import codes as rule

SOURCE = Path(hegui.__file__).parent
# Data with both languages side by side, and the Chinese sentences themselves.
APART = ("rules", "messages")
APART_FILES = frozenset(
    {
        "explicit/stock_wording.py",
        "evidence/trace_table.py",
        "verdict/table.py",
        "catalog/answers.py",  # commands, the same in both languages
        "catalog/vocabulary.py",
        "assess/report/annexes.py",
        "grade/rules/agents.py",
        "grade/rules/editions.py",
        "grade/rules/levels.py",
        "grade/rules/maturity.py",
        "grade/rules/measures.py",
        "web/operation/metrics.py",
        "assess/banks/open_sets.py",
        "assess/banks/sample.py",
        "assess/judgements/judge_prompt.py",
        "assess/requirements/assessment_figures.py",
        "assess/requirements/aspects.py",
        "assess/requirements/bank_figures.py",
        "assess/requirements/clauses.py",
        "assess/requirements/edition_table.py",
        "assess/requirements/risks.py",
        "assess/review/statements.py",
        "assess/scoring/signature_lines.py",
    }
)
# Parameters, fields and variables whose value is a sentence, or a noun or clause within one.
SPOKEN = frozenset({"template", "what", "question", "sentence", "meaning"})
# Two words with a blank between them, in any string.
WORDS = re.compile(r"\S*[A-Za-z]\S*\s+\S|\S\s+\S*[A-Za-z]")
# One English word; names such as SimpleTag, IFD0 or iTXt are none.
WORD = re.compile(r"\b[A-Za-z]?[a-z]{2,}\b")
PLACE = re.compile(r"\{[^{}]*\}")
# What the templates of pages say.
TEMPLATED = re.compile(r"""\bt\(\s*(?P<quote>["'])(?P<text>.*?)(?P=quote)""")
# Python's own: what they say is for programmers.
EXCEPTIONS = frozenset(
    name
    for name, one in vars(builtins).items()
    if isinstance(one, type) and issubclass(one, BaseException)
)

# Strings of several words that no user reads as a sentence.
TECHNICAL = frozenset(
    {
        # Names of formats, guides and clauses, the same in both languages.
        "AAC (ADTS)",
        "JPEG 2000",
        "JPEG XL",
        "JSON Lines",
        "Photoshop PSD",
        # Names of typefaces.
        "List Bullet",  # a style of Word's
        "Microsoft YaHei",
        "Noto Sans CJK SC",
        "hegui Label Sans",
        'font-feature-settings: "pwid"',
        "TC260-PG-20258A 6.5",
        # Names of PEM blocks.
        "PUBLIC KEY",
        "PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        # Names of XML elements, as the parser joins them.
        "http://www.w3.org/1999/02/22-rdf-syntax-ns# RDF",
        "adobe:ns:meta/ xapmeta",
        "adobe:ns:meta/ xmpmeta",
        "http://www.w3.org/2000/svg metadata",
        "Raw profile",
        # What evidence rests on: the names of standards, as they are cited everywhere.
        "GB 45438-2025 5.1",
        "GB 45438-2025 6.1 c)",
        "GB 45438-2025 Annex E",
        "C2PA Specification 2.2, 15",
        "IFD0, tag 52545",
        "-----BEGIN CERTIFICATE-----",
        "IPTC Photo Metadata Standard, Digital Source Type",
        "Labelling Measures art. 6 (2), art. 10",
        # Names of commands, and a header's value.
        "hegui serve",
        "hegui serve key",
        'Bearer realm="hegui"',
    }
)
# The same by their form.
TECHNICAL_FORMS = re.compile(
    r"""
    <\?xml\ .*                                # the template of an OpenDocument meta.xml
    | <\?xpacket\ .* | ">\n.*                   # the templates of an XMP packet
    | \s*(?:CREATE|INSERT|UPDATE|SELECT|PRAGMA)\ .*  # SQL
    | <[\w:]+\ .*                               # elements of HTML and XML
    | \{".*                                     # JSON
    | \(\?[:>] .* | \[\|>\]\(\?: .*                # parts of patterns kept under a name
    | \w+/[\w.+-]+;\ (?:codecs|charset|version)=[\w.;=\ -]+                 # media types
    | (?:[\w\[\], ]+\ \|\ )+\w+                         # type annotations in quotes
    | public,\ max-age=.*                        # how long a file may be kept
    | (?:default|style)-src\ .*                           # the security policy of a page
    | [a-z-]+="[\w\ ]+"                        # attributes of XML
    | (?:\#\ )?(?:\w+\ =\ .*|\[\[\w+\]\])    # lines of TOML
    | \#\ (?:\w+,\ )+\w+                      # the words that a line of TOML may have
    | system-ui,\ .*                          # typefaces in the order in which they are tried
    | byte\ \d+                                # places
    | (?:GET|POST|PUT|DELETE)\ /[\w/{}]*          # a method and an address
    | (?:BEGIN|LOCK|PRAGMA|REPEATABLE|SELECT|SET|VACUUM)\ [A-Z0-9lpw].*  # SQL
    | \w+\ =\ [-\w]+                           # settings of SQLite
    | %Y-%m-%d\ %H:%M:%SZ                       # a form of times
    | \s*(?:\w+>\w+\s*)+                        # a table of names old and new
    """,
    re.VERBOSE | re.DOTALL,
)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """(path below src/hegui, syntax tree) of every module that may say something."""
    for path in sorted(SOURCE.rglob("*.py")):
        relative = path.relative_to(SOURCE)
        if relative.parts[0] not in APART and relative.as_posix() not in APART_FILES:
            yield relative.as_posix(), ast.parse(path.read_text("utf-8"))


@cache
def spoken_parameters() -> dict[str, set[tuple[int | None, str]]]:
    """Callable name → (position, name) of its parameters whose arguments are said to users."""
    found: dict[str, set[tuple[int | None, str]]] = {}
    bases: dict[str, list[str]] = {}
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                named = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
                positions = named[1:] if named[:1] in (["self"], ["cls"]) else named
                note(found, node.name, positions, [one.arg for one in node.args.kwonlyargs])
            elif isinstance(node, ast.ClassDef):
                bases[node.name] = [base.id for base in node.bases if isinstance(base, ast.Name)]
                note(found, node.name, constructor(node), [])
    for name in ("Notice",):  # hegui.messages itself is not among the modules
        note(found, name, ["template", "facts"], [])
    note(found, "say", ["template"], [])
    changed = True
    while changed:  # an error's subclasses are called as it is
        changed = False
        for name, above in bases.items():
            inherited = set().union(*(found.get(base, set()) for base in above))
            if inherited and name not in found:
                found[name], changed = inherited, True
    return found


def note(
    found: dict[str, set[tuple[int | None, str]]],
    name: str,
    positions: list[str],
    others: list[str],
) -> None:
    for at, parameter in enumerate(positions):
        if parameter in SPOKEN:
            found.setdefault(name, set()).add((at, parameter))
    for parameter in others:
        if parameter in SPOKEN:
            found.setdefault(name, set()).add((None, parameter))


def constructor(node: ast.ClassDef) -> list[str]:
    """The parameters of a class's own ``__init__``, else its annotated fields (a dataclass)."""
    for item in node.body:
        if isinstance(item, ast.FunctionDef) and item.name == "__init__":
            return [one.arg for one in (*item.args.posonlyargs, *item.args.args)][1:]
    return [
        item.target.id
        for item in node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
    ]


def spoken_nodes(tree: ast.Module) -> Iterator[ast.expr]:
    """The expressions whose value is said: arguments, defaults and variables named in SPOKEN."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            for at, _ in spoken_parameters().get(name, ()):
                if at is not None and at < len(node.args):
                    yield node.args[at]
            yield from (one.value for one in node.keywords if one.arg in SPOKEN)
        elif isinstance(node, ast.FunctionDef):
            positional = [*node.args.posonlyargs, *node.args.args]
            for one, default in zip(positional[::-1], node.args.defaults[::-1], strict=False):
                if one.arg in SPOKEN:
                    yield default
        elif isinstance(node, ast.Assign) and any(
            isinstance(one, ast.Name) and one.id in SPOKEN for one in node.targets
        ):
            yield node.value


def texts(node: ast.expr) -> Iterator[str]:
    """The strings an expression may be: a constant, or each branch of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)


def unsaid(tree: ast.Module) -> set[int]:
    """The ids of strings nobody reads: docstrings, places (f-strings), patterns, word lists,
    and what Python's own exceptions say."""
    found: set[int] = set()
    for node in ast.walk(tree):
        inner: Iterator[ast.AST] = iter(())
        if isinstance(node, ast.Expr):
            found.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            inner = iter(node.values)
        elif isinstance(node, ast.Assert) and node.msg is not None:
            inner = ast.walk(node.msg)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = node.func
            if isinstance(called.value, ast.Name) and called.value.id == "re":
                inner = (part for one in node.args for part in ast.walk(one))
            elif isinstance(called.value, ast.Constant) and called.attr == "split":
                inner = iter((called.value,))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in EXCEPTIONS:
            inner = iter(node.args)
        found.update(id(one) for one in inner)
    return found


@cache
def said() -> dict[str, str]:
    """Everything that may be said to a user → where it first stands."""
    found: dict[str, str] = {}
    for path, tree in modules():
        skipped = unsaid(tree)
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and id(node) not in skipped
                and WORDS.search(node.value)
            ):
                found.setdefault(node.value, f"{path}:{node.lineno}")
        for node in spoken_nodes(tree):
            for text in texts(node):
                if WORD.search(PLACE.sub("", text)):
                    found.setdefault(text, f"{path}:{node.lineno}")
    for page in SOURCE.rglob("*.html"):
        for quote in TEMPLATED.finditer(page.read_text("utf-8")):
            found.setdefault(quote["text"], page.relative_to(SOURCE).as_posix())
    digits = (*rule.SUBJECT_TYPES, *rule.SERVICES, *rule.DEPARTMENTS, *rule.CATEGORIES)
    for meaning in [one.meaning for one in digits] + [one.meaning for one in rule.BINDINGS]:
        found.setdefault(meaning, "rules/codes.py")
    return {
        text: place
        for text, place in found.items()
        if text not in TECHNICAL and not TECHNICAL_FORMS.fullmatch(text)
    }


def places(template: str) -> set[tuple[str, str | None, str | None]]:
    """The places of a template, each with how its fact is shown."""
    parts = string.Formatter().parse(template)
    return {(name, spec, conversion) for _, name, spec, conversion in parts if name is not None}


def test_every_sentence_is_translated() -> None:
    missing = [f"{place}: {text!r}" for text, place in said().items() if text not in SENTENCES]

    assert not missing, "\n" + "\n".join(missing)


def test_every_translation_is_of_something_said() -> None:
    unused = [text for text in SENTENCES if text not in said() and text not in SYSTEM]

    assert not unused, "\n" + "\n".join(unused)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other systems say other words")
def test_every_word_of_the_system_is_said_by_it(tmp_path: Path) -> None:
    known = {os.strerror(number) for number in errno.errorcode} | set(errors.messages.values())
    with pytest.raises(socket.gaierror) as unknown:
        socket.getaddrinfo("no.address", None, flags=socket.AI_NUMERICHOST)
    known |= {str(unknown.value.strerror), *_words_of_sqlite(tmp_path / "file")}

    assert set(SYSTEM) - known == set()


def _words_of_sqlite(path: Path) -> Iterator[str]:
    """What it says of a file that is none of its own, and of one that was damaged."""
    with closing(sqlite3.connect(path)) as made, made:
        made.execute("CREATE TABLE one (two)")
    whole = path.read_bytes()
    for broken in (b"no database of any kind", whole[:4096] + bytes(len(whole) - 4096)):
        path.write_bytes(broken)
        with closing(sqlite3.connect(path)) as opened:
            try:
                opened.execute("SELECT * FROM one")
            except sqlite3.DatabaseError as error:
                yield str(error)


def test_a_translation_has_the_places_of_its_template() -> None:
    wrong = [key for key, chinese in SENTENCES.items() if places(chinese) != places(key)]

    assert not wrong, "\n" + "\n".join(wrong)


def test_chinese_has_chinese_punctuation() -> None:
    half = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?(][\u4e00-\u9fff]|\.$")
    blank = re.compile(r"[，。；：、！？）] | [，。；：、！？（）]")
    wrong = [one for one in SENTENCES.values() if half.search(one) or blank.search(one)]

    assert not wrong, "\n" + "\n".join(wrong)


def test_no_template_is_an_f_string() -> None:
    """Its facts would be baked into the key, and no translation would ever be found."""
    templates = {
        name: {at for at, parameter in found if parameter == "template" and at is not None}
        for name, found in spoken_parameters().items()
    }
    for path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func
                name = (
                    called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                )
                for at in templates.get(name, ()):
                    if at < len(node.args):
                        where = f"{path}:{node.lineno}"
                        assert not isinstance(node.args[at], ast.JoinedStr), where


def test_no_sentence_is_translated_in_two_files() -> None:
    tables = [SYSTEM]
    for module in pkgutil.iter_modules(zh.__path__):
        area = importlib.import_module(f"hegui.messages.zh.{module.name}")
        tables.append(getattr(area, "SENTENCES", {}))
    times = Counter(key for table in tables for key in table)

    assert set(times) == set(SENTENCES), "a file of zh is not merged"
    assert [key for key, number in times.items() if number > 1] == []


def test_the_search_sees_what_it_must() -> None:
    """Guards the reading of the source: each way in which something is said."""
    assert "{what} needs {length} bytes, but the file ends at byte {size}" in said()
    assert "a chunk's head" in said()  # Source.read(offset, length, what)
    assert "chunks" in said()  # Source.count(what)
    assert "data" in said()  # a default
    assert "Role" in said()  # a question
    assert "unused" in said()  # a branch of a variable called template
    assert "enterprise" in said()  # rules.codes


def test_chinese_is_loaded_only_when_it_is_asked_for() -> None:
    code = (
        "import sys, hegui.messages as m\n"
        "m.say('the file is empty')\n"
        "assert 'hegui.messages.zh' not in sys.modules\n"
        "assert m.say('the file is empty', 'zh') == '文件为空'\n"
        "assert 'hegui.messages.zh' in sys.modules\n"
    )

    subprocess.run([sys.executable, "-c", code], check=True)


def test_explain_says_file_place_and_reason_in_both_languages() -> None:
    with pytest.raises(BrokenFile) as caught:
        Source.of_bytes(b"1234", "a.png").read(2, 8, "a chunk's head")

    assert explain(caught.value) == str(caught.value)
    assert explain(caught.value) == (
        "a.png: byte 2: a chunk's head needs 8 bytes, but the file ends at byte 4"
    )
    assert explain(caught.value, "zh") == (
        "a.png：第 2 字节：数据块头部需要 8 字节，而文件在第 4 字节处结束"
    )


def test_a_fact_that_is_a_known_word_is_translated() -> None:
    template = "is {what}, not a regular file"

    assert say(template, "zh", what="a directory") == "是目录，不是普通文件"
    assert say(template, "zh", what="tag 700") == "是tag 700，不是普通文件"
    assert say(template, what="a directory") == "is a directory, not a regular file"


def test_the_system_s_own_words_are_translated() -> None:
    cause = os.strerror(errno.ENOENT)

    assert say("cannot be opened: {cause}", "zh", cause=cause) == "无法打开：没有那个文件或目录"


def test_facts_that_are_no_text_are_shown_as_they_are() -> None:
    template = "{done} files, {rate:.0f} a second"

    assert say(template, "zh", done=3, rate=2.4) == "3 个文件，每秒 2 个"


def test_an_unknown_language_or_sentence_stays_english() -> None:
    assert say("the file is empty", "fr") == "the file is empty"
    assert say("no such sentence of {hegui}", "zh", hegui="hegui") == "no such sentence of hegui"
    assert explain(BrokenFile("the file is empty", path="a.png"), "fr") == (
        "a.png: the file is empty"
    )


def test_a_notice_speaks_both_languages() -> None:
    reason = Unreadable("is empty")
    notice = Notice("{key} {value}: {reason}", {"key": "k", "value": "v", "reason": reason})

    assert notice.say() == "k v: is empty"
    assert notice.say("zh") == "k 的值 v：内容为空"


def test_what_a_file_says_is_never_translated() -> None:
    said = say("the member {detail} is not one of the seven", "zh", detail="is empty")

    assert "is empty" in said
