// Keeps the notice on the page (GB 45438-2025 5.6: persistently), also where a framework
// renders the page anew and drops what it does not know.
(() => {
  const notice = document.currentScript.previousElementSibling;
  const home = notice.parentElement;
  const first = notice.dataset.place === "top";
  new MutationObserver(() => {
    if (notice.isConnected) return;
    const place = home && home.isConnected ? home : document.body;
    if (first) place.prepend(notice);
    else place.append(notice);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
