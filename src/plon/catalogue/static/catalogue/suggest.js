// Suggestions under a search box: a combobox with a list (WAI-ARIA). Enter searches, unless a suggestion is chosen.
const WAIT = 130;
const SHORTEST = 2;

for (const place of document.querySelectorAll("[data-suggest]")) {
  const box = place.querySelector("input[type=search]");
  if (box) offer(place, box);
}

function offer(place, box) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${box.id}-suggestions`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", place.dataset.suggestLabel);
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  place.append(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off",
  })) box.setAttribute(name, value);

  let chosen = -1;
  let timer = 0;
  let asking = null;
  let asked = "";

  const options = () => [...list.children];
  const close = () => {
    list.hidden = true;
    choose(-1);
    box.setAttribute("aria-expanded", "false");
  };
  function choose(number) {
    chosen = number;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === number)));
    if (number < 0) { box.removeAttribute("aria-activedescendant"); return; }
    box.setAttribute("aria-activedescendant", options()[number].id);
    options()[number].scrollIntoView({ block: "nearest" });
  }
  const go = (option) => { location.href = option.dataset.address; };

  function show(found) {
    list.replaceChildren(...found.map((each, number) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = each.address;
      const text = document.createElement("span");
      text.textContent = each.text;
      const what = document.createElement("span");
      what.className = "suggestions__what";
      what.textContent = each.what;
      option.append(text, " ", what);
      return option;
    }));
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    list.hidden = !found.length;
    box.setAttribute("aria-expanded", String(found.length > 0));
    said.textContent = found.length ? place.dataset.suggestCount.replace("{count}", found.length) : "";
  }

  async function ask(words) {
    asking?.abort();
    asking = new AbortController();
    try {
      const address = new URL(place.dataset.suggest, location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { signal: asking.signal, credentials: "omit" });
      if (!answer.ok) return;
      const found = (await answer.json()).suggestions;
      if (words === asked && document.activeElement === box) show(found);
    } catch { /* aborted or no connection: the box goes on without */ }
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    asked = box.value.trim().replace(/\s+/g, " ");
    if (asked.length < SHORTEST) { asking?.abort(); show([]); return; }
    timer = setTimeout(ask, WAIT, asked);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = list.hidden ? 0 : list.children.length;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // From the last back to the box itself, and round again.
      const next = chosen + step;
      choose(next >= count ? -1 : next < -1 ? count - 1 : next);
    } else if (event.key === "Escape" && count) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && count && chosen >= 0) {
      event.preventDefault();
      go(options()[chosen]);
    } else if (event.key === "Enter" || event.key === "Tab") {
      clearTimeout(timer);
      asking?.abort();
      asked = "";
      close();
    }
  });
  box.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) go(option);
  });
}
