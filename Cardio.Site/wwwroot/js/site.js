// What htmx does not do by itself: after a swap the focus goes to where the reading goes on, and a request that came
// to nothing is said aloud.
(() => {
  "use strict";

  const settle = (root) => {
    const target = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
    if (!target) return;
    target.focus();
    target.scrollIntoView({ block: "nearest" });
    if (target.hasAttribute("data-announce")) document.getElementById("status").textContent = target.textContent;
  };

  const failed = (shown) => { document.getElementById("request-failed").hidden = !shown; };

  document.addEventListener("htmx:afterSettle", (event) => settle(event.target));
  document.addEventListener("htmx:beforeRequest", () => failed(false));
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(name, () => failed(true));

  // A page that came back with errors, or with a result, starts there too.
  document.addEventListener("DOMContentLoaded", () => {
    const summary = document.querySelector(".error-summary");
    if (summary) summary.focus();
  });
})();
