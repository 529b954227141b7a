/* A pad beside every field for a signature: what is drawn becomes the picture that the field sends. Without script one chooses a picture. */
(function () {
  "use strict";
  function pad(input) {
    input.dataset.ready = "yes";
    var canvas = document.createElement("canvas"), clear = document.createElement("button"), pen = canvas.getContext("2d"), down = false;
    canvas.className = "sign"; canvas.width = 700; canvas.height = 220; canvas.setAttribute("role", "img"); canvas.setAttribute("aria-label", input.dataset.sign);
    clear.type = "button"; clear.className = "btn s"; clear.textContent = input.dataset.clear;
    pen.lineWidth = 5; pen.lineCap = pen.lineJoin = "round"; pen.strokeStyle = "#15191b";
    function spot(e) { var r = canvas.getBoundingClientRect(); return [(e.clientX - r.left) * canvas.width / r.width, (e.clientY - r.top) * canvas.height / r.height]; }
    function hand() {
      canvas.toBlob(function (blob) {
        var files = new DataTransfer(); files.items.add(new File([blob], "signature.png", { type: "image/png" })); input.files = files.files;
      }, "image/png");
    }
    canvas.addEventListener("pointerdown", function (e) { down = true; canvas.setPointerCapture(e.pointerId); var p = spot(e); pen.beginPath(); pen.moveTo(p[0], p[1]); e.preventDefault(); });
    canvas.addEventListener("pointermove", function (e) { if (!down) { return; } var p = spot(e); pen.lineTo(p[0], p[1]); pen.stroke(); });
    ["pointerup", "pointercancel"].forEach(function (name) { canvas.addEventListener(name, function () { if (down) { down = false; hand(); } }); });
    clear.addEventListener("click", function () { pen.clearRect(0, 0, canvas.width, canvas.height); input.value = ""; });
    input.before(canvas, clear);
  }
  function all() { document.querySelectorAll("[data-sign]:not([data-ready])").forEach(pad); }
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", all); } else { all(); }
})();
