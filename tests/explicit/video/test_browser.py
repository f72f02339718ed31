"""Joined videos in a browser's video element: H.264, VP9 and AV1 play through the join."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from hegui.explicit.video.options import VideoOptions
from hegui.explicit.video.video import label
from hegui.explicit.wording import stock
from tests.explicit.video import clips
from tests.explicit.video.clips import X264, clip

CHROMIUM = shutil.which("chromium")
SPEED = 4  # as fast as the machine may, and still every frame is decoded
FROM = ("-t", "4")
KINDS = {
    "played.mp4": (*X264, "-g", "24", "-bf", "2"),
    "played-vp9.webm": (
        *("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"),
        *("-g", "24", "-b:v", "300k"),
    ),
    "played-av1.mp4": ("-c:v", "libsvtav1", "-preset", "12", "-g", "24"),
}
PLAY = """async ([url, speed]) => {
  const video = document.createElement('video');
  document.body.append(video);
  let error = null;
  video.addEventListener('error', () => { error = video.error.message || video.error.code; });
  video.muted = true;
  video.src = url;
  video.playbackRate = speed;
  const seen = [];
  video.addEventListener('timeupdate', () => seen.push(video.currentTime));
  const until = performance.now() + 20000;
  await video.play().catch((reason) => { error = error || String(reason); });
  while (!video.ended && !error && performance.now() < until)
    await new Promise((done) => setTimeout(done, 20));
  const quality = video.getVideoPlaybackQuality();
  return {error, ended: video.ended, time: video.currentTime, width: video.videoWidth,
          height: video.videoHeight, frames: quality.totalVideoFrames,
          corrupted: quality.corruptedVideoFrames, seen};
}"""


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_joined_videos_play_through_the_join(tmp_path: Path) -> None:
    options = VideoOptions(seconds=2, preset="ultrafast")
    sinks = []
    for name, how in KINDS.items():
        path = clip(name, *how, *FROM)
        sinks.append(tmp_path / name)
        applied = label(str(path), str(sinks[-1]), stock("zh", short=True), options)
        assert applied.method == "joined"
    page_file = tmp_path / "page.html"
    page_file.write_text("<!doctype html><title>play</title><body></body>")

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(page_file.as_uri())
        played = [page.evaluate(PLAY, [sink.as_uri(), SPEED]) for sink in sinks]
        browser.close()

    for one in played:
        assert one["error"] is None
        assert one["ended"]
        assert one["time"] == pytest.approx(4, abs=0.1)
        assert (one["width"], one["height"]) == (clips.WIDTH, clips.HEIGHT)
        assert one["frames"] >= 90
        assert one["corrupted"] == 0
        assert any(time > 2 for time in one["seen"])
