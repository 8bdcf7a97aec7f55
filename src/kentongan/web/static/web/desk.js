// The desk's only script: a button that copies what stands in a read-only box. Without it the text can be selected.
"use strict";
for (const area of document.querySelectorAll("textarea[data-salin]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second";
  button.textContent = area.dataset.salin;
  button.addEventListener("click", async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(area.value);
    } catch {
      document.execCommand("copy"); // a desk without HTTPS has no clipboard of the newer kind
    }
    button.textContent = area.dataset.tersalin;
  });
  area.after(button);
}
