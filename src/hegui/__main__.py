"""``python -m hegui`` is the ``hegui`` command."""

from hegui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
