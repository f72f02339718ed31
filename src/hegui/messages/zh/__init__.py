"""The Chinese sentences, by their English templates: one file an area, merged here.

Imported only when Chinese is asked for (see ``hegui.messages``).
"""

from __future__ import annotations

from hegui.messages.zh import (
    codes,
    commands,
    documents,
    files,
    label,
    media,
    pictures,
    system_words,
)

SENTENCES: dict[str, str] = {
    **label.SENTENCES,
    **codes.SENTENCES,
    **files.SENTENCES,
    **pictures.SENTENCES,
    **media.SENTENCES,
    **documents.SENTENCES,
    **commands.SENTENCES,
    **system_words.WORDS,
}
