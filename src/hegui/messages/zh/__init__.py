"""The Chinese sentences, by their English templates: one file an area, merged here.

Imported only when Chinese is asked for (see ``hegui.messages``).
"""

from __future__ import annotations

from hegui.messages.zh import (
    codes,
    commands,
    conformance,
    documents,
    evidence,
    explicit_pictures,
    explicit_sound,
    explicit_text,
    explicit_video,
    files,
    label,
    labelling,
    media,
    pictures,
    reports,
    seal_keys,
    seal_labels,
    seals,
    system_words,
)

SENTENCES: dict[str, str] = {
    **label.SENTENCES,
    **labelling.SENTENCES,
    **codes.SENTENCES,
    **files.SENTENCES,
    **pictures.SENTENCES,
    **media.SENTENCES,
    **documents.SENTENCES,
    **commands.SENTENCES,
    **conformance.SENTENCES,
    **reports.SENTENCES,
    **seals.SENTENCES,
    **seal_labels.SENTENCES,
    **seal_keys.SENTENCES,
    **explicit_text.SENTENCES,
    **explicit_pictures.SENTENCES,
    **explicit_sound.SENTENCES,
    **explicit_video.SENTENCES,
    **evidence.SENTENCES,
    **system_words.WORDS,
}
