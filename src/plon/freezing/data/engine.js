/* Pagefind (pagefind.app, see LICENSE.txt) as a plain script, which loads its index by scripts, too: browsers let a page
   from a disk load scripts, but neither modules nor data. */
(function () {
"use strict";
const here = new URL("pagefind.js", document.currentScript.src).href;
const top_of_index = here.slice(0, here.lastIndexOf("/") + 1);
const waiting = new Map();
window.frozenPiece = function (name, packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  waiting.get(name)?.(new Response(bytes));
  waiting.delete(name);
};
const Worker = undefined;
function fetch(address) {
  const name = new URL(address, here).pathname.slice(new URL(top_of_index).pathname.length);
  return new Promise(function (resolve, reject) {
    const script = document.createElement("script");
    waiting.set(name, resolve);
    script.onload = () => script.remove();
    script.onerror = () => { script.remove(); reject(new Error("There is no " + name)); };
    script.src = top_of_index + name + ".js";
    document.head.append(script);
  });
}
/* PAGEFIND */
window.frozenSearch = search;
})();
