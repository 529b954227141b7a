/* The case in the field: pictures and recordings, records signed on the glass, measures, decisions on the spot.
   Store, handing over and pieces are those of the field pages; what is half typed is kept as a draft at once. */
(function () {
  "use strict";
  var root = document.getElementById("field");
  if (!root) { return; }
  var F = window.Field, h = F.h, say = F.say, fill = F.fill;
  F.kind = "case"; F.me = root.dataset.me;
  F.at = { day: root.dataset.day, sync: root.dataset.sync, photo: root.dataset.photo };
  var day = null, outbox = [], asked = false, typing = false;
  var head = F.$("#head"), bar = F.$("#bar"), main = F.$("#main");
  var KINDS = { photo: say("照片或录音录像", "Picture or recording"), scene: say("现场笔录", "Scene record"), inquiry: say("询问笔录", "Inquiry record"), measure: say("登记保存、查封、扣押", "Hold, seal or seize"), spot: say("当场处罚决定", "On-the-spot decision") };
  var SIGNS = [["signed", say("核对无误并签名", "Read and signed")], ["refused", say("拒绝签名", "Refuses to sign")], ["absent", say("不在场", "Not present")]];
  var OFFICES = [["party", say("当事人", "Party")], ["legal_representative", say("法定代表人", "Legal representative")], ["main_responsible", say("主要负责人", "Main person in charge")], ["direct_other", say("直接责任人员", "Person directly responsible")], ["witness", say("证人", "Witness")]];

  /* ---- addresses: #12 is a case, #12/scene a form of it, #0/spot a decision without a case ---- */
  function where() { var at = location.hash.slice(1).split("/"); return { id: Number(at[0] || -1), form: at[1] || "" }; }
  function chosen() { var id = where().id; return day && day.checks.filter(function (c) { return c.id === id; })[0]; }
  function ops(id) { return outbox.filter(function (op) { return op.check === id; }); }
  function load() { return F.store.outbox().then(function (all) { outbox = all; status(); }); }
  function keep(op, blobs, gone) {
    op.id = F.uuid(); op.seq = F.next(); op.status = "waiting"; op.tries = 0;
    return F.store.add(op, blobs, gone).then(load).then(function () { F.syncSoon(); });
  }

  function status() {
    var waiting = outbox.filter(function (op) { return op.status === "waiting"; }).length, stuck = outbox.length - waiting, out = [];
    if (F.state.signedOut) { out.push(note("bad", "warn", say("登录已过期，所录内容都在本机", "Signed out; everything is kept on this phone"), "", h("a", { href: root.dataset.login }, say("重新登录", "Sign in")))); }
    else if (!F.state.online) { out.push(note("", "cut", say("没有网络，已存在本机", "No network; kept on this phone"), say(waiting + "项待上传，联网后自动上传", waiting + " to hand over once there is network"))); }
    else if (waiting) { out.push(note("sent", "tick", say("已存本机，正在上传" + waiting + "项", "Kept; handing over " + waiting), "")); }
    if (stuck) { out.push(note("bad", "warn", say(stuck + "项未被接收，请看标红处", stuck + " not taken; see the red marks"), "")); }
    fill(bar, out); bar.dataset.waiting = waiting; bar.dataset.stuck = stuck;
  }
  function note(kind, mark, title, text, link) { return h("div", { class: "offline " + kind }, F.icon(mark), h("span", {}, h("b", {}, title), text), link || null); }
  function title(text, small, href) {
    fill(head, h("a", { href: href, "aria-label": say("返回", "Back") }, F.icon("down")), h("div", {}, h("h1", {}, text), h("span", {}, small)), h("span", {}));
    document.title = text;
  }

  /* ---- views ---- */
  function draw() {
    var at = where(), one = chosen();
    typing = false;
    if (!day) { fill(main, h("p", { class: "empty" }, asked ? say("还没有取到案件，联网后再打开。", "Nothing was fetched yet; open this page with network.") : say("正在取案件。", "Fetching the cases."))); return; }
    if (at.form && (one || at.form === "spot")) { form(at.form, one); return; }
    if (one) { sheet(one); return; }
    title(say("现场办案", "Cases in the field"), day.name, root.dataset.home);
    fill(main, h("a", { class: "btn go bigbtn", href: "#0/spot", id: "to-spot" }, KINDS.spot), ops(0).length ? h("ul", {}, ops(0).map(line)) : null,
      h("h2", { class: "ph2" }, say("我承办的案件", "My cases"), h("span", {}, day.checks.length)),
      day.checks.length ? day.checks.map(function (c) {
        return h("button", { class: "visit", type: "button", "data-case": c.id, onclick: function () { location.hash = c.id; } }, h("b", {}, c.party), h("span", {}, h("i", { class: "tag" }, c.state_label), c.cause), h("span", {}, c.number + (c.due ? say("　截止", "　due ") + F.day(c.due) : "") + (ops(c.id).length ? say("　待上传", "　waiting ") + ops(c.id).length : "")));
      }) : h("p", { class: "empty" }, say("没有您承办的在办案件。", "No open case is yours.")));
  }
  function line(op) {
    var bad = op.status !== "waiting";
    return h("li", { class: "ans", "data-op": op.id }, h("span", { class: "n" }, F.time(op.kept)), h("span", {}, KINDS[op.kind] + (op.person ? "　" + op.person : "") + (op.party_name ? "　" + op.party_name : "")),
      h("span", { class: "ver " + (bad ? "bad" : "mute") }, bad ? say("未接收", "not taken") : say("已存本机", "kept")),
      bad ? h("span", { class: "why" }, op.fact, op.kind === "photo" ? null : h("button", { type: "button", class: "btn s", onclick: function () { again(op); } }, say("修改后再交", "Correct it"))) : null);
  }
  /* A refused record goes back into its form; it leaves the phone only when the corrected one is kept. */
  function again(op) { F.store.put(draftKey(op.check, op.kind), Object.assign({}, op.typed, { replaces: op.id })).then(function () { location.hash = op.check + "/" + op.kind; draw(); }); }
  function sheet(c) {
    title(c.party, c.number, "#");
    var investigating = c.state === "investigation";
    fill(main, h("p", { class: "prog" }, c.cause, h("span", {}, c.state_label)), h("p", { class: "cert" }, c.team.map(function (o) { return o.name + " " + o.certificate; }).join("、")),
      investigating ? h("div", { class: "three-btn duo" }, ["scene", "inquiry"].map(function (k) { return to(c, k); })) : null, to(c, "measure"), (c.measures || []).length ? h("ul", {}, c.measures.map(running)) : null,
      h("div", { class: "shots" }, ops(c.id).filter(function (op) { return op.kind === "photo" && !op.recording; }).map(function (op) { return F.thumb(op.sha256, F.time(op.at)); }), add(c, false), add(c, true)),
      h("p", { class: "small mute" }, say("照片、录音录像在采集时加时间、位置和摘要", "Pictures and recordings get time, place and hash when taken")),
      h("h2", { class: "ph2" }, say("还在本机", "Still on this phone"), h("span", {}, ops(c.id).length)), h("ul", {}, ops(c.id).map(line)));
  }
  function to(c, kind) { return h("a", { class: "btn" + (kind === "measure" ? " bigbtn" : ""), href: "#" + c.id + "/" + kind, "data-form": kind }, KINDS[kind]); }
  /* A measure that runs, with the moment until which it is to be approved or ends. */
  function running(m) { return h("li", { class: "ans", "data-measure": m.id }, h("span", { class: "n" }, F.icon("info")), h("span", {}, m.kind + say("　" + m.goods + "项物品", "　" + m.goods + " goods")), h("span", { class: "ver mute" }, m.state_label + (m.due ? say("　截止", "　due ") + F.day(m.due) + " " + F.time(m.due).slice(0, 5) : ""))); }
  function add(c, recording) {
    var label = recording ? say("录音录像", "Recording") : say("拍照", "Picture");
    return h("label", { class: "addpic" }, F.icon("camera"), label, h("input", { type: "file", accept: recording ? "video/mp4,video/webm,audio/mp4,audio/webm" : "image/jpeg,image/png", capture: "environment", "aria-label": label, "data-recording": recording ? "yes" : false, onchange: function (e) {
      var file = e.target.files[0]; if (!file) { return; }
      F.picture(file).then(function (p) { var blobs = {}; blobs[p.sha256] = p.blob; return keep({ check: c.id, kind: "photo", recording: recording, sha256: p.sha256, at: p.at, kept: p.at, place: p.place, note: "" }, blobs); }).then(draw);
    } }));
  }

  /* ---- forms: every key stroke is kept as a draft until the record itself is kept ---- */
  function draftKey(id, kind) { return "draft-" + id + "-" + kind; }
  function local(d) { var z = function (n) { return ("0" + n).slice(-2); }; return d.getFullYear() + "-" + z(d.getMonth() + 1) + "-" + z(d.getDate()) + "T" + z(d.getHours()) + ":" + z(d.getMinutes()); }
  function form(kind, c) {
    var id = c ? c.id : 0;
    title(KINDS[kind], c ? c.party : day.name, c ? "#" + id : "#");
    F.store.get(draftKey(id, kind)).then(function (draft) { build(kind, id, draft || { began: local(new Date()), at: local(new Date()) }); });
  }
  function build(kind, id, values) {
    var pad = F.pad(say("签名", "Signature")), said = h("p", { class: "err", role: "alert" });
    typing = true;
    function changed(name, value) { values[name] = value; F.store.put(draftKey(id, kind), values); }
    function text(name, label, rows, type) {
      var box = rows ? h("textarea", { class: "in", id: "i-" + name, rows: rows, value: values[name] || "", oninput: function (e) { changed(name, e.target.value); } })
        : h("input", { class: "in", id: "i-" + name, type: type || "text", step: type === "number" ? "any" : false, value: values[name] || "", oninput: function (e) { changed(name, e.target.value); } });
      return h("div", { class: "field" }, h("label", { for: "i-" + name }, label), box);
    }
    function tick(name, label) { var box = h("input", { type: "checkbox", id: "i-" + name, onchange: function (e) { changed(name, e.target.checked); } }); box.checked = Boolean(values[name]); return h("label", { class: "tick", for: "i-" + name }, box, label); }
    function pick(name, label, choices) {
      if (!values[name] && choices.length) { values[name] = choices[0][0]; }
      return h("div", { class: "field" }, h("label", { for: "i-" + name }, label), h("select", { class: "in", id: "i-" + name, onchange: function (e) { changed(name, e.target.value); } }, choices.map(function (one) { var o = h("option", { value: one[0] }, one[1]); o.selected = String(values[name]) === String(one[0]); return o; })));
    }
    /* Goods: a line for each, one more by a button; an empty line is left out. */
    function goods() {
      var rows = values.goods = values.goods && values.goods.length ? values.goods : [{}], list = h("div", { id: "goods" });
      function cell(row, name, label) { return h("input", { class: "in", "aria-label": label, placeholder: label, "data-name": name, value: row[name] || "", oninput: function (e) { row[name] = e.target.value; changed("goods", rows); } }); }
      function one(row) { list.appendChild(h("div", { class: "goods" }, cell(row, "name", say("名称", "Goods")), cell(row, "quantity", say("数量", "How many")), cell(row, "unit", say("单位", "Unit")), cell(row, "spec", say("规格", "Specification")), cell(row, "batch", say("批号", "Batch")))); }
      rows.forEach(one);
      return [h("p", { class: "label" }, say("物品清单", "Goods"), h("button", { class: "btn bare s", type: "button", id: "more-goods", onclick: function () { rows.push({}); one(rows[rows.length - 1]); changed("goods", rows); } }, say("再加一项", "One more"))), list];
    }
    var measure = kind === "measure", record = kind !== "spot" && !measure, parts = record ? [text("began", say("开始时间", "Began at"), 0, "datetime-local"), text("place", say("地点", "Place"))] : [];
    if (kind === "inquiry") { parts.push(text("person", say("被询问人", "Person asked")), pick("office", say("身份", "In what capacity"), OFFICES)); }
    if (record) {
      parts.push(tick("shown", say("两名执法人员已出示执法证", "Both officers have shown their certificates")), tick("told", say("已告知权利义务", "Rights and duties were told")),
        text("text", kind === "scene" ? say("现场情况", "What was seen") : say("问答内容", "Questions and answers"), 8), pick("signed", say("对方签名情况", "Signature of the other side"), SIGNS), text("witness", say("见证人（拒签或不在场时）", "Witness, where it is not signed")));
    } else if (measure) {
      parts.push(pick("measure", say("措施", "Measure"), day.measures || []), text("at", say("实施时间", "When"), 0, "datetime-local"), text("place", say("地点", "Place")), text("reason", say("理由和依据", "Reason and basis"), 3), goods(), text("keeper", say("保管人", "Kept by")),
        tick("approved", say("已事先报经负责人批准", "The head has approved it beforehand")), h("p", { class: "tip" }, F.icon("info"), h("span", {}, say("情况紧急当场实施的，24小时内向负责人报告并补办批准手续（行政强制法第十九条）；不予批准的立即解除。", "Taken on the spot without approval, it is reported within 24 hours and approved afterwards (Compulsion Law, art. 19)."))),
        pick("signed", say("对方在清单上签名", "Signature of the other side on the list"), SIGNS), text("witness", say("见证人（拒签或不在场时）", "Witness, where it is not signed")));
    } else {
      parts.push(text("party_name", say("当事人", "Party")), pick("party_kind", say("当事人类别", "Kind of party"), [["person", say("公民", "Person")], ["organisation", say("单位", "Organisation")]]), text("party_number", say("证件号码", "Identity number")),
        pick("companion", say("同行执法人员", "Second officer"), day.colleagues.map(function (o) { return [o.id, o.name]; })), text("cause_name", say("违法行为", "Breach")), text("violated", say("违反条款", "Article violated")), text("punished_by", say("处罚依据", "Article of the penalty")),
        text("found", say("违法事实：时间、地点、情况", "The breach: time, place, what was seen"), 4), text("evidence", say("证据", "Evidence")), pick("kind_of", say("处罚种类", "Kind of penalty"), [["fine", say("罚款", "Fine")], ["warning", say("警告", "Warning")]]), text("fine", say("罚款（元）", "Fine (yuan)"), 0, "number"),
        tick("told", say("已告知事实、理由、依据和权利，并听取陈述申辩", "Facts, reasons, articles and rights were told, and the party was heard")), tick("collected", say("当场收缴", "Collected on the spot")));
    }
    fill(main, h("div", { class: "signs", id: "form", "data-kind": kind }, parts, h("p", { class: "label" }, say("签名", "Signature"), h("button", { class: "btn bare s", type: "button", onclick: pad.clear }, say("重签", "Again"))), pad.element, said,
      h("button", { class: "btn go bigbtn", type: "button", id: "keep", onclick: function () { finish(kind, id, values, pad, said); } }, say("存入本机并上传", "Keep and hand over"))));
    window.scrollTo(0, 0);
  }
  function counted(values) { return (values.goods || []).filter(function (g) { return (g.name || "").trim() && (g.quantity || "").trim(); }); }
  function missingMeasure(values, signature) {
    if (["place", "reason"].some(function (n) { return !(values[n] || "").trim(); })) { return say("还有没有填写的项目。", "Something is not filled in."); }
    if (!counted(values).length) { return say("清单上至少有一项物品及其数量。", "Name at least one thing and how many."); }
    if (values.signed === "signed" ? !signature : !(values.witness || "").trim()) { return say("请签名；没有签名的，请写明见证人。", "It needs a signature, or a witness."); }
    return "";
  }
  function missing(kind, values, signature) {
    if (kind === "measure") { return missingMeasure(values, signature); }
    var record = kind !== "spot", must = record ? ["place", "text"].concat(kind === "inquiry" ? ["person"] : []) : ["party_name", "cause_name", "violated", "punished_by", "found", "evidence"];
    if (must.some(function (n) { return !(values[n] || "").trim(); })) { return say("还有没有填写的项目。", "Something is not filled in."); }
    if (record && (!values.shown || !values.told)) { return say("请先出示执法证并告知权利义务。", "Show the certificates and tell the rights first."); }
    if (!record && !values.told) { return say("请先告知并听取陈述申辩。", "Tell the party and hear it first."); }
    if (record && values.signed !== "signed" && !(values.witness || "").trim()) { return say("没有签名的，请写明见证人。", "Who does not sign needs a witness."); }
    if ((!record || values.signed === "signed") && !signature) { return say("还没有签名。", "It is not signed."); }
    return "";
  }
  function finish(kind, id, values, pad, said) {
    pad.read().then(function (signature) {
      var fault = missing(kind, values, signature), op = {}, blobs = {};
      if (fault) { said.textContent = fault; return null; }
      Object.keys(values).forEach(function (n) { if (n !== "replaces" && n !== "kind_of") { op[n] = values[n]; } });
      op.check = id; op.kind = kind; op.typed = values; op.kept = new Date().toISOString(); op.signature = signature ? signature.sha256 : "";
      if (signature) { blobs[signature.sha256] = signature.blob; }
      if (kind === "spot") { op.kinds = [values.kind_of]; op.fine = values.kind_of === "fine" ? values.fine || "0" : "0"; op.companion = Number(values.companion); op.collected = Boolean(values.collected); }
      else if (kind === "measure") { op.goods = counted(values); op.at = new Date(values.at || Date.now()).toISOString(); op.approved = Boolean(values.approved); }
      else { op.ended = local(new Date()); op.proves = kind === "scene" ? ["conduct", "amount"] : ["conduct", "fault"]; }
      return keep(op, blobs, values.replaces ? [values.replaces] : []).then(function () { return F.store.put(draftKey(id, kind), null); }).then(function () { location.hash = id ? String(id) : ""; draw(); });
    });
  }

  /* ---- start ---- */
  F.changed = function () {
    Promise.all([F.store.get("day"), F.store.outbox()]).then(function (got) { day = got[0] || day; outbox = got[1]; status(); if (!typing) { draw(); } });
  };
  window.addEventListener("hashchange", draw);
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register(root.dataset.worker, { scope: location.pathname });
    navigator.serviceWorker.ready.then(function () { root.dataset.ready = "yes"; });
  }
  if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
  F.store.get("day").then(function (kept) { day = kept || null; return load(); }).then(draw).then(F.fetchDay).then(function (fresh) { day = fresh || day; asked = true; if (!typing) { draw(); } status(); return F.sync(); });
})();
