// Shows what is typed as the report will show it, a moment after the last key. Without JavaScript the button does.

const WAIT = 600;

for (const field of document.querySelectorAll("[data-preview-of]")) {
  const panel = document.getElementById("preview");
  const target = panel?.querySelector("[data-preview]");
  if (!target) continue;
  const token = field.form.elements.csrfmiddlewaretoken.value;
  let timer;
  let asked = 0;
  const show = async () => {
    const mine = ++asked;
    try {
      const body = new URLSearchParams({ text: field.value, csrfmiddlewaretoken: token });
      const answer = await fetch(field.dataset.previewOf, { method: "POST", body });
      if (!answer.ok || mine !== asked) return;
      target.innerHTML = await answer.text();
      panel.hidden = false;
    } catch { /* no connection: the next key asks again */ }
  };
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, WAIT); });
  for (const button of field.form.querySelectorAll('button[name="preview"]')) {
    button.addEventListener("click", (event) => { event.preventDefault(); show(); });
  }
}
