// Help at the cursor of a formula: the names and functions that begin as the word before it.
const MOST = 8;
const WORD = /[\p{L}_][\p{L}\p{N}_]*$/u;

export function helpAtCursor(form, list) {
  const known = [...list.children].map((entry) => ({
    name: entry.querySelector("dt").textContent,
    title: entry.querySelector("dd").textContent,
    kind: entry.dataset.kind,
  }));
  for (const field of form.querySelectorAll("[data-formula]")) attach(field, known);
}

function attach(field, known) {
  const box = document.createElement("ul");
  box.className = "offers";
  box.id = `${field.id}-offers`;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", field.labels[0]?.textContent ?? "");
  box.hidden = true;
  field.after(box);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", box.id);
  let offers = [], chosen = -1;

  const word = () => field.value.slice(0, field.selectionStart).match(WORD)?.[0] ?? "";
  const close = () => {
    box.hidden = true;
    chosen = -1;
    field.removeAttribute("aria-activedescendant");
  };
  const mark = (place) => {
    chosen = place;
    [...box.children].forEach((each, index) => each.setAttribute("aria-selected", String(index === place)));
    field.setAttribute("aria-activedescendant", `${box.id}-${place}`);
  };
  const take = (offer) => {
    const end = field.selectionStart, start = end - word().length;
    const text = offer.kind === "function" ? `${offer.name}()` : offer.name;
    field.setRangeText(text, start, end, "end");
    if (offer.kind === "function") field.selectionStart = field.selectionEnd = start + text.length - 1;
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const offer = () => {
    const begun = word().toLowerCase();
    const fits = (each) => each.name.toLowerCase().startsWith(begun) || each.title.toLowerCase().includes(begun);
    const late = (each) => (each.name.toLowerCase().startsWith(begun) ? 0 : 1);
    offers = begun.length ? known.filter((each) => fits(each) && each.name !== begun) : [];
    offers = offers.sort((one, other) => late(one) - late(other)).slice(0, MOST);
    if (!offers.length) return close();
    box.replaceChildren(...offers.map((each, index) => entry(each, `${box.id}-${index}`, () => take(each))));
    box.hidden = false;
    mark(0);
  };

  field.addEventListener("input", (event) => event.isTrusted && offer());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (box.hidden) return;
    if (event.key === "ArrowDown") mark((chosen + 1) % offers.length);
    else if (event.key === "ArrowUp") mark((chosen + offers.length - 1) % offers.length);
    else if (event.key === "Enter") take(offers[chosen]);
    else if (event.key === "Escape") close();
    else return; // Tab goes on to the next field, as everywhere
    event.preventDefault();
  });
}

function entry(offer, id, take) {
  const item = document.createElement("li");
  item.id = id;
  item.setAttribute("role", "option");
  const name = document.createElement("code"), title = document.createElement("span");
  name.textContent = offer.name;
  title.textContent = offer.title;
  item.append(name, title);
  item.addEventListener("mousedown", (event) => {
    event.preventDefault(); // the field keeps the cursor
    take();
  });
  return item;
}
