// Focus, status messages and controls that htmx lacks. An enhancement only: every task works without scripts.
(() => {
  "use strict";

  // Whether the user requested the response by a form or link, rather than by typing or a timer.
  const isUserRequest = ({ requestConfig }) => ["submit", "click"].includes(requestConfig.triggeringEvent?.type);

  // Moves the focus to the new content and announces it in the status line.
  const moveFocus = (root) => {
    const target = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
    if (!target) return;
    target.focus();
    target.scrollIntoView({ block: "nearest" });
    if (target.hasAttribute("data-announce")) document.getElementById("status").textContent = target.textContent;
  };

  // Shows controls that need a script.
  const reveal = (root) => {
    const selectors = ["[data-mirrors][hidden]", "[data-print][hidden]"];
    if (navigator.clipboard) selectors.push("[data-copies][hidden]"); // not available over plain HTTP
    for (const control of root.querySelectorAll(selectors.join())) control.hidden = false;
  };

  const showFailure = (shown) => { document.getElementById("request-failed").hidden = !shown; };

  // Adds the error prefix to the title after a swap with errors, as on a page load, and removes it when they are gone.
  const plainTitle = () => document.title.replace(`${document.body.dataset.errorPrefix} `, "");
  const retitle = (isUserRequested) => {
    const hasError = document.querySelector(".error-summary");
    if (hasError && !isUserRequested) return;
    document.title = (hasError ? `${document.body.dataset.errorPrefix} ` : "") + plainTitle();
  };

  document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
    const isUserRequested = isUserRequest(detail);
    // Other responses move the focus only if the swap removed the focused element.
    if (isUserRequested || document.activeElement === document.body) moveFocus(target);
    reveal(target);
    retitle(isUserRequested);
  });
  // On 503, puts the notice above the form instead of replacing it, which would lose the input.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target, requestConfig } = event.detail;
    if (xhr.status === 503 && target.contains(requestConfig.elt)) event.detail.swapOverride = "afterbegin";
  });

  // Ignores the session watch, which polls by itself.
  const isSessionWatch = (event) => event.target.id === "session-watch";
  document.addEventListener("htmx:beforeRequest", (event) => { if (!isSessionWatch(event)) showFailure(false); });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, (event) => { if (!isSessionWatch(event)) showFailure(true); });
  }

  document.addEventListener("DOMContentLoaded", () => {
    reveal(document);
    document.querySelector(".error-summary")?.focus();
  });

  // Keeps a slider and its field in step; the form sends the field. Captures the event before htmx sees it.
  document.addEventListener("input", (event) => {
    const { target } = event;
    if (target.dataset.mirrors) document.getElementById(target.dataset.mirrors).value = target.value;
    else if (target.id) {
      const value = target.value.replace(",", ".");
      for (const slider of document.querySelectorAll(`[data-mirrors="${target.id}"]`)) slider.value = value;
    }
  }, true);

  // Marks the result as outdated when the form changes.
  document.addEventListener("input", (event) => {
    if (!event.target.closest("#assessment-form")) return;
    for (const note of document.querySelectorAll("[data-stale]")) note.hidden = false;
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies], [data-print]");
    if (!button) return;
    if (button.hasAttribute("data-print")) { window.print(); return; }
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    document.getElementById("status").textContent = button.dataset.done;
    button.textContent = button.dataset.done;
  });
})();
