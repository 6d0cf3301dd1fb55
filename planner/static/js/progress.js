// How far a job is, looked up again every second; when it is over the page is shown as it is then.

const place = document.querySelector("[data-progress]");

async function look() {
  const answer = await fetch(place.dataset.progress, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const piece = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!piece.querySelector("[data-going]")) return location.reload();
  place.replaceChildren(...piece.body.childNodes);
  setTimeout(look, 1000);
}

if (place?.querySelector("[data-going]")) setTimeout(look, 1000);
