// A review by keyboard: numbers choose, R goes to the reason, Enter saves, S skips. Without this
// script the form works as a form.
const form = document.querySelector("form[data-judge]");
form && begin();

function begin() {
  const reason = form.querySelector("textarea");
  const groups = [...form.querySelectorAll("[data-group]")];
  const qualified = form.querySelector("[name=qualified]");
  const risks = [...form.querySelectorAll("[name^=risk-]")];
  let group = "";
  let sent = false;

  form.addEventListener("submit", (event) => {
    // A key that is held down must not send the opinion twice.
    if (sent) event.preventDefault();
    sent = true;
  });
  window.addEventListener("pageshow", () => (sent = false));

  form.addEventListener("change", (event) => settle(event.target));

  // Qualified and a risk exclude each other; where there is a risk there has to be a reason.
  function settle(field) {
    if (!qualified) return;
    if (field === qualified && qualified.checked) risks.forEach((one) => (one.checked = false));
    if (field !== qualified && field.checked) qualified.checked = false;
    reason.required = risks.some((one) => one.checked);
  }

  function enter(digit) {
    group = digit;
    groups.forEach((one) => {
      const here = one.dataset.group === digit;
      one.classList.toggle("entered", here);
      if (here) one.open = true;
    });
  }

  function choose(key) {
    const field = form.querySelector(`[data-key="${key}"]`);
    if (!field) return;
    field.checked = field.type === "radio" || !field.checked;
    settle(field);
  }

  function digit(key) {
    if (group) {
      choose(group + key);
      enter("");
    } else if (groups.some((one) => one.dataset.group === key)) enter(key);
    else choose(key);
  }

  document.addEventListener("keydown", (event) => {
    // While an input method composes, Enter and digits are its own.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.toLowerCase();
    const onControl = event.target.closest("a, button, summary");
    if (event.target === reason) {
      if (key === "escape") reason.blur();
      if (key !== "enter" || event.shiftKey) return;
    } else if (key === "escape") enter("");
    if (event.target !== reason && /^[0-9]$/.test(key)) digit(key);
    else if (event.target !== reason && key === "r") reason.focus();
    else if (event.target !== reason && key === "s") {
      if (!event.repeat) form.requestSubmit(form.querySelector("[data-skip]"));
    } else if (key === "enter" && !onControl) {
      if (!event.repeat) form.requestSubmit(form.querySelector("button.main"));
    } else return;
    event.preventDefault();
  });
}
