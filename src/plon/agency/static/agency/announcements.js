// Runs right behind the announcements, before they are painted: what was put away on this device does not flash.
// The device alone remembers it; no cookie, and the server is not told.
(function () {
  const NAME = "plon-announcements";
  const section = document.querySelector(".announcements");
  const all = [...section.querySelectorAll("[data-announcement]")];
  const tidy = () => { section.hidden = all.every((one) => one.hidden); };
  let away = [];
  try { away = JSON.parse(localStorage.getItem(NAME)) || []; } catch { /* storage is closed: all are shown */ }
  if (!Array.isArray(away)) away = [];
  for (const one of all) one.hidden = away.includes(one.dataset.announcement);
  tidy();
  section.addEventListener("click", (event) => {
    if (!event.target.closest("[data-put-away]")) return;
    const one = event.target.closest("[data-announcement]");
    one.hidden = true;
    tidy();
    // The button that had the focus is gone: reading goes on where it stood.
    (all.find((each) => !each.hidden)?.querySelector("[data-put-away]") ?? document.getElementById("main"))?.focus();
    away = [...away.filter((key) => key !== one.dataset.announcement), one.dataset.announcement].slice(-50);
    try { localStorage.setItem(NAME, JSON.stringify(away)); } catch { /* put away for this page */ }
  });
})();
