// The live line: newer figures are fetched when the server says they are there; without it the screen reloads by itself.
const SLOW = 5 * 60 * 1000;
const mark = document.querySelector("[data-live]");
const clock = document.querySelector("[data-clock]");

function tick() {
  const now = new Date(new Date().toLocaleString("en-US", { timeZone: "Asia/Shanghai" }));
  clock.textContent = [now.getHours(), now.getMinutes()].map((n) => String(n).padStart(2, "0")).join(":");
}

// Somebody who reads data or chooses is not disturbed.
function busy() {
  const open = document.querySelector("details[open]");
  const board = document.getElementById("ck-board");
  return Boolean(open) || (board && board.contains(document.activeElement));
}

async function renew() {
  if (busy()) return;
  const answer = await fetch(location.href, { headers: { "X-Requested-With": "live" } });
  if (!answer.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const what of ["#ck-board", ".ck-asof"]) {
    const [here, there] = [document.querySelector(what), page.querySelector(what)];
    if (here && there) here.replaceWith(there);
  }
  const theme = page.documentElement.dataset.theme;
  if (theme) document.documentElement.dataset.theme = theme;
}

function heard(event) {
  const said = JSON.parse(event.data);
  const late = document.querySelector("[data-late]");
  if (late) late.textContent = said.late > 999 ? "999+" : said.late || "";
  const board = document.getElementById("ck-board");
  const shown = board && board.dataset.newest;
  if (said.computed_at && (!shown || new Date(said.computed_at) - new Date(shown) >= 1000)) {
    if (renew.for !== said.computed_at) {
      renew.for = said.computed_at;
      renew();
    }
  }
}

function listen() {
  if (!window.EventSource) {
    setInterval(renew, SLOW);
    return;
  }
  const line = new EventSource(mark.dataset.live);
  let slow = 0;
  line.addEventListener("open", () => clearInterval(slow));
  line.addEventListener("beat", heard);
  line.addEventListener("error", () => {
    clearInterval(slow);
    slow = setInterval(renew, SLOW); // until it is open again
  });
  window.addEventListener("pagehide", () => line.close());
}

if (mark) listen();
if (clock) {
  tick();
  setInterval(tick, 10000);
  setInterval(renew, SLOW); // the wall turns dark in the evening, and counts on
}
