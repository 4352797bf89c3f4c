// Filters: open beside the list on a wide screen, a box to find a value in long groups. Everything works without.
const wide = matchMedia("(min-width: 60rem)");
const filters = document.querySelector(".filters");
const fit = () => { if (filters && wide.matches) filters.open = true; };
fit();
wide.addEventListener("change", fit);

// The words are sent by Enter or the button alone, not again when the field loses focus.
document.getElementById("q")?.addEventListener("change", (event) => event.stopPropagation());

// Addresses hold what was chosen, nothing empty.
document.querySelector(".finder__form")?.addEventListener("formdata", (event) => {
  const data = event.formData;
  for (const [name, value] of [...data]) if (value === "") data.delete(name);
  // A group that somebody opened stays open, whatever she chooses next; what is chosen keeps its group open anyway.
  data.delete("open");
  for (const mark of event.target.querySelectorAll(".filters__group[open] [name=open]")) {
    if (!mark.parentElement.querySelector(":checked")) data.append("open", mark.value);
  }
});

const plain = (text) => text.toLowerCase().replaceAll("ł", "l").normalize("NFKD").replace(/\p{M}/gu, "");

function addFinders() {
  for (const group of document.querySelectorAll("[data-find]:not(:has(.filters__find))")) {
    const box = document.createElement("input");
    box.type = "search";
    box.className = "filters__find";
    box.autocomplete = "off";
    box.placeholder = group.dataset.find;
    box.setAttribute("aria-label", group.dataset.find);
    for (const kind of ["change", "keydown"]) box.addEventListener(kind, (event) => {
      event.stopPropagation();
      if (event.key === "Enter") event.preventDefault();
    });
    box.addEventListener("input", () => {
      const wanted = plain(box.value.trim());
      const rest = group.querySelector(".filters__more");
      if (rest && wanted) rest.open = true;
      for (const choice of group.querySelectorAll(".choice")) {
        choice.hidden = Boolean(wanted) && !plain(choice.querySelector(".choice__label").textContent).includes(wanted)
          && !choice.querySelector("input").checked;
      }
    });
    group.prepend(box);
  }
}
addFinders();
// Answers replace the groups; the boxes come again.
const choices = document.getElementById("choices");
if (choices) new MutationObserver(addFinders).observe(choices.parentElement, { childList: true, subtree: true });

// The other language asks the same question, whatever was chosen since the page came.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-language]");
  if (link) link.search = location.search;
}, true);
