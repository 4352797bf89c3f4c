// The page in the package: copies a field, keeps the ticks on this computer. A plain script: browsers load no modules
// from a disk. Without it the page is the same, one click selects a field.
(function () {
  document.documentElement.classList.add("with-script");

  function copied(text) {
    // A page from a disk may not be trusted with the clipboard; the old way works there.
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    return Promise.resolve();
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await copied(document.getElementById(button.dataset.copy).innerText);
      const before = button.textContent;
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = before; }, 2000);
    });
  }
  for (const box of document.querySelectorAll("input[data-keep]")) {
    const key = `${document.title}:${box.dataset.keep}`;
    try { box.checked = localStorage.getItem(key) === "1"; } catch { /* not kept */ }
    box.addEventListener("change", () => {
      try { localStorage.setItem(key, box.checked ? "1" : "0"); } catch { /* not kept */ }
    });
  }
})();
