// The language is kept from page to page, where the browser lets a page keep something.
const KEPT = "hegui-lang";
try {
  const kept = localStorage.getItem(KEPT);
  if (kept === "en" || kept === "zh") choose(kept);
  languages.forEach((one) => one.addEventListener("click", () => localStorage.setItem(KEPT, one.dataset.choose)));
} catch {
  // Nothing is kept: every page begins in the site's own language.
}
const find = document.querySelector(".find");
const asked = find.querySelector("input");
const list = find.querySelector("ol");
find.hidden = false;
// "GB/T 45654-2025", "gbt45654" and "45654" are one thing; Chinese is found by its characters.
const fold = (text) => text.toLowerCase().normalize("NFKC").replace(/[\s\-–—/.,;:()〔〕《》“”"]/g, "");
const folded = INDEX.map((row) => fold(row.join(" ")));
find.addEventListener("submit", (event) => event.preventDefault());
asked.addEventListener("input", () => {
  const words = asked.value.trim().split(/\s+/).map(fold).filter(Boolean);
  const zh = document.documentElement.dataset.lang === "zh";
  const found = words.length ? INDEX.filter((_, at) => words.every((word) => folded[at].includes(word))) : [];
  list.replaceChildren(
    ...found.slice(0, 30).map(([page, en, chinese, kind, sort]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = page;
      link.textContent = zh ? chinese : en;
      const small = document.createElement("div");
      small.className = "small";
      small.textContent = zh ? sort : kind;
      item.append(link, small);
      return item;
    }),
  );
});
