"""Optional dependencies: the one place that turns a missing one into a sentence.

A module that needs an extra imports it at its top, like any other module; whoever loads that
module does so within :func:`needed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hegui.errors import MissingExtra

# Of each extra of pyproject.toml, the packages as they are imported.
_PACKAGES = {
    "image": ("PIL", "fontTools", "jpeglib", "numpy"),
    "heif": ("pillow_heif",),
    "video": ("av", "PIL", "fontTools", "numpy"),
    "ocr": ("rapidocr", "onnxruntime", "cv2"),
    "c2pa": ("c2pa",),
    "pkcs11": ("pkcs11",),
    "ledger": ("sqlalchemy", "alembic"),
    "postgres": ("psycopg",),
    "serve": (
        "fastapi",
        "starlette",
        "uvicorn",
        "multipart",
        "python_multipart",
        "jinja2",
        "prometheus_client",
        "pydantic",
        "sqlalchemy",
        "alembic",
    ),
    "batch": ("fsspec",),
    "parquet": ("pyarrow",),
    "dask": ("dask", "distributed"),
    "s3": ("s3fs",),
    "report": ("jinja2", "weasyprint", "docx", "PIL", "fontTools"),
    "assess": (
        "inspect_ai",
        "httpx",
        "numpy",
        "fsspec",
        "ahocorasick",
        "opencc",
        "rapidfuzz",
        "yaml",
    ),
}


@contextmanager
def needed(extra: str) -> Iterator[None]:
    """Raises MissingExtra where an import within fails for want of a package of ``extra``.

    An import that fails for any other reason is a mistake, and stays an ImportError.
    """
    try:
        yield
    except ImportError as error:
        package = (error.name or "").split(".")[0]
        if package not in _PACKAGES[extra]:
            raise
        raise MissingExtra(
            "needs {package}, which is not installed: pip install 'hegui[{extra}]'",
            package=package,
            extra=extra,
        ) from error
