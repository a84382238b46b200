// Copies links, and keeps open tables and the scroll position when the figures refresh.
(() => {
  "use strict";

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-copy-link]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    document.getElementById("status").textContent = link.dataset.copied;
  });

  // Remembers the open tables and the scroll position before a refresh.
  let open = [];
  let scroll = 0;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id !== "panels") return;
    open = [...document.querySelectorAll("#panels details[open]")].map((details) => details.id);
    scroll = window.scrollY;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "panels") return; // a history restore has no target
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    window.scrollTo({ top: scroll, behavior: "instant" });
  });
})();
