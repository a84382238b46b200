// Forms with the trigger "typed" ask for their answer while a person works in them. Typing comes first: such a form asks after a pause,
// or when its field is left, and never with a date that is half typed. What the answer replaces gets its focus and its text back.
(() => {
  "use strict";

  const automatic = '[hx-trigger~="typed"]';
  const waiting = new Map();

  const isTyped = (field) => field.matches("textarea, input:not([type=checkbox], [type=radio], [type=range])");
  const isDate = (field) => field.matches("input[type=date], input[type=month]");
  // In milliseconds, longer than between two keys of a slow typist; each part of a date makes another date, so dates take longer.
  const pause = (field) => isDate(field) ? 1000 : isTyped(field) ? 500 : 50;
  const isHalfTyped = (field) => isDate(field) && field.validity.badInput;
  const isUnlikely = (field) => isHalfTyped(field) || (isDate(field) && field.value !== "" && field.value < "2000");

  const stop = (form) => { clearTimeout(waiting.get(form)); waiting.delete(form); };
  const ask = (form) => { stop(form); form.dispatchEvent(new CustomEvent("typed")); };
  const askLater = (form, delay) => { stop(form); waiting.set(form, setTimeout(ask, delay, form)); };

  document.addEventListener("input", ({ target }) => {
    const { form } = target;
    if (!form?.matches(automatic)) return;
    if (isUnlikely(target)) stop(form); else askLater(form, pause(target));
  });
  document.addEventListener("focusout", ({ target }) => {
    const { form } = target;
    if (!form?.matches(automatic) || isHalfTyped(target)) return;
    if (waiting.has(form) || isUnlikely(target)) ask(form);
  });
  // The browser would send a half typed date as none. Its own words say what is missing.
  document.addEventListener("submit", (event) => {
    stop(event.target);
    const half = [...event.target.elements].find(isHalfTyped);
    if (!half) return;
    event.preventDefault();
    event.stopPropagation();
    half.reportValidity();
  }, true);

  // What had the focus, to be found again among the elements of its kind and name.
  let left = null;
  const nameOf = (element) => element.id || element.textContent.trim();
  const alike = (tag, name) => [...document.getElementsByTagName(tag)].filter((element) => nameOf(element) === name);
  const remember = ({ detail: { target } }) => {
    const element = document.activeElement;
    if (element === document.body || !target?.contains(element)) return;
    const [tag, name] = [element.tagName, nameOf(element)];
    left = { element, tag, name, place: alike(tag, name).indexOf(element), text: isTyped(element) ? element.value : null };
  };
  document.addEventListener("htmx:beforeSwap", (event) => { left = null; remember(event); });
  document.addEventListener("htmx:oobBeforeSwap", remember);
  document.addEventListener("htmx:afterSettle", ({ detail: { requestConfig } }) => {
    if (!left || left.element.isConnected) return;
    const { tag, name, place, text } = left;
    const found = alike(tag, name)[place];
    if (document.activeElement === document.body) found?.focus({ preventScroll: true });
    if (!found || document.activeElement === document.body) return; // not there yet, or still hidden
    left = null;
    if (text === null || found.value === text || requestConfig.triggeringEvent?.type === "submit") return;
    found.value = text;
    if (found.form?.matches(automatic)) askLater(found.form, pause(found));
  });
})();
