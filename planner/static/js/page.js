// Small comforts; every page works without them.

// On paper every step is open.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const step of opened) step.open = true;
});
addEventListener("afterprint", () => {
  for (const step of opened) step.open = false;
});

// A link to something folded away opens it first, in browsers that don't do so themselves.
for (const link of document.querySelectorAll("a[href^='#']")) {
  link.addEventListener("click", () => {
    const fold = document.querySelector(link.hash)?.closest("details");
    if (fold) fold.open = true;
  });
}

// After a form was sent, the reader starts at what came of it.
document.querySelector("[data-focus]")?.focus();

// A file may be dropped anywhere on its field.
for (const field of document.querySelectorAll("[data-drop]")) {
  const input = field.querySelector("input[type=file]");
  field.addEventListener("dragover", (event) => {
    event.preventDefault();
    field.classList.add("over");
  });
  field.addEventListener("dragleave", () => field.classList.remove("over"));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    field.classList.remove("over");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}
