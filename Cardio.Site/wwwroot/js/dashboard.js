// The dashboard's comforts: a link to copy, and panels that stay as they were when new figures come.
(() => {
  "use strict";

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-copy-link]");
    if (!link || !navigator.clipboard) return;
    event.preventDefault();
    await navigator.clipboard.writeText(link.href);
    document.getElementById("status").textContent = link.dataset.copied;
  });

  // A refresh closes no table that was opened, and moves nothing that is read.
  let open = [];
  let place = 0;
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target?.id !== "panels") return;
    open = [...document.querySelectorAll("#panels details[open]")].map((details) => details.id);
    place = window.scrollY;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "panels") return; // a page that comes back from the history has no target
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    window.scrollTo({ top: place, behavior: "instant" });
  });
})();
