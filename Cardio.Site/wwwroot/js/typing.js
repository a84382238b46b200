// Forms with the trigger "typed" request a response while the user types: after a pause or when a field loses the focus, and never with
// an incomplete date. After the swap, the focused field gets its focus and text back.
(() => {
  "use strict";

  const automatic = '[hx-trigger~="typed"]';
  const waiting = new Map();

  const isTyped = (field) => field.matches("textarea, input:not([type=checkbox], [type=radio], [type=range])");
  const isDate = (field) => field.matches("input[type=date], input[type=month]");
  // Milliseconds, longer than between two keys of a slow typist. Dates take longer, because each typed part changes the date.
  const pause = (field) => isDate(field) ? 1000 : isTyped(field) ? 500 : 50;
  const isIncomplete = (field) => isDate(field) && field.validity.badInput;
  const isUnlikely = (field) => isIncomplete(field) || (isDate(field) && field.value !== "" && field.value < "2000");

  const stop = (form) => { clearTimeout(waiting.get(form)); waiting.delete(form); };
  const request = (form) => { stop(form); form.dispatchEvent(new CustomEvent("typed")); };
  const requestLater = (form, delay) => { stop(form); waiting.set(form, setTimeout(request, delay, form)); };

  document.addEventListener("input", ({ target }) => {
    const { form } = target;
    if (!form?.matches(automatic)) return;
    if (isUnlikely(target)) stop(form); else requestLater(form, pause(target));
  });
  document.addEventListener("focusout", ({ target }) => {
    const { form } = target;
    if (!form?.matches(automatic) || isIncomplete(target)) return;
    if (waiting.has(form) || isUnlikely(target)) request(form);
  });
  // The browser would send an incomplete date as empty; show its validation message instead.
  document.addEventListener("submit", (event) => {
    stop(event.target);
    const incomplete = [...event.target.elements].find(isIncomplete);
    if (!incomplete) return;
    event.preventDefault();
    event.stopPropagation();
    incomplete.reportValidity();
  }, true);

  // The focused element before a swap, found again by its tag, name and position.
  let focused = null;
  const nameOf = (element) => element.id || element.textContent.trim();
  const findAll = (tag, name) => [...document.getElementsByTagName(tag)].filter((element) => nameOf(element) === name);
  const remember = ({ detail: { target } }) => {
    const element = document.activeElement;
    if (element === document.body || !target?.contains(element)) return;
    const [tag, name] = [element.tagName, nameOf(element)];
    const index = findAll(tag, name).indexOf(element);
    focused = { element, tag, name, index, text: isTyped(element) ? element.value : null };
  };
  document.addEventListener("htmx:beforeSwap", (event) => { focused = null; remember(event); });
  document.addEventListener("htmx:oobBeforeSwap", remember);
  document.addEventListener("htmx:afterSettle", ({ detail: { requestConfig } }) => {
    if (!focused || focused.element.isConnected) return;
    const { tag, name, index, text } = focused;
    const found = findAll(tag, name)[index];
    if (document.activeElement === document.body) found?.focus({ preventScroll: true });
    if (!found || document.activeElement === document.body) return; // not in the page yet, or hidden
    focused = null;
    if (text === null || found.value === text || requestConfig.triggeringEvent?.type === "submit") return;
    found.value = text;
    if (found.form?.matches(automatic)) requestLater(found.form, pause(found));
  });
})();
