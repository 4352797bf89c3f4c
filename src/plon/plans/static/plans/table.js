// The table made pleasant: only changed cells are sent, they are marked, survive a reload or a lost connection,
// take a block of cells from a spreadsheet, and Enter goes down a column. Without it the same form is sent whole.

const form = document.getElementById("plan-table");
const state = document.getElementById("table-state");
const says = form?.dataset ?? {};
const calm = state?.textContent ?? "";
const KEY = `plon-table:${location.pathname}:${says.kind}`;

const cells = form ? [...form.querySelectorAll("td.cell > :is(input, select, textarea)")] : [];
// What the page was drawn from: after a refusal the cells hold what was typed, the rows what is saved.
const saved = new Map();
for (const row of form?.querySelectorAll("tbody tr[id]") ?? []) {
  const seen = JSON.parse(row.querySelector("[name$='-seen']")?.value ?? "{}");
  for (const [name, value] of Object.entries(seen)) saved.set(`${row.id}-${name}`, value);
}

function isChanged(cell) { return cell.value.trim().replaceAll("\r\n", "\n") !== (saved.get(cell.name) ?? ""); }

function keep(changed) {
  try {
    if (!changed.length) { localStorage.removeItem(KEY); return; }
    const entries = changed.map((cell) => [cell.name, cell.value, saved.get(cell.name) ?? ""]);
    localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), entries }));
  } catch { /* full or closed */ }
}

function mark({ isKept = true } = {}) {
  const changed = cells.filter(isChanged);
  for (const cell of cells) cell.closest("td").classList.toggle("is-changed", isChanged(cell));
  state.textContent = changed.length ? `${says.changed} ${changed.length}` : calm;
  if (isKept) keep(changed);
  return changed;
}

function touch(cell) { cell.dispatchEvent(new Event("input", { bubbles: true })); }

function fill(cell, text) {
  const value = text.trim();
  if (cell.tagName !== "SELECT") { cell.value = value; return true; }
  const fits = [...cell.options].find((option) => option.text.trim().toLocaleLowerCase() === value.toLocaleLowerCase());
  if (fits || !value) cell.value = fits?.value ?? "";
  return Boolean(fits || !value);
}

function asDay(text) {
  const found = text.trim().match(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/);
  return found ? `${found[3]}-${found[2].padStart(2, "0")}-${found[1].padStart(2, "0")}` : text.trim();
}

// The block that a spreadsheet copies: tabs between cells, line ends between rows, quotes around cells with either.
function block(text) {
  const rows = [[""]];
  let isQuoted = false;
  for (let place = 0; place < text.length; place++) {
    const letter = text[place], row = rows.at(-1);
    if (isQuoted) {
      if (letter !== '"') row[row.length - 1] += letter;
      else if (text[place + 1] === '"') { row[row.length - 1] += '"'; place++; }
      else isQuoted = false;
    } else if (letter === '"' && row.at(-1) === "") isQuoted = true;
    else if (letter === "\t") row.push("");
    else if (letter === "\n") rows.push([""]);
    else if (letter !== "\r") row[row.length - 1] += letter;
  }
  if (rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

function cellAt(row, column) { return row?.querySelectorAll("td.cell > :is(input, select, textarea)")[column]; }
function columnOf(cell) { return [...cell.closest("tr").querySelectorAll("td.cell")].indexOf(cell.closest("td")); }
function rowsFrom(row) { const all = [...form.querySelectorAll("tbody tr[id]")]; return all.slice(all.indexOf(row)); }

function paste(event) {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const start = event.target.closest("td.cell > :is(input, select, textarea)");
  if (!start || !/[\t\n]/.test(text.trimEnd())) return;
  if (start.tagName === "TEXTAREA" && !text.includes("\t")) return;
  event.preventDefault();
  const rows = rowsFrom(start.closest("tr")), column = columnOf(start);
  let filled = 0;
  block(text).forEach((line, down) => line.forEach((part, right) => {
    const cell = cellAt(rows[down], column + right);
    if (cell && fill(cell, cell.type === "date" ? asDay(part) : part)) { filled += 1; touch(cell); }
  }));
  state.textContent = `${says.filled} ${filled}. ${state.textContent}`;
}

function move(event) {
  const cell = event.target.closest("td.cell > :is(input, select, textarea)");
  if (!cell || event.key !== "Enter" || event.altKey || cell.tagName === "TEXTAREA" && !event.ctrlKey) return;
  event.preventDefault();
  if (event.ctrlKey || event.metaKey) { form.requestSubmit(form.querySelector(".save-bar [type=submit]")); return; }
  const row = cell.closest("tr"), rows = [...form.querySelectorAll("tbody tr[id]")];
  const next = cellAt(rows[rows.indexOf(row) + (event.shiftKey ? -1 : 1)], columnOf(cell));
  next?.focus();
  next?.select?.();
}

function offer(kept) {
  const notice = Object.assign(document.createElement("div"), { className: "notice notice-warning", role: "status" });
  const text = Object.assign(document.createElement("p"), { textContent: says.unsaved });
  const choice = Object.assign(document.createElement("p"), { className: "cluster" });
  const button = (label, action) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button button-secondary button-small", textContent: label });
    made.addEventListener("click", () => { notice.remove(); action(); cells[0]?.focus(); });
    return made;
  };
  choice.append(button(says.restore, () => {
    for (const [name, value, before] of kept.entries) {
      const cell = cells.find((each) => each.name === name);
      const seen = form.elements[`${cell?.closest("tr").id}-seen`];
      if (!cell || !seen) continue;
      // The row remembers what it was typed over, so that a newer text of somebody else is shown and not overwritten.
      seen.value = JSON.stringify({ ...JSON.parse(seen.value), [name.slice(name.indexOf("-") + 1)]: before });
      cell.value = value;
    }
    mark();
  }), button(says.forget, () => { keep([]); }));
  const box = document.createElement("div");
  box.append(text, choice);
  notice.append(box);
  form.prepend(notice);
}

if (form && cells.length) {
  let isSent = false;
  const wasRefused = form.querySelector(".row-errors, .errors, [aria-invalid]");
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(KEY)); } catch { /* closed */ }
  const wasSent = sessionStorage.getItem("plon-table-sent") === KEY;
  sessionStorage.removeItem("plon-table-sent");
  if (wasSent && !wasRefused) { keep([]); kept = null; }
  const here = kept?.entries?.filter(([name, value]) => cells.some((cell) => cell.name === name && cell.value !== value)) ?? [];
  if (here.length && !wasRefused) offer({ entries: here });
  mark({ isKept: Boolean(wasRefused) });

  form.addEventListener("input", (event) => { if (event.target.closest("td.cell")) mark(); });
  form.addEventListener("paste", paste);
  form.addEventListener("keydown", move);
  form.addEventListener("submit", () => {
    isSent = true;
    sessionStorage.setItem("plon-table-sent", KEY);
    for (const cell of cells) cell.disabled = !isChanged(cell);
    setTimeout(() => { for (const cell of cells) cell.disabled = false; });
  });
  addEventListener("pageshow", () => { isSent = false; });
  addEventListener("beforeunload", (event) => { if (!isSent && cells.some(isChanged)) event.preventDefault(); });
  document.getElementById("tick-all")?.addEventListener("change", (event) => {
    for (const tick of form.querySelectorAll("[name=row]")) tick.checked = event.target.checked;
  });
}
