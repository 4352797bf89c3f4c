// "Into which language" matters only when it was translated, "where your version is" only when something was changed.
const form = document.querySelector("form.told");
const radios = form ? [...form.querySelectorAll("input[name='how']")] : [];

function show() {
  const how = radios.find((radio) => radio.checked)?.value;
  for (const [name, ways] of [["into_language", ["translated"]], ["link", ["translated", "changed"]]]) {
    const row = document.getElementById(`field-${name}`);
    const hasError = row?.querySelector("[aria-invalid='true']");
    if (row) row.hidden = !ways.includes(how) && !hasError;
  }
}

for (const radio of radios) radio.addEventListener("change", show);
if (radios.length) show();
