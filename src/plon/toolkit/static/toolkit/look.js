// The pictures of the themes and the words on contrast follow the colour.
const form = document.querySelector("[data-look]");
const colour = form?.querySelector("input[type=color]");
let timer = 0;

async function follow() {
  const theme = form.querySelector("[name=theme]:checked")?.value;
  try {
    const answer = await fetch(`${location.pathname}?accent=${encodeURIComponent(colour.value)}`, { redirect: "error" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["[data-samples]", "[data-contrast]"]) form.querySelector(part).replaceChildren(...page.querySelector(part).childNodes);
    const same = [...form.querySelectorAll("[name=theme]")].find((radio) => radio.value === theme);
    if (same) same.checked = true;
  } catch { /* no connection: the colour is saved all the same */ }
}
colour?.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(follow, 250); });
