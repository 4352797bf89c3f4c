// The page of a result works without this: pages scroll, addresses can be copied by hand.

// Pages of a document, one step at a time.
for (const viewer of document.querySelectorAll("[data-pages]")) {
  const strip = viewer.querySelector("[data-pages-strip]");
  const pages = [...strip.children];
  const place = viewer.querySelector("[data-pages-place]");
  const steps = [...viewer.querySelectorAll("[data-pages-step]")];

  function current() {
    const left = strip.scrollLeft;
    if (left + strip.clientWidth >= strip.scrollWidth - 2 && left > 2) return pages.length - 1;
    const distances = pages.map((page) => Math.abs(page.offsetLeft - strip.offsetLeft - left));
    return distances.indexOf(Math.min(...distances));
  }
  function show() {
    const number = current();
    const said = `${number + 1} / ${place.dataset.of}`;
    if (place.textContent !== said) place.textContent = said;
    for (const step of steps) step.disabled = !pages[number + Number(step.dataset.pagesStep)];
  }
  function go(number) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const page = pages[Math.max(0, Math.min(pages.length - 1, number))];
    strip.scrollTo({ left: page.offsetLeft - strip.offsetLeft, behavior: calm ? "auto" : "smooth" });
  }
  for (const step of steps) step.addEventListener("click", () => go(current() + Number(step.dataset.pagesStep)));
  strip.addEventListener("keydown", (event) => {
    const to = { ArrowRight: current() + 1, ArrowLeft: current() - 1, Home: 0, End: pages.length - 1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(to);
  });
  strip.addEventListener("scroll", () => requestAnimationFrame(show), { passive: true });
  addEventListener("resize", show);
  show();
}

// The device's own way of sharing, where there is one.
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ title: button.dataset.shareTitle, url: button.dataset.share }).catch(() => { /* thought better of it */ });
  });
}
