/* The pad on which one signs with finger, pen or mouse. In a form it stands beside every field for a signature, and what is
   drawn becomes the picture that the field sends; without script one chooses a picture. The field pages draw on it too. */
(function () {
  "use strict";
  /* Makes a canvas a pad: `clear`, and `blob` with the picture or null where nothing was drawn; `lifted` after each stroke. */
  window.signaturePad = function (canvas, lifted) {
    var pen = canvas.getContext("2d"), drawn = false, down = false;
    pen.lineWidth = 5; pen.lineCap = pen.lineJoin = "round"; pen.strokeStyle = "#15191b";
    function spot(e) { var r = canvas.getBoundingClientRect(); return [(e.clientX - r.left) * canvas.width / r.width, (e.clientY - r.top) * canvas.height / r.height]; }
    canvas.addEventListener("pointerdown", function (e) { down = true; canvas.setPointerCapture(e.pointerId); var p = spot(e); pen.beginPath(); pen.moveTo(p[0], p[1]); e.preventDefault(); });
    canvas.addEventListener("pointermove", function (e) { if (!down) { return; } var p = spot(e); pen.lineTo(p[0], p[1]); pen.stroke(); drawn = true; });
    ["pointerup", "pointercancel"].forEach(function (name) { canvas.addEventListener(name, function () { if (down && lifted) { lifted(); } down = false; }); });
    return {
      clear: function () { pen.clearRect(0, 0, canvas.width, canvas.height); drawn = false; },
      blob: function () { return drawn ? new Promise(function (done) { canvas.toBlob(done, "image/png"); }) : Promise.resolve(null); }
    };
  };

  function beside(input) {
    input.dataset.ready = "yes";
    var canvas = document.createElement("canvas"), clear = document.createElement("button");
    canvas.className = "sign"; canvas.width = 700; canvas.height = 220; canvas.setAttribute("role", "img"); canvas.setAttribute("aria-label", input.dataset.sign);
    clear.type = "button"; clear.className = "btn s"; clear.textContent = input.dataset.clear;
    var pad = window.signaturePad(canvas, function () {
      pad.blob().then(function (blob) {
        if (!blob) { return; }
        var files = new DataTransfer(); files.items.add(new File([blob], "signature.png", { type: "image/png" })); input.files = files.files;
      });
    });
    clear.addEventListener("click", function () { pad.clear(); input.value = ""; });
    input.before(canvas, clear);
  }
  function all() { document.querySelectorAll("[data-sign]:not([data-ready])").forEach(beside); }
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", all); } else { all(); }
})();
