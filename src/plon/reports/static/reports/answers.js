// Counts each answer as its form counts it, and copies it exactly. Saving is autosave.js; without JavaScript the Save
// button saves, and the counter shows what the server counted.

/** How many characters a form counts: code points, line breaks of any system as `lineBreak` characters each. */
export function countCharacters(text, lineBreak = 1) {
  const plain = text.replace(/\r\n?/g, "\n");
  return [...plain].length + (plain.split("\n").length - 1) * (lineBreak - 1);
}

/** 12,500 in English; 12 500 in Polish, which groups digits from five on. */
export function grouped(number, language) {
  if (language === "en") return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  return number >= 10000 ? String(number).replace(/\B(?=(\d{3})+$)/g, " ") : String(number);
}

const language = document.documentElement.lang.startsWith("pl") ? "pl" : "en";

function follow(field) {
  const counter = document.getElementById(field.dataset.count);
  const limit = Number(field.dataset.limit);
  const show = () => {
    const count = countCharacters(field.value, Number(field.dataset.lineBreak));
    const isOver = limit > 0 && count > limit;
    const words = { count, limit, over: count - limit };
    counter.textContent = (isOver ? counter.dataset.over : counter.dataset.within)
      .replace(/\{(\w+)\}/g, (_, name) => grouped(words[name], language));
    // Told to screen readers only when it changes sides, not with every key.
    if (counter.classList.toggle("is-over", isOver) !== (counter.getAttribute("role") === "status")) {
      if (isOver) counter.setAttribute("role", "status"); else counter.removeAttribute("role");
    }
  };
  field.addEventListener("input", show);
  show();
  // Autosave may have brought a kept draft back after this ran.
  setTimeout(show, 0);
}

for (const field of document.querySelectorAll("[data-answer]")) follow(field);

for (const button of document.querySelectorAll("[data-copy-answer]")) {
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copyAnswer);
    try { await navigator.clipboard.writeText(field.value); } catch { field.select(); document.execCommand("copy"); }
    const before = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = before; }, 2000);
  });
}
