// Among many target groups, those are shown whose name holds what is typed.
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-filter-rows]")) return;
  const wanted = event.target.value.trim().toLocaleLowerCase();
  for (const row of event.target.closest("details").querySelectorAll(".reach-row")) {
    row.hidden = !row.querySelector("label").textContent.toLocaleLowerCase().includes(wanted);
  }
});
