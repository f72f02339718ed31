"""Text that programs read, and what it is: JSON, CSV, a script, subtitles and the like.

A sentence in it is no label beside the content but a fault in it: JSON no longer parses, a table
gains rows, a script loses its first line. The content decides where it can, whatever the file is
called; where it cannot (a style sheet, a table of two columns), the suffix does.
"""

from __future__ import annotations

import csv
import json
import os
import re
from itertools import islice

_HEAD = 64 * 1024
_ROWS = 200

_SCRIPT = "a script"
_SOURCE = "source code"
_SUBTITLES = "a subtitle file"
_SETTINGS = "settings (INI, TOML or the like)"
_MARKUP = "XML"
_MAIL = "a mail"
_DRAWING = "a drawing or model as text"

_SUFFIXES = {
    "JSON": ("json,json5,jsonc,geojson,topojson,webmanifest,har,gltf,avsc,lottie,code-workspace"),
    "JSON Lines": "jsonl,ndjson,jsonlines,jsonseq",
    "a notebook": "ipynb",
    _MARKUP: (
        "xml,xsd,xsl,xslt,rss,atom,rdf,owl,opml,gpx,kml,tei,dtd,wsdl,plist,xaml,resx,"
        "xlf,xliff,tmx,musicxml,dae,x3d,csproj,vcxproj"
    ),
    "CSV": "csv,psv",
    "TSV": "tsv,tab",
    "YAML": "yaml,yml",
    _SETTINGS: (
        "toml,ini,cfg,conf,config,properties,env,editorconfig,desktop,service,reg,lock,inf"
    ),
    _SUBTITLES: "srt,vtt,ass,ssa,sub,sbv,smi,ttml,dfxp,lrc",
    "TeX": "tex,ltx,sty,cls,dtx,bib,bst",
    "SQL": "sql,ddl,dml,psql",
    "a style sheet": "css,scss,sass,less,styl",
    _SCRIPT: ("sh,bash,zsh,fish,ksh,csh,bat,cmd,ps1,psm1,psd1,awk,sed,applescript,vbs,command"),
    _SOURCE: (
        "js,mjs,cjs,jsx,ts,mts,cts,tsx,py,pyw,pyi,pyx,rb,pl,pm,t,php,phtml,lua,r,jl,m,"
        "mm,c,h,cc,cpp,cxx,hpp,hh,hxx,ino,cs,fs,fsx,vb,java,kt,kts,scala,sc,groovy,"
        "gradle,go,rs,swift,dart,zig,nim,d,pas,pp,f,f77,f90,f95,f03,for,cob,cbl,adb,"
        "ads,hs,lhs,ml,mli,elm,erl,hrl,ex,exs,clj,cljs,cljc,edn,lisp,lsp,el,scm,rkt,"
        "vue,svelte,astro,asm,s,v,sv,svh,vhd,vhdl,cu,cuh,glsl,hlsl,vert,frag,comp,wgsl,"
        "metal,sol,move,vy,proto,thrift,graphql,gql,tf,tfvars,hcl,nix,cmake,mk,mak,"
        "dockerfile,bicep,rego,feature,ejs,hbs,mustache,jinja,j2,jinja2,twig,liquid,"
        "pug,haml,erb,jsp,asp,aspx,cshtml,wat,coffee,tcl,vim,qml,sas,do,stata,mod"
    ),
    "a log": "log",
    "a patch": "diff,patch,rej",
    "a calendar or an address book": "ics,ical,ifb,vcf,vcard",
    _MAIL: "eml,mbox,mht,mhtml",
    "RTF": "rtf",
    "a graph as text": "dot,gv,puml,plantuml,mmd,mermaid",
    _DRAWING: ("obj,mtl,stl,ply,off,dxf,gcode,nc,step,stp,igs,iges,eps,ps,ai,xpm,pbm,pgm,ppm,scad"),
    "a play list": "m3u,m3u8,pls,cue",
    "keys or certificates": "pem,crt,cer,key,csr,pub,asc",
    "a score as text": "abc,ly",
    "records as text": "fasta,fa,fastq,fq,vcf4,gff,gtf,bed,pdb,pgn,sgf,ris,enw,nbib,po,pot,ftl",
}
_BY_SUFFIX = {
    f".{suffix}": title for title, suffixes in _SUFFIXES.items() for suffix in suffixes.split(",")
}
_NAMED = {
    _SOURCE: (
        "makefile,gnumakefile,dockerfile,containerfile,jenkinsfile,vagrantfile,rakefile,gemfile,"
        "procfile,cmakelists.txt"
    ),
    _SETTINGS: "requirements.txt,constraints.txt,robots.txt,.gitignore,.env",
}
_BY_NAME = {name: title for title, names in _NAMED.items() for name in names.split(",")}

# What only one kind of file begins with. Where white space may stand before it is said there.
_BEGINNINGS = (
    (_SCRIPT, re.compile(r"#![ \t]*+[/\w]")),
    (_SOURCE, re.compile(r"\s*+<\?(?:php\b|=)", re.IGNORECASE)),
    (_MARKUP, re.compile(r"\s*+<\?xml\s")),
    (_MARKUP, re.compile(r"\s*+<!DOCTYPE\s++(?!html\b)\w", re.IGNORECASE)),
    (_SUBTITLES, re.compile(r"WEBVTT(?:[ \t\r\n]|\Z)")),
    (_SUBTITLES, re.compile(r"\s*+\d++[ \t]*+\r?\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]++-->")),
    (_SUBTITLES, re.compile(r"\s*+\[Script Info\]", re.IGNORECASE)),
    (
        _SUBTITLES,
        re.compile(
            r"\s*+(?>(?:\[(?:ti|ar|al|by|offset):[^\]\n]*+\]\s*+)*)\[\d\d?:\d\d\.\d{1,3}\]",
            re.IGNORECASE,
        ),
    ),
    ("TeX", re.compile(r"\s*+(?>(?:%[^\n]*+\n\s*+)*)\\document(?:class|style)\b")),
    ("TeX", re.compile(r"\s*+@[A-Za-z]++\{[^\s,{}]++,\s")),
    ("RTF", re.compile(r"\{\\rtf\d")),
    ("a calendar or an address book", re.compile(r"\s*+BEGIN:V(?:CALENDAR|CARD)\b")),
    ("keys or certificates", re.compile(r"-----BEGIN [A-Z]")),
    ("a play list", re.compile(r"#EXTM3U\b")),
    (_DRAWING, re.compile(r"%!PS")),
    ("a patch", re.compile(r"diff --git |--- [^\n]++\n\+\+\+ [^\n]++\n@@ ")),
    ("YAML", re.compile(r"%YAML[ \t]")),
)
_JSON = json.JSONDecoder(parse_int=str)  # numbers may be as long as they like
_TAG = re.compile(r"<([A-Za-z_][\w.:-]*+)(?=[\s/>])")
# Pieces of a page, which a sentence before them does not break.
_OF_PAGES = re.compile(
    "html|head|body|div|span|p|a|b|i|u|s|em|strong|small|br|hr|h1|h2|h3|h4|h5|h6|ul|"
    "ol|li|dl|table|pre|code|blockquote|section|article|main|header|footer|nav|aside|"
    "figure|img|font|center|details|summary|template|form|picture|video|audio|iframe",
    re.IGNORECASE,
)
_SQL = re.compile(
    r"\s*+(?>(?:--[^\n]*+\n\s*+|/\*(?>(?:(?!\*/).)*)\*/\s*+)*)"
    r"(?:CREATE\s++(?>(?:OR\s++REPLACE\s++|TEMP(?:ORARY)?\s++|UNIQUE\s++)?)"
    r"(?:TABLE|VIEW|INDEX|DATABASE|SCHEMA|FUNCTION|PROCEDURE|TRIGGER)\b|INSERT\s++INTO\b|"
    r"(?-i:SELECT\b[^;]*?\bFROM\b)|DROP\s++TABLE\b|ALTER\s++TABLE\b|PRAGMA\b|BEGIN\s++TRANSACTION\b|"
    r"(?-i:UPDATE\s++\S++\s++SET\b|DELETE\s++FROM\b))",
    re.IGNORECASE | re.DOTALL,
)
_SECTION = re.compile(r"[ \t]*+\[{1,2}[^\[\]\n]++\]{1,2}[ \t]*+(?:[#;].*+)?")
_PAIR = re.compile(r"[ \t]*+[\w.\"'/ -]++[ \t]*+=.*+")
_CONTINUED = re.compile(r"[ \t]++\S.*+|[ \t]*+[\]}\"'].*+")
_REMARK = re.compile(r"[ \t]*+(?:[#;].*+)?")
_YAML_LINE = re.compile(
    r"[ \t]*+(?:#.*+|-[ \t].*+|-|[\w.\"'/-][\w.\"' /-]*+:(?:[ \t].*+)?|\.\.\.|---)?"
)


def by_name(path: str) -> str | None:
    """What a file is by its suffix (".csv") or its whole name, where programs read it."""
    name = os.path.basename(path).lower()
    return _BY_NAME.get(name) or _BY_SUFFIX.get(os.path.splitext(name)[1])


def by_content(text: str) -> str | None:
    """What a text is by its content alone, where that is certain, and programs read it."""
    text = text.removeprefix("\ufeff")
    for title, pattern in _BEGINNINGS:
        if pattern.match(text, 0, _HEAD):
            return title
    begun = text[:_HEAD].lstrip()[:1]
    if begun in ("{", "["):
        found = _json(text) or (_settings(text) if begun == "[" else None)
        if found:
            return found
    if begun == "<" and _is_xml(text):
        return _MARKUP
    if _SQL.match(text, 0, _HEAD) and text.rstrip().endswith(";"):
        return "SQL"
    if text.startswith("---") and _is_yaml(text):
        return "YAML"
    return _table(text)


def _json(text: str) -> str | None:
    if _is_json(text):
        return "JSON"
    lines = [line for line in islice(text.splitlines(), _ROWS) if line.strip()]
    if len(lines) > 1 and all(line.lstrip()[:1] in ("{", "[") and _is_json(line) for line in lines):
        return "JSON Lines"
    return None


def _is_json(text: str) -> bool:
    """Whether it is an object or an array; a number or a quoted word may be prose as well."""
    try:
        found = _JSON.decode(text)
    except ValueError:
        return False
    except RecursionError:  # nobody writes prose in a thousand brackets
        return True
    # "[1]" or "[AI]" may stand alone in a text; so may nothing at all in brackets.
    return isinstance(found, dict) or (isinstance(found, list) and len(text.strip()) > 4)


def _is_xml(text: str) -> bool:
    """Whether the first element reaches to the end; how it gets there is not followed."""
    body = text.strip()
    root = _TAG.match(body)
    if root is None or _OF_PAGES.fullmatch(root[1]):
        return False
    return body.endswith(f"</{root[1]}>") or (
        body.endswith("/>") and body.find(">") == len(body) - 1
    )


def _lines(text: str) -> list[str]:
    """The first lines, without one that the reach has cut."""
    lines = text[:_HEAD].splitlines()
    return lines[:-1] if len(text) > _HEAD else lines


def _settings(text: str) -> str | None:
    lines = _lines(text)
    pairs = sum(1 for line in lines if _PAIR.fullmatch(line))
    kinds = (_SECTION, _PAIR, _REMARK, _CONTINUED)
    if pairs and all(any(kind.fullmatch(line) for kind in kinds) for line in lines):
        return _SETTINGS
    return None


def _is_yaml(text: str) -> bool:
    """Whether every line behind ``---`` is a key, an item, a remark or more of one of them."""
    lines = _lines(text)
    keyed = sum(1 for line in lines if ":" in line and _YAML_LINE.fullmatch(line))
    return keyed > 0 and all(
        _YAML_LINE.fullmatch(line) or _CONTINUED.fullmatch(line) for line in lines
    )


def _table(text: str) -> str | None:
    """Whether every line has as many fields as the first, and no comma is followed by a space.

    Verses of two halves have a comma in each line too: of commas and semicolons two are asked.
    """
    lines = [line for line in islice(_lines(text), _ROWS) if line.strip()]
    for separator, title, fields, rows in (
        ("\t", "TSV", 2, 2),
        (",", "CSV", 3, 3),
        (";", "CSV", 3, 3),
    ):
        if len(lines) < rows or separator not in lines[0]:
            continue
        if any(line.startswith(separator) for line in lines):  # paragraphs are indented so
            continue
        if separator != "\t" and any(f"{separator} " in line for line in lines):
            continue
        try:
            found = {len(row) for row in csv.reader(lines, delimiter=separator, strict=True)}
        except csv.Error:
            continue
        if len(found) == 1 and min(found) >= fields:
            return title
    return None
