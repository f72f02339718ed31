"""The explicit list of codecs whose frames can be joined with new ones."""

from __future__ import annotations

from hegui.explicit.video_h264 import H264
from hegui.explicit.video_plan import Family
from hegui.explicit.video_samples import Samples, Unjoinable

_FAMILIES: dict[str, type[H264]] = {"h264": H264}


def family_of(samples: Samples) -> Family:
    """What joins frames of this track. Raises Unjoinable."""
    family = _FAMILIES.get(samples.codec)
    if family is None:
        raise Unjoinable("frames of {codec} cannot be joined with new ones", codec=samples.codec)
    return family(samples.config)
