// Files: drop them, see how far the upload is. Without this the form sends itself as ever.
// A view that knows of it answers {location}; any other redirect is followed, a page with errors shown in place.

function arm(drop) {
  const form = drop.closest("form");
  const input = drop.querySelector("input[type=file]");
  const bar = drop.querySelector("progress");
  const state = drop.querySelector("[data-state]");

  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });

  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    const request = new XMLHttpRequest();
    const buttons = form.querySelectorAll("button");
    buttons.forEach((button) => { button.disabled = true; });
    bar.hidden = false;
    state.textContent = state.dataset.sending;
    request.upload.addEventListener("progress", (progress) => {
      if (progress.lengthComputable) bar.value = (100 * progress.loaded) / progress.total;
    });
    const failed = () => {
      buttons.forEach((button) => { button.disabled = false; });
      delete form.dataset.sent;
      bar.hidden = true;
      state.textContent = state.dataset.failed;
    };
    request.addEventListener("error", failed);
    request.addEventListener("load", () => {
      if (request.getResponseHeader("Content-Type")?.startsWith("application/json")) {
        const { location: there } = JSON.parse(request.responseText);
        location.assign(there);
        if (new URL(there, location.href).pathname === location.pathname) location.reload();
        return;
      }
      const isElsewhere = request.responseURL && new URL(request.responseURL).pathname !== new URL(form.action).pathname;
      if (isElsewhere) { location.assign(request.responseURL); return; }
      const answered = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
      if (!answered) { failed(); return; }
      document.querySelector("main").replaceWith(answered);
      answered.querySelectorAll("[data-file-drop]").forEach(arm);
      answered.focus();
      scrollTo(0, 0);
    });
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json, text/html");
    request.send(new FormData(form));
  });
}

document.querySelectorAll("[data-file-drop]").forEach(arm);
