// "Ask it only after certain answers": of all earlier questions only the answers of the chosen one are shown.
// Without this file they all are, and the server reads those of the chosen one alone.

const box = document.querySelector("[data-condition-form]");
const choice = box?.querySelector("select[name='depends_on']");

function show() {
  for (const answers of box.querySelectorAll("[data-answers-of]")) answers.hidden = answers.dataset.answersOf !== choice.value;
}

if (choice) {
  choice.addEventListener("change", show);
  show();
}
