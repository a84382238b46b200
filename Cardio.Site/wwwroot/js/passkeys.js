// Passkeys: the form asks the site for options, the browser for a credential, and is sent with it. Without a script it stays hidden.
(() => {
  "use strict";

  const forms = () => document.querySelectorAll("form[data-passkey]");

  const options = async (form) => {
    const address = new URL(form.action);
    address.search = "?handler=Options";
    const body = new FormData(form);
    body.delete("Current"); // the password goes with the credential only
    const answer = await fetch(address, { method: "POST", body });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer.json();
  };

  const credential = async (form) => {
    const given = await options(form);
    return form.dataset.passkey === "create"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(given) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(given) });
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
    for (const form of forms()) form.hidden = false;
  });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-passkey]")) return;
    event.preventDefault();
    const said = form.querySelector("[role=status]");
    said.textContent = "";
    if (form.elements.Current?.value === "") { // no device is asked for an answer that cannot be taken
      form.submit();
      return;
    }
    try {
      form.elements.Credential.value = JSON.stringify(await credential(form));
    } catch {
      said.textContent = form.dataset.failed; // refused, timed out, or none there
      return;
    }
    form.submit();
  });
})();
