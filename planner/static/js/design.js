// The form of a draft, worked out as it changes. Without this module its button does the same.
import { helpAtCursor } from "./formula.js";

const form = document.getElementById("design");
const region = document.getElementById("preview");
const WAIT = 90; // ms between moving a slider and asking
const REST = 700; // ms until a change has settled and is kept
let asking, asked = 0, waiting, resting;

for (const each of document.querySelectorAll(".no-script")) each.hidden = true;

const find = (id) => document.getElementById(id);
const decimal = () => (document.documentElement.lang === "nl" ? "," : ".");
const read = (text) => Number(text.replace("%", "").replaceAll(decimal() === "," ? "." : ",", "").replace(",", ".").trim());

for (const slider of form.querySelectorAll("input[type=range]")) {
  const field = find(slider.dataset.for);
  const gone = slider.parentElement.querySelector(".gone");
  const fill = () => gone.setAttribute("x2", `${(100 * (slider.value - slider.min)) / (slider.max - slider.min)}%`);
  slider.hidden = false;
  slider.addEventListener("input", () => {
    field.value = slider.value.replace(".", decimal());
    fill();
  });
  field.addEventListener("input", () => {
    const value = read(field.value);
    if (Number.isFinite(value)) slider.value = value;
    fill();
  });
}

form.addEventListener("input", () => soon());
form.addEventListener("change", () => soon());
helpAtCursor(form, document.getElementById("known"));

region.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-group]");
  if (!link) return;
  event.preventDefault();
  form.elements.group.value = link.dataset.group;
  ask(false);
});

// Back and forward show the scenario of that address.
addEventListener("popstate", () => location.reload());

function soon() {
  clearTimeout(waiting);
  clearTimeout(resting);
  waiting = setTimeout(() => ask(false), WAIT);
  resting = setTimeout(() => ask(true), REST);
}

async function ask(settled) {
  const number = ++asked;
  if (!settled) asking?.abort();
  const control = new AbortController();
  if (!settled) asking = control;
  const sent = new FormData(form);
  if (settled) sent.set("settled", "1");
  let answer, text;
  try {
    answer = await fetch(form.dataset.preview, { method: "POST", body: sent, signal: control.signal });
    text = await answer.text();
  } catch {
    return; // overtaken by a later one, or no connection: the button still works
  }
  if (answer.redirected) {
    find("status").textContent = form.dataset.signedOut; // what was typed stays
    return;
  }
  if (answer.status === 400 && (await renewed())) return ask(settled);
  if (answer.status !== 200 && answer.status !== 409) return;
  const found = new DOMParser().parseFromString(text, "text/html").body;
  const told = found.firstElementChild;
  if (settled && answer.ok) keep(told);
  if (number === asked) show(found, told);
}

// After signing in again in another tab, this form needs the new session's token.
async function renewed() {
  const page = new DOMParser().parseFromString(await (await fetch(form.action)).text(), "text/html");
  const token = page.querySelector("#design [name=csrf_token]")?.value;
  const before = form.elements.csrf_token.value;
  for (const each of document.querySelectorAll("[name=csrf_token]")) each.value = token ?? before;
  return token !== undefined && token !== before;
}

function show(found, told) {
  region.replaceChildren(...told.childNodes);
  find("summary").textContent = told.dataset.summary ?? "";
  if (told.dataset.address) form.elements.group.value = new URL(told.dataset.address, location).searchParams.get("group") ?? "";
  for (const each of form.querySelectorAll(".beside")) each.replaceChildren();
  for (const each of form.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
  for (const each of found.querySelectorAll("template[data-for]")) find(each.dataset.for)?.replaceChildren(each.content.cloneNode(true));
  for (const each of found.querySelectorAll("template[data-error]")) {
    find(each.dataset.error)?.replaceChildren(each.content.cloneNode(true));
    find(each.dataset.error.slice(0, -6))?.setAttribute("aria-invalid", "true");
  }
}

function keep(told) {
  form.elements.version.value = told.dataset.version;
  form.elements.step.value = told.dataset.step;
  find("status").textContent = told.dataset.status;
  const undo = find("undo");
  undo.hidden = told.dataset.undo === "0";
  for (const each of document.querySelectorAll("#undo [name=version], #redo [name=version]")) each.value = told.dataset.version;
  find("redo")?.remove(); // a new change takes the place of what was undone
  if (told.dataset.address && told.dataset.address !== location.pathname + location.search) history.pushState(null, "", told.dataset.address);
}
