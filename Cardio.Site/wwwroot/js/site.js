// What htmx and the browser do not do by themselves. Nothing here is needed for a task: without it the pages still work.
(() => {
  "use strict";

  // Whether a person asked for this answer, by a form or a link; a page also asks while one types, and at intervals.
  const isAsked = ({ requestConfig }) => ["submit", "click"].includes(requestConfig.triggeringEvent?.type);

  // After a swap that was asked for the focus goes to where the reading goes on, and the status line says what came.
  const settle = (root) => {
    const target = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
    if (!target) return;
    target.focus();
    target.scrollIntoView({ block: "nearest" });
    if (target.hasAttribute("data-announce")) document.getElementById("status").textContent = target.textContent;
  };

  // Controls that only a script can serve stay hidden without one.
  const reveal = (root) => {
    const copying = navigator.clipboard ? ", [data-copies][hidden]" : ""; // browsers have none where the site is asked by plain http
    for (const control of root.querySelectorAll(`[data-mirrors][hidden], [data-print][hidden]${copying}`)) control.hidden = false;
  };

  const failed = (shown) => { document.getElementById("request-failed").hidden = !shown; };

  // The title names an error after such a swap as it does after a page load; any swap may end one.
  const plainTitle = () => document.title.replace(`${document.body.dataset.errorPrefix} `, "");
  const retitle = (asked) => {
    const hasError = document.querySelector(".error-summary");
    if (hasError && !asked) return;
    document.title = (hasError ? `${document.body.dataset.errorPrefix} ` : "") + plainTitle();
  };

  document.addEventListener("htmx:afterSettle", ({ target, detail }) => {
    const asked = isAsked(detail);
    // An answer nobody asked for takes the focus only where its swap left it on nothing.
    if (asked || document.activeElement === document.body) settle(target);
    reveal(target);
    retitle(asked);
  });
  // A busy site takes away nothing that was typed: its notice comes above a form that the answer would replace.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target, requestConfig } = event.detail;
    if (xhr.status === 503 && target.contains(requestConfig.elt)) event.detail.swapOverride = "afterbegin";
  });

  // What the page asks by itself is no answer to what the user asked.
  const isOwn = (event) => event.target.id === "session-watch";
  document.addEventListener("htmx:beforeRequest", (event) => { if (!isOwn(event)) failed(false); });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(name, (event) => { if (!isOwn(event)) failed(true); });

  document.addEventListener("DOMContentLoaded", () => {
    reveal(document);
    document.querySelector(".error-summary")?.focus();
  });

  // A slider and its field show the same value; the field is what is sent. Runs before htmx sees the event.
  document.addEventListener("input", (event) => {
    const { target } = event;
    if (target.dataset.mirrors) document.getElementById(target.dataset.mirrors).value = target.value;
    else if (target.id) document.querySelectorAll(`[data-mirrors="${target.id}"]`).forEach((slider) => { slider.value = target.value.replace(",", "."); });
  }, true);

  // A result beside other values than its own says so.
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
