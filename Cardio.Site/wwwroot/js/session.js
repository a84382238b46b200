// When the session has ended the page is covered and left. A form whose typing is worth keeping is sent as it is: without a session
// the site keeps it as a draft and asks for sign-in.
(() => {
  "use strict";

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form?.matches("[data-draft]")) form.dataset.dirty = "";
  });

  // Over a slow line one types before this runs.
  const isTyped = (field) => field.type === "radio" || field.type === "checkbox" ? field.checked !== field.defaultChecked
    : field.value !== undefined && field.defaultValue !== undefined && field.value !== field.defaultValue;
  for (const form of document.querySelectorAll("form[data-draft]")) if ([...form.elements].some(isTyped)) form.dataset.dirty = "";

  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.target.matches?.("[data-draft]")) delete event.target.dataset.dirty;
  });

  document.addEventListener("session-ended", (event) => {
    document.getElementById("main").hidden = true;
    const typed = document.querySelector("form[data-draft][data-dirty]");
    if (typed) typed.submit();
    else location.assign(event.detail.address);
  });
})();
