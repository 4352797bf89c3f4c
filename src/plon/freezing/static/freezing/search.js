// The search box of a frozen site. What is found comes from Pagefind's index, which lies beside (search/engine.js).
(function () {
  const box = document.querySelector("[data-frozen-search]");
  if (!box || !window.frozenSearch) return;
  const field = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const list = box.querySelector("ol");
  const MOST = 20;
  const WAIT = 150;
  let asked = 0;
  let timer = 0;

  // Pagefind marks hits with <mark>; everything else in an excerpt is text.
  function excerptOf(marked) {
    const found = new DOMParser().parseFromString(marked, "text/html").body;
    const line = document.createElement("p");
    for (const node of found.childNodes) {
      const part = node.nodeName === "MARK" ? document.createElement("mark") : document.createDocumentFragment();
      part.append(node.textContent);
      line.append(part);
    }
    return line;
  }

  function entryOf(page) {
    const entry = document.createElement("li");
    const title = document.createElement("h3");
    const link = document.createElement("a");
    link.href = box.dataset.frozenSearch + page.raw_url.replace(/^\//, "");
    link.textContent = page.meta.title;
    title.append(link);
    const kind = document.createElement("p");
    kind.className = "eyebrow";
    kind.textContent = page.meta.kind ?? "";
    entry.append(kind, title, excerptOf(page.excerpt));
    return entry;
  }

  async function search() {
    const words = field.value.trim();
    const mine = ++asked;
    if (!words) { list.replaceChildren(); status.textContent = ""; return; }
    try {
      const answer = await window.frozenSearch(words);
      const pages = await Promise.all(answer.results.slice(0, 60).map((one) => one.data()));
      if (mine !== asked) return;
      // A result described in several languages has several pages; its best one is shown.
      const seen = new Set();
      const first = pages.filter((page) => !seen.has(page.meta.thing) && seen.add(page.meta.thing));
      status.textContent = first.length ? box.dataset.found.replace("{number}", first.length) : box.dataset.nothing;
      list.replaceChildren(...first.slice(0, MOST).map(entryOf));
    } catch (problem) {
      console.error(problem);
      status.textContent = box.dataset.failed;
      list.replaceChildren();
    }
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, WAIT); });
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") { clearTimeout(timer); search(); } });
  if (field.value) search();
})();
