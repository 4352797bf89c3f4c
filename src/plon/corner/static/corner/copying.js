// <button data-copy="ID" data-copied="Copied">: the text of a field goes to the clipboard, and the button says so.
// Where the clipboard is closed the text is selected, ready for the person's own copying.

for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.textContent;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 2500);
    } catch { field.focus(); }
  });
}
