// Shows the work itself under the marks that say where its labels are; it never leaves the browser
// for that. What the browser cannot show stays an outline.
document.addEventListener("hegui:result", ({ detail: { file, result } }) => {
  const work = result.querySelector("[data-work]");
  if (!work || !file) return;
  const address = URL.createObjectURL(file);
  const stage = work.querySelector("[data-stage]");
  const time = work.querySelector("[data-time]");
  const kind = file.type.split("/")[0];
  if (kind === "image" && stage) {
    const picture = new Image();
    picture.alt = file.name;
    picture.onload = () => stage.prepend(picture);
    picture.src = address;
  } else if (kind === "video" || kind === "audio") {
    const player = document.createElement(kind);
    player.controls = true;
    player.preload = "metadata";
    player.addEventListener("loadedmetadata", () => {
      (kind === "video" && stage ? stage : time ?? work).prepend(player);
      stage?.classList.add("playing");
      if (time && Number.isFinite(player.duration)) scale(time, player.duration);
    });
    player.src = address;
  }
});

function scale(time, duration) {
  const last = Number(time.dataset.last);
  time.querySelector("svg").setAttribute("viewBox", `0 0 ${Math.max(duration, last)} 1`);
}
