// A file that is too large is told so when it is chosen, before it is sent.
for (const input of document.querySelectorAll("input[type=file][data-largest]")) {
  const warning = input.closest("form").querySelector("[data-too-large]");
  const judge = () => {
    const isTooLarge = [...input.files].some((file) => file.size > Number(input.dataset.largest));
    warning.hidden = !isTooLarge;
    if (isTooLarge) input.value = "";
  };
  input.addEventListener("change", judge);
  // What is dropped arrives without a change event, after the drop was taken.
  input.closest("[data-file-drop]")?.addEventListener("drop", () => setTimeout(judge));
}
