"""The explicit list of codecs whose frames can be joined with new ones."""

from __future__ import annotations

from collections.abc import Callable

from hegui.explicit.video.av1 import Av1
from hegui.explicit.video.h264 import H264
from hegui.explicit.video.hevc import Hevc
from hegui.explicit.video.plan import Family
from hegui.explicit.video.samples import Samples, Unjoinable
from hegui.explicit.video.vp9 import Vp9

_FAMILIES: dict[str, Callable[[bytes], Family]] = {
    "h264": H264,
    "hevc": Hevc,
    "vp9": Vp9,
    "av1": Av1,
}


def family_of(samples: Samples) -> Family:
    """What joins frames of this track. Raises Unjoinable."""
    family = _FAMILIES.get(samples.codec)
    if family is None:
        raise Unjoinable("frames of {codec} cannot be joined with new ones", codec=samples.codec)
    return family(samples.config)
