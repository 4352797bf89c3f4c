// A frozen page's own small conveniences; nothing depends on them. A plain script: browsers load no modules from a disk.
(function () {
  const root = document.documentElement;

  document.querySelector("[data-theme-toggle]")?.addEventListener("click", () => {
    const isDark = root.dataset.theme === "dark"
      || (!root.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset.theme = isDark ? "light" : "dark";
    try { localStorage.setItem("plon-theme", root.dataset.theme); } catch { /* stays for this page */ }
  });

  function copied(text) {
    // A page from a disk may not be trusted with the clipboard; the old way works there.
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    return Promise.resolve();
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      await copied(document.getElementById(button.dataset.copy).innerText);
      const before = button.textContent;
      button.textContent = button.dataset.copied;
      button.focus();
      setTimeout(() => { button.textContent = before; }, 2000);
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
})();
