// Passkey forms: gets options from the site and a credential from the browser, then submits both. The forms stay hidden without a script.
(() => {
  "use strict";

  const forms = () => document.querySelectorAll("form[data-passkey]");

  const options = async (form) => {
    const address = new URL(form.action);
    address.search = "?handler=Options";
    const body = new FormData(form);
    body.delete("Current"); // the password is sent only with the credential
    const answer = await fetch(address, { method: "POST", body });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  };

  const credential = async (form) => {
    const publicKey = await options(form);
    return form.dataset.passkey === "create"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
    for (const form of forms()) form.hidden = false;
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-passkey]")) return;
    event.preventDefault();
    const status = form.querySelector("[role=status]");
    status.textContent = "";
    if (form.elements.Current?.value === "") { // the site will reject a missing password: do not ask for the passkey
      form.submit();
      return;
    }
    try {
      form.elements.Credential.value = JSON.stringify(await credential(form));
    } catch {
      status.textContent = form.dataset.failed; // rejected, timed out, or no passkey
      return;
    }
    form.submit();
  });
})();
