// Runs before the page is painted, so that a chosen theme does not flash.
(function () {
  document.documentElement.classList.add("has-js");
  try {
    const chosen = localStorage.getItem("plon-theme");
    if (chosen) document.documentElement.dataset.theme = chosen;
  } catch { /* storage is closed: the system's theme holds */ }
})();
