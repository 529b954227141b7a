/* Lists: choosing rows for an act on all of them, the order of columns, more rows in place. Works on without it. */
(function () {
  "use strict";
  var doc = document;
  var $ = function (css, at) { return (at || doc).querySelector(css); };
  var $$ = function (css, at) { return Array.prototype.slice.call((at || doc).querySelectorAll(css)); };
  var english = doc.documentElement.lang === "en";
  var say = function (zh, en) { return english ? en : zh; };
  var last = null, timer = 0, typing = function (el) { return el && /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && el.type !== "checkbox"; };

  function boxes() { return $$("input[type=checkbox][name=row][form=batch]"); }
  function picked() { return boxes().filter(function (box) { return box.checked; }); }

  /* ---- the bar with what can be done to all of them takes the place of the filters ---- */
  function show() {
    var bar = $("#batch"), on = picked(), all = $("[data-all]");
    if (!bar) { return; }
    boxes().forEach(function (box) { box.closest("tr").classList.toggle("in-batch", box.checked); });
    bar.hidden = !on.length;
    bar.closest(".list").classList.toggle("choosing", Boolean(on.length));
    $("[data-count]", bar).textContent = on.length ? say("已选 ", "") + on.length + say(" 件", " chosen") : "";
    if (all) { all.checked = on.length > 0 && on.length === boxes().length; all.indeterminate = on.length > 0 && !all.checked; }
    clearTimeout(timer);
    if (on.length) { timer = setTimeout(offer, 150); }
  }
  function offer() {
    var bar = $("#batch"), rows = picked().map(function (box) { return "row=" + encodeURIComponent(box.value); });
    if (window.htmx && rows.length) { window.htmx.ajax("GET", bar.dataset.acts + "?" + rows.join("&"), "#batch-acts"); }
  }
  function range(from, to, on) {
    var all = boxes(), a = all.indexOf(from), b = all.indexOf(to);
    if (a < 0 || b < 0) { return; }
    all.slice(Math.min(a, b), Math.max(a, b) + 1).forEach(function (box) { box.checked = on; });
  }
  function keys() { var help = $("#keys-help"); if (help && help.showModal && !help.open) { help.showModal(); } }
  function clear() { boxes().forEach(function (box) { box.checked = false; }); last = null; show(); }

  doc.addEventListener("click", function (event) {
    var box = event.target;
    if (box.matches && box.matches("input[name=row][form=batch]")) {
      if (event.shiftKey && last) { range(last, box, box.checked); }
      last = box; show();
    }
    if (event.target.closest("[data-clear]")) { clear(); }
    if (event.target.closest("[data-keys]")) { keys(); }
  });
  doc.addEventListener("change", function (event) {
    if (event.target.matches("[data-all]")) { boxes().forEach(function (box) { box.checked = event.target.checked; }); show(); }
    else if (event.target.matches("input[name=row][form=batch]")) { last = event.target; show(); }
  });
  doc.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(doc.activeElement)) { return; }
    if (event.key === "X") {
      var row = $("[data-rows-table] tr[aria-selected=true]"), box = row && $("input[name=row]", row);
      if (box) { event.preventDefault(); if (last) { range(last, box, true); } else { box.checked = true; } last = box; show(); }
    } else if (event.key === "Escape" && picked().length && !$(".palette") && !$("details.menu[open]") && !$("dialog[open]")) { clear(); }
    else if (event.key === "?") { event.preventDefault(); keys(); }
    else if (event.key === "f") { var chip = $(".filter summary.chip"); if (chip && !picked().length) { event.preventDefault(); chip.focus(); } }
  });
  window.addEventListener("pageshow", show);

  /* ---- columns: a button moves its line, the focus stays on it ---- */
  doc.addEventListener("click", function (event) {
    var button = event.target.closest("[data-columns] button[name=up], [data-columns] button[name=down]");
    if (!button) { return; }
    event.preventDefault();
    var line = button.closest("li"), other = button.name === "up" ? line.previousElementSibling : line.nextElementSibling;
    if (!other) { return; }
    if (button.name === "up") { line.parentNode.insertBefore(line, other); } else { line.parentNode.insertBefore(other, line); }
    button.focus();
    var live = $("#live"); if (live) { live.textContent = $("label", line).textContent.trim() + " " + (Array.prototype.indexOf.call(line.parentNode.children, line) + 1); }
  });

  /* ---- more rows: the first new one takes the focus, so that J and K go on from there ---- */
  doc.addEventListener("htmx:beforeSwap", function (event) {
    var tail = event.detail.target; if (!tail.classList.contains("tail")) { return; }
    var before = tail.previousElementSibling, body = tail.parentNode, live = $("#live"), had = boxes().length;
    doc.addEventListener("htmx:afterSettle", function () {
      var first = before ? before.nextElementSibling : body.firstElementChild;
      while (first && !first.dataset.href) { first = first.nextElementSibling; }
      if (first) { first.focus({ preventScroll: true }); }
      var end = $(".tail", body); if (live && end) { live.textContent = end.textContent.trim(); }
      if (boxes().length !== had) { show(); }
    }, { once: true });
  });
})();
