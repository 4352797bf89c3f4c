// Questions that are asked only after certain answers: shown when it is their turn, and not sent when it isn't.
// A choice that need not be made can be taken back. Without this file all questions are shown, each with its condition
// in words, and the server leaves out what was not asked.

const form = document.querySelector("form[data-questions]") ?? document.querySelector("[data-questions]");
const questions = form ? [...form.querySelectorAll("[data-question]")] : [];

function chosen(name) {
  return [...form.querySelectorAll("input:checked")].filter((input) => input.name === name && !input.disabled).map((input) => input.value);
}

function show() {
  // In the order of the page: conditions point backwards, so what a question depends on is settled before it.
  for (const question of questions) {
    const { askedIf, askedAnswers } = question.dataset;
    const isAsked = !askedIf || chosen(askedIf).some((answer) => askedAnswers.split(" ").includes(answer));
    question.hidden = !isAsked;
    for (const field of question.querySelectorAll("input, textarea, select")) field.disabled = !isAsked;
    const condition = question.querySelector("[data-condition]");
    if (condition) condition.hidden = true;
    const clear = question.querySelector("[data-clear]");
    if (clear) clear.hidden = !question.querySelector("input[type=radio]:checked");
  }
}

if (form) {
  form.addEventListener("change", show);
  form.addEventListener("click", (event) => {
    const clear = event.target.closest("[data-clear]");
    if (!clear) return;
    const inputs = clear.closest("[data-question]").querySelectorAll("input[type=radio]");
    for (const input of inputs) input.checked = false;
    inputs[0]?.dispatchEvent(new Event("change", { bubbles: true }));
    inputs[0]?.focus();
  });
  show();
}

export { show };
