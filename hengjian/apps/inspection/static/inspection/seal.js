// Makes a party's value on its own machine (docs/draw.md, section 4). The value leaves it only as a file for its owner.
(() => {
  const box = document.querySelector("[data-seal]");
  if (!box) return;
  const hex = (bytes) => Array.from(new Uint8Array(bytes), (b) => b.toString(16).padStart(2, "0")).join("");
  const input = box.querySelector("input[data-hex]");
  const send = box.querySelector("[data-send]");
  const said = box.querySelector("[data-said]");
  const ready = () => { send.disabled = !/^[0-9a-f]{64}$/.test(input.value.trim()); };
  input.addEventListener("input", ready);

  const make = box.querySelector("[data-make]");
  if (make) {
    if (!window.crypto || !crypto.subtle) {
      box.querySelector("[data-no-crypto]").hidden = false;
    } else {
      make.hidden = false;
      make.addEventListener("click", async () => {
        const value = hex(crypto.getRandomValues(new Uint8Array(32)));
        const { draw, party } = box.dataset;
        const lines = ["hengjian-commit-v1", draw, party, value].map((f) => f.normalize("NFC") + "\n").join("");
        const commitment = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(lines)));
        const kept = JSON.stringify({ draw, party, value, commitment }, null, 1);
        const link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([kept], { type: "application/json" }));
        link.download = `${draw}-${party}.json`;
        link.click();
        URL.revokeObjectURL(link.href);
        input.value = commitment;
        said.textContent = said.dataset.kept;
        ready();
      });
    }
  }
  const file = box.querySelector("input[type=file]");
  if (file) {
    file.addEventListener("change", async () => {
      try {
        const kept = JSON.parse(await file.files[0].text());
        input.value = kept.draw === box.dataset.draw ? kept.value : "";
        said.textContent = input.value ? said.dataset.read : said.dataset.other;
      } catch {
        said.textContent = said.dataset.other;
      }
      ready();
    });
  }
  ready();
})();
