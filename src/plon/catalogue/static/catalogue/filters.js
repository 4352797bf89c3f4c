// On a wide screen the filters stand open beside the list; on a phone they wait until asked for.
const wide = matchMedia("(min-width: 60rem)");
const filters = document.querySelector(".filters");
const fit = () => { if (filters && wide.matches) filters.open = true; };
fit();
wide.addEventListener("change", fit);

// The words are sent by Enter or the button alone, not again when the field loses focus.
document.getElementById("q")?.addEventListener("change", (event) => event.stopPropagation());
