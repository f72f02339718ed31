// Shows a picture with about the label that was chosen, then the labelled file itself.
const form = document.querySelector("form[data-label]");
const figure = document.querySelector("[data-preview]");
const stage = figure.querySelector("[data-stage]");
const caption = figure.querySelector("[data-caption]");
const SVG = "http://www.w3.org/2000/svg";
let picture = null;

document.addEventListener("hegui:file", ({ detail: file }) => {
  document.querySelectorAll("main [data-result]").forEach((one) => one.remove());
  media(file, () => draw());
});
form.addEventListener("input", (event) => event.target.type !== "file" && draw());

function media(file, ready) {
  const kind = file.type.split("/")[0];
  figure.hidden = !["image", "video", "audio"].includes(kind);
  if (figure.hidden) return;
  const address = URL.createObjectURL(file);
  const element = document.createElement(kind === "image" ? "img" : kind);
  if (kind === "image") element.alt = file.name;
  else element.controls = true;
  element.addEventListener("error", () => (figure.hidden = true));
  element.addEventListener(kind === "image" ? "load" : "loadedmetadata", () => {
    picture = kind === "audio" ? null : element;
    caption.textContent = caption.dataset.before;
    ready();
  });
  element.src = address;
  stage.replaceChildren(element);
}

function draw() {
  stage.querySelector("svg")?.remove();
  if (!picture || form.elements.implicit_only.checked) return;
  const width = picture.naturalWidth || picture.videoWidth;
  const height = picture.naturalHeight || picture.videoHeight;
  const words = form.elements.text.value.trim() || form.elements.wording.selectedOptions[0].dataset.words;
  const size = ((Number(form.elements.height.value) || 5.5) / 100) * Math.min(width, height);
  const corner = form.elements.corner.value;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "sketch");
  svg.setAttribute("aria-hidden", "true");
  const text = document.createElementNS(SVG, "text");
  const across = corner.includes("left") ? "left" : corner.includes("right") ? "right" : "middle";
  const down = corner.includes("top") ? "top" : corner.includes("bottom") ? "bottom" : "middle";
  const margin = size * 0.6;
  const at = { left: margin, middle: width / 2, right: width - margin }[across];
  text.setAttribute("x", at);
  text.setAttribute("y", { top: margin + size, middle: height / 2, bottom: height - margin }[down]);
  text.setAttribute("text-anchor", { left: "start", middle: "middle", right: "end" }[across]);
  text.setAttribute("font-size", size * 1.15);
  text.textContent = words;
  const plate = document.createElementNS(SVG, "rect");
  svg.append(plate, text);
  stage.append(svg);
  const { x, y, width: w, height: h } = text.getBBox();
  for (const [name, value] of Object.entries({ x: x - size / 3, y, width: w + (2 * size) / 3, height: h })) {
    plate.setAttribute(name, value);
  }
}

document.addEventListener("hegui:labelled", ({ detail: { file, made, answer } }) => {
  const done = document.querySelector("[data-done]").content.cloneNode(true);
  const save = done.querySelector("[data-save]");
  save.href = URL.createObjectURL(made);
  save.download = file.name;
  const summary = done.querySelector("[data-summary]");
  const words = JSON.parse(summary.dataset.words);
  const add = (name, value) => {
    const term = document.createElement("dt");
    const told = document.createElement("dd");
    term.textContent = words[name] || name;
    told.textContent = words[value] || String(value);
    summary.append(term, told);
  };
  for (const [name, value] of Object.entries(JSON.parse(answer.headers.get("Hegui-Result") || "{}"))) {
    if (Array.isArray(value)) value.forEach((one) => add(name, one));
    else if (value !== null && typeof value !== "object") add(name, value);
  }
  document.querySelectorAll("main [data-result]").forEach((one) => one.remove());
  const here = document.querySelector("[data-here]");
  here.replaceChildren(done);
  picture = null;
  media(new File([made], file.name, { type: made.type || file.type }), () => {
    picture = null;
    caption.textContent = caption.dataset.after;
  });
  here.querySelector("h2").focus();
});
