// Hides and leaves the page when the session has ended. A changed form marked as a draft is submitted: without a session, the site keeps
// its values as a draft and redirects to sign-in.
(() => {
  "use strict";

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-draft]")) form.dataset.dirty = "";
  });

  // On a slow connection, the user may type before this script runs.
  const isTyped = (field) => field.type === "radio" || field.type === "checkbox" ? field.checked !== field.defaultChecked
    : field.value !== undefined && field.defaultValue !== undefined && field.value !== field.defaultValue;
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if ([...form.elements].some(isTyped)) form.dataset.dirty = "";
  }

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.target.matches?.("[data-draft]")) delete event.target.dataset.dirty;
  });

  document.addEventListener("session-ended", (event) => {
    document.getElementById("main").hidden = true;
    const changed = document.querySelector("form[data-draft][data-dirty]");
    if (changed) changed.submit();
    else location.assign(event.detail.address);
  });
})();
