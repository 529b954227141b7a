/* The paper viewer: zoom in place by button, + and −, 0 fits the width; N and P lead to the next and previous paper. */
(function () {
  "use strict";
  var doc = document, pages = doc.querySelector("[data-pages]"), going = 0; /* G then N leads to the notices */
  function zooms() { return pages.dataset.zooms.split(" ").map(Number); }
  function now() { var found = pages.className.match(/zoom-(\d+)/); return found ? Number(found[1]) : 100; }
  function set(to) {
    var all = zooms(), at = all.indexOf(to), out = doc.querySelector("[data-zoomed]");
    if (at < 0) { return; }
    pages.className = "pages zoom-" + to;
    if (out) { out.textContent = to + " %"; }
    [["out", at > 0], ["in", at < all.length - 1]].forEach(function (one) {
      var button = doc.querySelector("[data-zoom=" + one[0] + "]");
      if (one[1]) { button.removeAttribute("aria-disabled"); button.href = "?zoom=" + all[at + (one[0] === "in" ? 1 : -1)]; }
      else { button.setAttribute("aria-disabled", "true"); }
    });
    try { history.replaceState(null, "", "?zoom=" + to); } catch (e) { /* the address stays as it was */ }
  }
  function step(by) { var all = zooms(), at = all.indexOf(now()); set(all[Math.max(0, Math.min(all.length - 1, at + by))]); }
  function zoom(how) { if (!pages) { return; } if (how === "fit") { set(100); } else { step(how === "in" ? 1 : -1); } }
  doc.addEventListener("click", function (event) {
    var button = event.target.closest("[data-zoom]"); if (button && pages) { event.preventDefault(); zoom(button.dataset.zoom); }
  });
  doc.addEventListener("keydown", function (event) {
    var at = doc.activeElement, go = null;
    if (event.ctrlKey || event.metaKey || event.altKey || (at && /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))) { return; }
    if (going && Date.now() - going < 1500) { going = 0; return; }
    if (event.key === "g" || event.key === "G") { going = Date.now(); return; }
    if (event.key === "+" || event.key === "=") { zoom("in"); } else if (event.key === "-" || event.key === "−") { zoom("out"); } else if (event.key === "0") { zoom("fit"); }
    else if (event.key === "n" || event.key === "N") { go = doc.querySelector("a[rel=next]"); }
    else if (event.key === "p" || event.key === "P") { go = doc.querySelector("a[rel=prev]"); }
    if (go) { event.preventDefault(); go.click(); }
  });
})();
