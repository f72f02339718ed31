// Files by drop, and answers without leaving the page. Without this script the forms work as forms.
const form = document.querySelector("form[data-upload], form[data-drop-only]");
const field = form.querySelector("input[type=file]");
const drop = form.querySelector("[data-drop]");
form.querySelectorAll("[data-scripted]").forEach((one) => (one.hidden = false));

function show(file) {
  drop.querySelector("b").textContent = file.name;
  drop.classList.add("full");
  document.dispatchEvent(new CustomEvent("hegui:file", { detail: file }));
}

field.addEventListener("change", () => field.files[0] && show(field.files[0]));
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const kind of ["dragleave", "drop"]) {
  drop.addEventListener(kind, () => drop.classList.remove("over"));
}
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files.length) {
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change"));
  }
});

// What another page's file input was given survives the way here in no browser, so a check begun on
// the first page is answered on it.
let under_way = null;
form.matches("[data-upload]") && form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const file = field.files[0];
  under_way?.abort();
  under_way = new AbortController();
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "Hegui-Part": "main" },
      signal: under_way.signal,
    });
    if (answer.ok && form.matches("[data-label]")) {
      const made = await answer.blob();
      document.dispatchEvent(new CustomEvent("hegui:labelled", { detail: { file, made, answer } }));
    } else {
      place(await answer.text(), file);
    }
  } catch (error) {
    if (error.name !== "AbortError") form.submit(); // the browser then says what is wrong
  } finally {
    form.removeAttribute("aria-busy");
  }
});

function place(text, file) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const result = page.querySelector("[data-result]");
  document.querySelectorAll("main [data-result]").forEach((one) => one.remove());
  const here = document.querySelector("[data-here]");
  here ? here.replaceChildren(result) : form.before(result);
  document.dispatchEvent(new CustomEvent("hegui:result", { detail: { file, result } }));
  const head = result.querySelector("h1, h2");
  head.tabIndex = -1;
  head.focus({ preventScroll: true });
  result.scrollIntoView({ block: "start" });
}
