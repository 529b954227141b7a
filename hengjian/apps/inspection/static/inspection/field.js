/* The field page: the day's checks, one check with its questions, both signatures. Everything typed is kept at once. */
(function () {
  "use strict";
  var root = document.getElementById("field");
  if (!root) { return; }
  var F = window.Field, h = F.h, say = F.say, fill = F.fill;
  F.me = root.dataset.me;
  F.at = { day: root.dataset.day, sync: root.dataset.sync, photo: root.dataset.photo };
  var day = null, outbox = [], opened = null, asked = false;
  var head = F.$("#head"), bar = F.$("#bar"), main = F.$("#main"), foot = F.$("#foot");
  var VERDICTS = [["conform", say("符合", "Conforms")], ["fault", say("不符合", "Fault")], ["na", say("不适用", "Not applicable")]];

  /* ---- what holds now: the server's record with what this phone has not handed over yet on top ---- */
  function chosen() { var id = Number(location.hash.slice(1)); return day && day.checks.filter(function (c) { return c.id === id; })[0]; }
  function ops(check) { return outbox.filter(function (op) { return op.check === check.id; }); }
  function begun(check) { return check.state === "in_field" || ops(check).some(function (op) { return op.kind === "begin"; }); }
  function signed(check) { return ops(check).filter(function (op) { return op.kind === "finish"; })[0]; }
  function questions(check) { var out = []; check.items.forEach(function (i) { out = out.concat(i.questions); }); return out; }
  function answer(check, key) {
    var mine = ops(check).filter(function (op) { return op.kind === "answer" && op.question === key; }).pop();
    return mine || check.answers[key] || null;
  }
  function base(check, key) { return check.answers[key] ? check.answers[key].revision : 0; }
  function photos(check, key) {
    var mine = ops(check).filter(function (op) { return op.kind === "photo" && op.question === key; });
    return (check.photos || []).filter(function (p) { return p.question === key; }).concat(mine);
  }

  /* ---- keeping ---- */
  function keep(op, blobs, gone) {
    op.id = F.uuid(); op.seq = F.next(); op.status = "waiting"; op.tries = 0;
    return F.store.add(op, blobs, gone).then(load).then(function () { F.syncSoon(); });
  }
  function load() { return F.store.outbox().then(function (all) { outbox = all; status(); }); }
  function put(check, key, change) {
    var now = answer(check, key) || {}, at = new Date().toISOString();
    var op = { check: check.id, kind: "answer", question: key, verdict: now.verdict || "", value: now.value || "", note: now.note || "", base: base(check, key), at: at };
    Object.keys(change).forEach(function (name) { op[name] = change[name]; });
    // What has never been sent gives way to its correction; what may have arrived is followed by it.
    var gone = ops(check).filter(function (o) { return o.kind === "answer" && o.question === key && o.status !== "conflict" && !o.tries; }).map(function (o) { return o.id; });
    if (!op.verdict) { return Promise.resolve(); }
    return keep(op, {}, gone);
  }

  /* ---- the bar: what has not been handed over, and why ---- */
  function status() {
    var waiting = outbox.filter(function (op) { return op.status === "waiting"; }).length;
    var stuck = outbox.filter(function (op) { return op.status !== "waiting"; }).length, box;
    if (F.state.signedOut) { box = note("bad", "warn", say("登录已过期，所录内容都在本机", "Signed out; everything is kept on this phone"), "", h("a", { href: root.dataset.login }, say("重新登录", "Sign in"))); }
    else if (!F.state.online) { box = note("", "cut", say("没有网络，已存在本机", "No network; kept on this phone"), waiting ? say(waiting + "项待上传，联网后自动上传", waiting + " to hand over once there is network") : say("联网后自动上传", "Handed over once there is network")); }
    else if (waiting) { box = note("sent", "tick", say("已存本机，正在上传" + waiting + "项", "Kept; handing over " + waiting), ""); }
    if (stuck && !F.state.signedOut) { var more = note("bad", "warn", say(stuck + "项未被接收，请看标红处", stuck + " not taken; see the red marks"), ""); fill(bar, box, more); }
    else { fill(bar, box); }
    bar.dataset.waiting = waiting; bar.dataset.stuck = stuck;
  }
  function note(kind, mark, title, text, link) { return h("div", { class: "offline " + kind }, F.icon(mark), h("span", {}, h("b", {}, title), text), link || null); }

  /* ---- views ---- */
  function draw() {
    var check = chosen();
    foot.hidden = true;
    if (!day) { fill(main, h("p", { class: "empty" }, asked ? say("还没有取到任务，联网后再打开。", "Nothing was fetched yet; open this page with network.") : say("正在取今日的检查。", "Fetching the day's checks."))); return; }
    if (!check) { title(say("今日现场", "Today in the field"), day.name, root.dataset.home); list(); return; }
    title(check.subject.name, check.origin + "　" + check.number, "#");
    if (!begun(check)) { before(check); } else if (signed(check) && signed(check).status === "waiting") { after(check); } else { field(check); }
    window.scrollTo(0, opened && F.$("#q-open") ? Math.max(0, F.$("#q-open").offsetTop - 140) : 0);
  }
  function title(text, small, href) {
    fill(head, h("a", { href: href, "aria-label": say("返回", "Back") }, F.icon("down")), h("div", {}, h("h1", {}, text), h("span", {}, small)), h("span", {}));
    document.title = text;
  }
  function list() {
    if (!day.checks.length) { fill(main, h("p", { class: "empty" }, say("没有派给您的现场检查。", "No visit is assigned to you."))); return; }
    fill(main, day.checks.map(function (c) {
      var n = questions(c).filter(function (q) { return answer(c, q.key); }).length, all = questions(c).length;
      return h("button", { class: "visit", type: "button", "data-check": c.id, onclick: function () { location.hash = c.id; } },
        h("b", {}, c.subject.name), h("span", {}, h("i", { class: "tag" }, begun(c) ? say("检查中", "Begun") : c.state_label), c.origin + "　" + c.number),
        h("span", {}, (c.subject.place || "") + "　" + say("已查", "done ") + n + "/" + all + (c.due ? say("　截止", "　due ") + F.day(c.due) : "")));
    }));
  }
  function before(check) {
    var tick = h("input", { type: "checkbox", id: "shown" });
    fill(main, h("p", { class: "prog" }, check.subject.place || say("登记地址未载", "no address on record")),
      check.contradictions.map(function (text) { return h("p", { class: "tip" }, F.icon("warn"), h("span", {}, text)); }),
      h("h2", { class: "ph2" }, say("检查事项", "Items"), h("span", {}, check.items.length)),
      h("ul", {}, check.items.map(function (i, n) { return h("li", { class: "ans" }, h("span", { class: "n" }, n + 1), i.name, h("span", { class: "ver mute" }, i.questions.length)); })),
      h("h2", { class: "ph2" }, say("检查人员", "Officers")),
      h("p", { class: "cert" }, check.team.map(function (o) { return o.name + " " + o.certificate; }).join("、")),
      h("div", { class: "signs" }, h("label", { class: "tick", for: "shown" }, tick, say("两名执法人员已出示执法证", "Both officers have shown their certificates"))),
      h("button", { class: "btn go bigbtn", type: "button", id: "begin", onclick: function () {
        if (!tick.checked) { tick.focus(); return; }
        keep({ check: check.id, kind: "begin", at: new Date().toISOString() }).then(draw);
      } }, say("开始检查", "Begin the check")));
  }
  function after(check) {
    fill(main, h("p", { class: "empty" }, F.state.online ? say("已签字，正在上传。", "Signed; being handed over.") : say("已签字，存在本机，联网后自动上传。", "Signed and kept; handed over once there is network.")));
  }
  function field(check) {
    var all = questions(check), done = all.filter(function (q) { return answer(check, q.key); });
    var bad = done.filter(function (q) { return answer(check, q.key).verdict === "fault"; }).length, number = 0;
    if (opened === null || opened !== "sign" && !all.some(function (q) { return q.key === opened; })) { var first = all.filter(function (q) { return !answer(check, q.key); })[0]; opened = first ? first.key : "sign"; }
    var parts = [h("div", { class: "prog" }, h("span", {}, say("已查", "Done "), h("b", {}, done.length), say("项，共" + all.length + "项", " of " + all.length)), bad ? h("span", { class: "ver bad" }, say(bad + "项不符合", bad + " faults")) : null, F.progress(all.map(function (q) { var a = answer(check, q.key); return a ? a.verdict : ""; }))),
      h("p", { class: "cert" }, F.icon("tick"), say("已出示执法证　", "Certificates shown　") + check.team.map(function (o) { return o.name + " " + o.certificate; }).join("、"))];
    check.items.forEach(function (item) {
      parts.push(h("section", {}, h("h2", { class: "ph2" }, item.name, h("span", {}, say(item.questions.length + "项", item.questions.length))),
        h("ul", {}, item.questions.map(function (q) { number += 1; return q.key === opened ? h("li", {}, card(check, q, number)) : row(check, q, number); }))));
    });
    parts.push(h("h2", { class: "ph2" }, say("签字", "Signatures")));
    parts.push(opened === "sign" ? signing(check) : h("button", { class: "btn bigbtn", type: "button", id: "to-sign", onclick: function () { opened = "sign"; draw(); } }, say("双方签字", "Both sides sign")));
    fill(main, parts);
    pager(check, all);
  }
  function verdict(a) {
    if (!a) { return h("span", { class: "ver mute" }, say("未查", "open")); }
    if (a.status === "conflict") { return h("span", { class: "ver bad" }, F.icon("warn"), say("与同事不一致", "differs")); }
    if (a.status === "refused") { return h("span", { class: "ver bad" }, F.icon("warn"), say("未接收", "not taken")); }
    var label = VERDICTS.filter(function (v) { return v[0] === a.verdict; })[0][1];
    return h("span", { class: "ver " + { conform: "ok", fault: "bad", na: "mute" }[a.verdict] }, a.verdict === "na" ? null : F.icon(a.verdict === "fault" ? "cross" : "tick"), label);
  }
  function row(check, q, n) {
    var a = answer(check, q.key), why = a && [a.value, a.note].filter(Boolean).join("　"), shots = photos(check, q.key).length;
    return h("li", { class: "ans", "data-question": q.key }, h("span", { class: "n" }, n), h("button", { type: "button", onclick: function () { opened = q.key; draw(); } }, q.ask), verdict(a),
      why || shots ? h("span", { class: "why" }, (why || "") + (shots ? say("　照片" + shots + "张", "　" + shots + " pictures") : "")) : null);
  }
  function card(check, q, n) {
    var a = answer(check, q.key) || {}, id = "w-" + q.key, timer = 0;
    var buttons = VERDICTS.filter(function (v) { return v[0] !== "na" || q.na; });
    function typed(name) { return function (e) { var change = {}; change[name] = e.target.value.trim(); clearTimeout(timer); timer = setTimeout(function () { put(check, q.key, change); }, 350); }; }
    function flush(name) { return function (e) { var change = {}; change[name] = e.target.value.trim(); clearTimeout(timer); if ((answer(check, q.key) || {})[name] !== change[name]) { put(check, q.key, change); } }; }
    return h("article", { class: "item", id: "q-open", "aria-labelledby": "t-" + q.key },
      h("p", { class: "n7" }, h("b", {}, n), "　" + q.basis), h("h3", { id: "t-" + q.key }, q.ask),
      a.status === "conflict" ? differ(check, q, a) : a.status === "refused" ? h("p", { class: "tip" }, F.icon("warn"), h("span", {}, a.fact)) : null,
      h("div", { class: "three-btn" + (q.na ? "" : " duo"), role: "radiogroup", "aria-labelledby": "t-" + q.key }, buttons.map(function (v) {
        return h("button", { type: "button", role: "radio", class: "btn" + (v[0] === "fault" ? " no" : ""), "aria-checked": a.verdict === v[0] ? "true" : "false", "data-verdict": v[0], onclick: function () { put(check, q.key, { verdict: v[0] }).then(draw); } }, v[1]);
      })),
      extra(q, a, typed, flush),
      a.verdict === "fault" || a.note ? h("div", { class: "field" }, h("label", { for: id }, say("发现了什么", "What was found")), h("textarea", { class: "in", id: id, rows: 3, maxlength: 1000, value: a.note || "", oninput: typed("note"), onblur: flush("note") })) : null,
      h("div", { class: "shots" }, photos(check, q.key).map(function (p) { return F.thumb(p.sha256, F.time(p.at)); }), add(check, q)),
      h("p", { class: "small mute" }, say("照片在拍摄时加时间、位置和摘要", "Pictures get time, place and hash when taken")));
  }
  function extra(q, a, typed, flush) {
    var kinds = { number: ["number", say("数值", "Value")], date: ["date", say("日期", "Date")], text: ["text", say("情况", "Text")] };
    if (q.kind === "choice") { return h("div", { class: "field" }, h("label", { for: "v-" + q.key }, say("选择", "Choose")), h("select", { class: "in", id: "v-" + q.key, onchange: typed("value") }, h("option", { value: "" }), q.choices.map(function (c) { var o = h("option", { value: c }, c); o.selected = a.value === c; return o; }))); }
    if (!kinds[q.kind]) { return null; }
    return h("div", { class: "field" }, h("label", { for: "v-" + q.key }, kinds[q.kind][1]), h("input", { class: "in", id: "v-" + q.key, type: kinds[q.kind][0], step: "any", value: a.value || "", oninput: typed("value"), onblur: flush("value") }));
  }
  function differ(check, q, mine) {
    var theirs = mine.theirs, word = function (a) { return VERDICTS.filter(function (v) { return v[0] === a.verdict; })[0][1] + (a.note ? "：" + a.note : ""); };
    return h("div", {}, h("p", { class: "tip" }, F.icon("warn"), say("同事已先作答，且与您的不同。请当面商定，选择其一。", "A colleague has answered otherwise. Agree, and choose one.")),
      h("div", { class: "both" }, h("div", {}, h("b", {}, theirs.by), word(theirs)), h("div", {}, h("b", {}, say("您", "You")), word(mine))),
      h("div", { class: "three-btn duo" }, h("button", { class: "btn", type: "button", id: "take-theirs", onclick: function () { F.store.drop([mine.id]).then(load).then(draw); } }, say("用同事的", "Take theirs")),
        h("button", { class: "btn", type: "button", id: "take-mine", onclick: function () { keep({ check: check.id, kind: "answer", question: q.key, verdict: mine.verdict, value: mine.value, note: mine.note, base: theirs.revision, at: new Date().toISOString() }, {}, [mine.id]).then(draw); } }, say("用我的", "Take mine"))));
  }
  function add(check, q) {
    return h("label", { class: "addpic" }, F.icon("camera"), say("拍照", "Picture"), h("input", { type: "file", accept: "image/jpeg,image/png", capture: "environment", "aria-label": say("拍照", "Picture"), onchange: function (e) {
      var file = e.target.files[0]; if (!file) { return; }
      F.picture(file).then(function (p) { var blobs = {}; blobs[p.sha256] = p.blob; return keep({ check: check.id, kind: "photo", question: q.key, sha256: p.sha256, at: p.at, place: p.place }, blobs); }).then(draw);
    } }));
  }
  function signing(check) {
    var all = questions(check), left = all.filter(function (q) { return !answer(check, q.key); }).length, old = signed(check), ours = F.pad(say("检查人员签名", "Officers")), theirs = F.pad(say("被检查人签名", "Subject"));
    var silent = all.filter(function (q) { var a = answer(check, q.key); return a && a.verdict === "fault" && !a.note; }).length;
    var field = function (id, label) { return h("div", {}, h("label", { for: id }, label), h("input", { class: "in", id: id, maxlength: 60 })); };
    var box = function (id, label) { return h("label", { class: "tick", for: id }, h("input", { type: "checkbox", id: id, onchange: toggle }), label); };
    var name = field("party", say("被检查人姓名", "Name of who signs for the subject")), why = field("reason", say("不签字的原因", "Why it is not signed")), witness = field("witness", say("见证人", "Witness"));
    var pad = h("div", {}, h("p", { class: "label" }, say("被检查人签名", "Signature of the subject"), h("button", { class: "btn bare s", type: "button", onclick: theirs.clear }, say("重签", "Again"))), theirs.element);
    var said = h("p", { class: "err", role: "alert" });
    function toggle() { var no = F.$("#refused").checked, nobody = F.$("#absent").checked; name.hidden = pad.hidden = no || nobody; why.hidden = !no; witness.hidden = !(no || nobody); }
    var panel = h("div", { class: "signs" },
      left ? h("p", { class: "tip" }, F.icon("info"), say("还有" + left + "项未查；现场无人的除外。", left + " questions are open, unless nobody is there.")) : null,
      silent ? h("p", { class: "tip" }, F.icon("warn"), say(silent + "项不符合没有写明情况。", silent + " faults do not say what was found.")) : null,
      old ? h("p", { class: "tip" }, F.icon("warn"), h("span", {}, old.fact)) : null,
      h("p", { class: "label" }, say("检查人员签名", "Signature of the officers"), h("button", { class: "btn bare s", type: "button", onclick: ours.clear }, say("重签", "Again"))), ours.element,
      name, pad, box("refused", say("被检查人拒绝签字", "The subject refuses to sign")), box("absent", say("现场无人", "Nobody is at the place")), why, witness, said,
      h("button", { class: "btn go bigbtn", type: "button", id: "finish", onclick: function () {
        var value = function (id) { return F.$("#" + id).value.trim(); }, no = F.$("#refused").checked, nobody = F.$("#absent").checked;
        Promise.all([ours.read(), no || nobody ? null : theirs.read()]).then(function (got) {
          var fault = !got[0] ? say("检查人员还没有签名。", "The officers have not signed.") : !no && !nobody && (!got[1] || !value("party")) ? say("请被检查人写明姓名并签名，或记录拒签。", "Name and signature of the subject, or record a refusal.") : (no || nobody) && !value("witness") ? say("请写明见证人。", "Name a witness.") : no && !value("reason") ? say("请写明拒签原因。", "Say why it is not signed.") : left && !nobody ? say("还有未查的项目。", "Questions are open.") : "";
          if (fault) { said.textContent = fault; return; }
          var blobs = {}; got.forEach(function (g) { if (g) { blobs[g.sha256] = g.blob; } });
          keep({ check: check.id, kind: "finish", at: new Date().toISOString(), officer_signature: got[0].sha256, party_signature: got[1] ? got[1].sha256 : "", party_name: no || nobody ? "" : value("party"), refused: no, absent: nobody, reason: value("reason"), witness: no || nobody ? value("witness") : "" }, blobs, old ? [old.id] : []).then(draw);
        });
      } }, say("签字完成", "Signed")));
    setTimeout(toggle, 0);
    return panel;
  }
  function pager(check, all) {
    var keys = all.map(function (q) { return q.key; }).concat(["sign"]), at = keys.indexOf(opened);
    function go(to) { return function () { opened = keys[to]; draw(); }; }
    foot.hidden = false;
    fill(foot, h("button", { class: "btn", type: "button", "aria-disabled": at <= 0 ? "true" : "false", onclick: at > 0 ? go(at - 1) : null }, say("上一项", "Back")),
      h("span", {}, opened === "sign" ? say("签字", "Sign") : say("第" + (at + 1) + "项", at + 1), h("br"), h("b", {}, say("已存本机", "Kept"))),
      h("button", { class: "btn go", type: "button", id: "next", "aria-disabled": at >= keys.length - 1 ? "true" : "false", onclick: at < keys.length - 1 ? go(at + 1) : null }, say("下一项", "Next")));
  }

  /* ---- start ---- */
  F.changed = function () {
    Promise.all([F.store.get("day"), F.store.outbox()]).then(function (got) {
      day = got[0] || day; outbox = got[1]; status();
      var at = document.activeElement;
      // Nobody loses the keyboard or half a signature because something was handed over.
      if (!(at && /^(TEXTAREA|INPUT|SELECT)$/.test(at.tagName)) && opened !== "sign") { draw(); }
      else if (chosen() === undefined || (chosen() && signed(chosen()))) { draw(); }
    });
  };
  window.addEventListener("hashchange", function () { opened = null; draw(); });
  if (navigator.serviceWorker) { 
    navigator.serviceWorker.register(root.dataset.worker, { scope: location.pathname });
    navigator.serviceWorker.ready.then(function () { root.dataset.ready = "yes"; });
  }
  if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
  F.store.get("day").then(function (kept) { day = kept || null; return load(); }).then(draw).then(F.fetchDay).then(function (fresh) { day = fresh || day; asked = true; draw(); status(); return F.sync(); });
})();
