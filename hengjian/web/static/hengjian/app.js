/* The only script of our own. Every page works without it; it adds keys, drafts, copies and confirmations. */
(function () {
  "use strict";
  var doc = document;
  var $ = function (css, at) { return (at || doc).querySelector(css); };
  var $$ = function (css, at) { return Array.prototype.slice.call((at || doc).querySelectorAll(css)); };
  var typing = function (el) { return el && (/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) || el.isContentEditable); };
  var english = doc.documentElement.lang === "en";
  var say = function (zh, en) { return english ? en : zh; };
  var csrf = function () { var m = doc.cookie.match(/(?:^|; )csrftoken=([^;]+)/); return m ? m[1] : ($("input[name=csrfmiddlewaretoken]") || {}).value || ""; };

  function announce(text) { var live = $("#live"); if (live) { live.textContent = ""; setTimeout(function () { live.textContent = text; }, 30); } }

  function toast(text) {
    var old = $(".toast"); if (old) { old.remove(); }
    var box = doc.createElement("p"); box.className = "toast"; box.textContent = text;
    doc.body.appendChild(box); announce(text);
    setTimeout(function () { box.remove(); }, 6000);
  }

  /* ---- tables: one tab stop, J and K move, Enter opens, 1 to 9 act ---- */
  function rows() { return $$("[data-rows-table] tbody tr[data-href]"); }
  function chosen() { return $("[data-rows-table] tr[aria-selected=true]"); }
  function choose(row, preview) {
    if (!row) { return; }
    rows().forEach(function (other) { other.removeAttribute("aria-selected"); other.tabIndex = -1; });
    row.setAttribute("aria-selected", "true"); row.tabIndex = 0; row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" });
    var pane = $("#pane");
    if (preview !== false && pane && row.dataset.preview && window.htmx && window.innerWidth > 1023) { window.htmx.ajax("GET", row.dataset.preview, "#pane"); }
  }
  function step(by) {
    var all = rows(), at = all.indexOf(chosen());
    choose(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]);
  }
  doc.addEventListener("click", function (event) {
    var row = event.target.closest("tr[data-preview]");
    if (row && !event.target.closest("a, button, summary, input, label")) { choose(row); }
  });

  /* ---- palette ---- */
  function closePalette() { var over = $("#overlay"); if (over) { over.textContent = ""; } }
  function palette() {
    var over = $("#overlay"), form = $(".top .find");
    if (!over || !form || $(".palette", over)) { return; }
    var box = doc.createElement("div"); box.className = "palette float"; box.setAttribute("role", "dialog"); box.setAttribute("aria-label", say("查找与命令", "Find and command"));
    var input = doc.createElement("input"); input.className = "in"; input.setAttribute("aria-label", say("查找", "Find")); input.setAttribute("role", "combobox"); input.setAttribute("aria-controls", "palette-list"); input.setAttribute("aria-expanded", "true"); input.autocomplete = "off";
    var head = doc.createElement("div"); head.className = "pal-in"; head.appendChild($(".find svg").cloneNode(true)); head.appendChild(input);
    var list = doc.createElement("ul"); list.id = "palette-list"; list.setAttribute("role", "listbox");
    box.appendChild(head); box.appendChild(list); over.appendChild(box); input.focus();
    var timer = 0, load = function () {
      fetch("/palette/?q=" + encodeURIComponent(input.value) + "&at=" + encodeURIComponent(location.pathname), { credentials: "same-origin" })
        .then(function (r) { return r.text(); }).then(function (html) { list.innerHTML = html; var first = $("[role=option]", list); if (first) { first.setAttribute("aria-selected", "true"); } });
    };
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(load, 120); });
    input.addEventListener("keydown", function (event) {
      var options = $$("[role=option]", list), at = options.findIndex(function (o) { return o.getAttribute("aria-selected") === "true"; });
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault(); options.forEach(function (o) { o.removeAttribute("aria-selected"); });
        var next = options[(at + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length];
        if (next) { next.setAttribute("aria-selected", "true"); next.scrollIntoView({ block: "nearest" }); }
      } else if (event.key === "Enter" && options[at]) { event.preventDefault(); $("a", options[at]).click(); }
    });
    load();
  }

  /* ---- drafts: what is typed survives everything ---- */
  function values(form) {
    var out = {};
    new FormData(form).forEach(function (value, name) {
      if (typeof value !== "string" || name === "csrfmiddlewaretoken" || name === "idempotency_key" || name === "version") { return; }
      if (name in out) { out[name] = [].concat(out[name], value); } else { out[name] = value; }
    });
    return out;
  }
  function draft(form) {
    var last = JSON.stringify(values(form)), busy = false;
    var save = function () {
      var now = JSON.stringify(values(form));
      if (now === last || busy || form.dataset.sent) { return; }
      busy = true;
      fetch(form.dataset.draft, { method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json", "X-CSRFToken": csrf() }, body: now })
        .then(function (r) { if (r.ok) { last = now; var mark = $("[data-draft-mark]", form.closest(".sheet, .filing") || form); if (mark) { var d = new Date(); mark.hidden = false; mark.textContent = say("草稿 ", "Draft ") + ("0" + d.getHours()).slice(-2) + ":" + ("0" + d.getMinutes()).slice(-2) + say(" 已存", " saved"); } } })
        .catch(function () { try { localStorage.setItem(form.dataset.draft, now); } catch (e) { /* full or forbidden: the server copy stays */ } })
        .then(function () { busy = false; });
    };
    setInterval(save, 5000); form.addEventListener("focusout", save);
  }

  /* ---- irreversible acts restate themselves before they are sent ---- */
  function confirmed(form) {
    var template = $("template[data-confirm]", form); if (!template || form.dataset.confirmed) { return true; }
    var dialog = doc.createElement("dialog"); dialog.className = "dialog float"; dialog.appendChild(template.content.cloneNode(true)); doc.body.appendChild(dialog);
    if (!dialog.showModal) { form.dataset.confirmed = "1"; return true; }
    dialog.addEventListener("click", function (event) {
      var button = event.target.closest("button"); if (!button) { return; }
      dialog.close(); dialog.remove();
      if (button.value === "yes") { form.dataset.confirmed = "1"; form.requestSubmit ? form.requestSubmit() : form.submit(); }
    });
    dialog.showModal(); return false;
  }
  doc.addEventListener("submit", function (event) {
    var form = event.target; if (form.method !== "post") { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (!confirmed(form)) { event.preventDefault(); return; }
    if (form.dataset.draft) { sending(form); }
  });
  /* What was sent is not sent twice; but if the page is still here after a while, nothing came back, and it may be sent again. */
  function sending(form) {
    var go = $("button.go", form.closest(".sheet") || form) || $("button.go", form);
    form.dataset.sent = "1";
    if (go) { go.kept = Array.prototype.slice.call(go.childNodes); go.setAttribute("aria-busy", "true"); go.textContent = say("正在提交", "Sending"); }
    form.revive = function () { delete form.dataset.sent; if (go) { go.removeAttribute("aria-busy"); go.textContent = ""; go.kept.forEach(function (node) { go.appendChild(node); }); } };
    var files = $$("input[type=file]", form).some(function (input) { return input.files.length; });  /* they take their time */
    setTimeout(function () { if (form.dataset.sent) { form.revive(); } }, files ? 300000 : 20000);
  }
  window.addEventListener("pageshow", function () { $$("form[data-sent]").forEach(function (f) { f.revive(); }); });

  /* ---- lines of a group: emptied, numbered anew ---- */
  function blank(line) {
    $$(".err, [data-kept]", line).forEach(function (el) { el.remove(); });
    $$("input, select", line).forEach(function (el) { if (el.type === "checkbox") { el.checked = false; } else { el.value = ""; } el.removeAttribute("aria-invalid"); });
    return line;
  }
  function renumber(box) {
    Array.prototype.forEach.call(box.children, function (line, n) {
      $(".lines-n", line).textContent = n + 1;
      line.setAttribute("aria-label", line.getAttribute("aria-label").replace(/\d+$/, n + 1));
      $$("input, select", line).forEach(function (el) { el.name = el.name.replace(/-\d+-/, "-" + n + "-"); });
    });
  }

  /* ---- small things ---- */
  doc.addEventListener("click", function (event) {
    var at = event.target, copy = at.closest("[data-copy]"), theme = at.closest("[data-theme-toggle]"), add = at.closest("[data-add-row]"), off = at.closest("[data-remove-row]"), print = at.closest("[data-print]");
    if (copy) { navigator.clipboard && navigator.clipboard.writeText(copy.dataset.copy).then(function () { toast(say("已复制 ", "Copied ") + copy.dataset.copy); }); }
    if (theme) {
      event.preventDefault();
      var root = doc.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark"; doc.cookie = "theme=" + root.dataset.theme + ";path=/;max-age=31536000;SameSite=Lax";
    }
    if (add) {
      event.preventDefault();
      var box = $("[data-rows='" + add.dataset.addRow + "']"), fresh = blank(box.lastElementChild.cloneNode(true));
      box.appendChild(fresh); renumber(box); $("input, select", fresh).focus();
    }
    if (off) {
      var line = off.closest(".lines-one"), all = line.parentNode;
      if (all.children.length > 1) { line.remove(); } else { blank(line); }
      renumber(all); all.lastElementChild.querySelector("input, select").focus();
    }
    if (print) { window.print(); }
    if (!at.closest(".palette")) { closePalette(); }
    $$("details.menu[open], details.light[open]").forEach(function (d) { if (!d.contains(at)) { d.open = false; } });
  });
  doc.addEventListener("input", function (event) {
    var input = event.target; if (!input.dataset || !input.dataset.suggest) { return; }
    var says = doc.getElementById("s-" + input.name), chosen = $$("option", doc.getElementById(input.getAttribute("list"))).filter(function (o) { return o.value === input.value; });
    if (says) { says.textContent = chosen.length ? chosen[0].label : ""; }  /* a code says nothing; its name does */
    if (chosen.length || input.value.length < 2) { return; }
    clearTimeout(input.timer);
    input.timer = setTimeout(function () {
      fetch(input.dataset.suggest + encodeURIComponent(input.value), { credentials: "same-origin" }).then(function (r) { return r.json(); }).then(function (found) {
        var list = doc.getElementById(input.getAttribute("list")); list.textContent = "";
        found.forEach(function (one) { var o = doc.createElement("option"); o.value = one.value; o.label = one.label; list.appendChild(o); });
      });
    }, 150);
  });

  /* ---- choosing several of a catalogue: type a word, pick, repeat ---- */
  function picker(box) {
    var input = $("input[type=search]", box), found = $(".found", box), picked = $(".picked", box), timer = 0;
    input.addEventListener("input", function () {
      clearTimeout(timer);
      if (!input.value.trim()) { found.hidden = true; return; }
      timer = setTimeout(function () {
        fetch(box.dataset.picker + encodeURIComponent(input.value.trim()), { credentials: "same-origin" }).then(function (r) { return r.json(); }).then(function (list) {
          found.textContent = ""; found.hidden = !list.length;
          list.forEach(function (one) {
            var b = doc.createElement("button"); b.type = "button"; b.textContent = one.label; b.dataset.value = one.value; found.appendChild(b);
          });
        });
      }, 150);
    });
    found.addEventListener("click", function (event) {
      var b = event.target.closest("button"); if (!b) { return; }
      var already = $$("input", picked).some(function (i) { return i.value === b.dataset.value; });
      if (!already) {
        var label = doc.createElement("label"), check = doc.createElement("input");
        check.type = "checkbox"; check.name = box.dataset.name; check.value = b.dataset.value; check.checked = true;
        label.appendChild(check); label.appendChild(doc.createTextNode(b.textContent)); picked.appendChild(label);
      }
      input.value = ""; input.removeAttribute("name"); found.hidden = true; input.focus(); announce(b.textContent);
    });
  }

  /* ---- keys ---- */
  var going = 0;
  doc.addEventListener("keydown", function (event) {
    var key = event.key, at = doc.activeElement;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k") { event.preventDefault(); palette(); return; }
    if ((event.ctrlKey || event.metaKey) && key === "Enter") { var form = (at && at.form) || $(".sheet form"); if (form) { event.preventDefault(); form.requestSubmit ? form.requestSubmit() : form.submit(); } return; }
    if (key === "Escape") {
      if ($(".palette")) { closePalette(); return; }
      var open = $("details.menu[open], details.light[open]"); if (open) { open.open = false; $("summary", open).focus(); return; }
      var fold = $("[data-fold]"); if (fold) { fold.click(); }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(at)) { return; }
    if (going && Date.now() - going < 1500) { going = 0; var target = $("[data-go='" + key.toLowerCase() + "']"); if (target) { event.preventDefault(); target.click(); } return; }
    if (key === "/") { var find = $(".find input, .bigfind input"); if (find) { event.preventDefault(); find.focus(); find.select(); } }
    else if (key === "g" || key === "G") { going = Date.now(); }
    else if (key === "[") { var shell = $(".shell"); if (shell) { shell.classList.toggle("narrow"); } }
    else if (key === "j" || key === "k") { step(key === "j" ? 1 : -1); }
    else if (key === "Enter" && chosen() && !at.closest("a, button, summary")) { location.href = chosen().dataset.href; }
    else if (key === "x" && chosen()) { var box = $("input[type=checkbox]", chosen()); if (box) { box.checked = !box.checked; box.dispatchEvent(new Event("change", { bubbles: true })); } }
    else if (key === "e") { var exportLink = $("[data-export]"); if (exportLink) { exportLink.click(); } }
    else if (/^[1-9]$/.test(key)) { var act = $$("[data-act]", $("#pane") || doc)[Number(key) - 1]; if (act) { act.click(); } }
  });

  function start(root) { $$("form[data-draft]", root).forEach(draft); $$("[data-picker]", root).forEach(picker); var focus = $("[data-focus]", root); if (focus) { focus.focus(); focus.scrollIntoView({ block: "nearest" }); } }
  doc.addEventListener("DOMContentLoaded", function () { start(doc); });
  doc.addEventListener("htmx:afterSettle", function (event) {
    start(event.target);
    var opener = event.detail && event.detail.requestConfig && event.detail.requestConfig.elt;
    if (opener && opener.classList.contains("seal")) { opener.setAttribute("aria-expanded", "true"); }
    if (event.target.dataset && event.target.dataset.say) { announce(event.target.dataset.say); }
  });
  doc.addEventListener("htmx:responseError", function () { toast(say("没有取到，稍后再试", "Could not be loaded; try again shortly")); });
})();
