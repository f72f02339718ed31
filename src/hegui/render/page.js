const root = document.documentElement;
const languages = document.querySelectorAll("[data-choose]");
function choose(lang) {
  root.dataset.lang = lang;
  root.lang = lang === "zh" ? "zh-Hans" : "en";
  languages.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.choose === lang)));
}
languages.forEach((one) => one.addEventListener("click", () => choose(one.dataset.choose)));
const filters = document.querySelectorAll("[data-only]");
filters.forEach((one) =>
  one.addEventListener("click", () => {
    const only = one.getAttribute("aria-pressed") === "true" ? "" : one.dataset.only;
    filters.forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.only === only)));
    document.querySelectorAll("details[data-outcome]").forEach((file) => {
      file.hidden = only !== "" && file.dataset.outcome !== only;
    });
  }),
);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));
