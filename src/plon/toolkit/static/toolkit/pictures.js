// A tool that has no picture (a text, a page of HTML) keeps its sign.
for (const picture of document.querySelectorAll("img[data-picture]")) {
  const hide = () => picture.classList.add("is-missing");
  picture.addEventListener("error", hide);
  if (picture.complete && !picture.naturalWidth && picture.currentSrc) hide();
}
