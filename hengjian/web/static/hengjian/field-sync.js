/* Handing over: pictures first, then what speaks of them. An op leaves the phone only when the server has answered its id. */
(function () {
  "use strict";
  var F = window.Field = window.Field || {};
  var busy = false, again = false;
  F.state = { online: navigator.onLine, signedOut: false, last: null };

  function csrf() { var m = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/); return m ? m[1] : ""; }

  /* An answer that is no answer of ours (a sign-in page, a proxy's page) counts as signed out or as no network. */
  function json(response) {
    if (response.redirected || (response.headers.get("Content-Type") || "").indexOf("json") < 0) {
      F.state.signedOut = response.redirected || response.status === 403;
      throw new Error("no answer");
    }
    F.state.signedOut = false; F.state.online = true;
    return response.json().then(function (body) { body.status = response.status; return body; });
  }

  function post(address, body, type) {
    var headers = { "X-CSRFToken": csrf(), "Accept": "application/json" };
    if (type) { headers["Content-Type"] = type; }
    return fetch(address, { method: "POST", credentials: "same-origin", headers: headers, body: body }).then(json);
  }

  F.fetchDay = function () {
    return fetch(F.at.day, { credentials: "same-origin", headers: { "Accept": "application/json" } }).then(json)
      .then(function (day) { return keep(day); })
      .catch(function () { F.state.online = false; return F.store.get("day"); });
  };
  function keep(day) {
    if (String(day.me) !== String(F.me)) { F.state.signedOut = true; return F.store.get("day"); }
    F.state.last = new Date().toISOString();
    return F.store.put("day", day).then(function () { return day; });
  }

  function hashes(op) { return [op.sha256, op.officer_signature, op.party_signature, op.signature].filter(Boolean); }

  function upload(ops) {
    var wanted = [];
    ops.forEach(function (op) { hashes(op).forEach(function (h) { if (wanted.indexOf(h) < 0) { wanted.push(h); } }); });
    return wanted.reduce(function (before, hash) {
      return before.then(function () { return F.store.blob(hash); }).then(function (blob) {
        if (!blob) { return; }
        var form = new FormData(); form.append("sha256", hash); form.append("file", blob, "field." + ({ "image/png": "png", "image/jpeg": "jpg" }[blob.type] || "rec"));
        return post(F.at.photo, form).then(function (body) { if (body.status >= 500) { throw new Error("server"); } });
      });
    }, Promise.resolve());
  }

  function settle(ops, results) {
    var gone = [], changed = [], bytes = [];
    ops.forEach(function (op) {
      var r = results[op.id];
      if (!r) { return; }
      if (r.status === "done" || r.status === "known") { gone.push(op.id); bytes = bytes.concat(hashes(op)); return; }
      op.status = r.status; op.fact = r.fact || ""; op.theirs = r.theirs || null; changed.push(op);
    });
    return F.store.drop(gone).then(function () { return F.store.change(changed); }).then(function () { return F.store.outbox(); })
      .then(function (left) {
        var still = []; left.forEach(function (op) { still = still.concat(hashes(op)); });
        return F.store.forget(bytes.filter(function (h) { return still.indexOf(h) < 0; }));
      });
  }

  function one(check, ops) {
    // Marked before they are sent: an op that may have arrived is never replaced, only followed by another.
    ops.forEach(function (op) { op.tries = (op.tries || 0) + 1; });
    return F.store.change(ops).then(function () { return upload(ops); }).then(function () {
      return post(F.at.sync, JSON.stringify({ check: check, device: F.device(), ops: ops }), "application/json");
    }).then(function (body) {
      if (!body.results) { throw new Error("no results"); }
      return settle(ops, body.results).then(function () { var day = Object.assign({}, body); delete day.results; delete day.status; return keep(day); });
    });
  }

  function run() {
    return F.store.outbox().then(function (all) {
      var waiting = all.filter(function (op) { return op.status === "waiting"; }), byCheck = {};
      waiting.forEach(function (op) { (byCheck[op.check] = byCheck[op.check] || []).push(op); });
      return Object.keys(byCheck).reduce(function (before, check) {
        return before.then(function () { return one(Number(check), byCheck[check].slice(0, 60)); });
      }, Promise.resolve());
    });
  }

  /* One handing over at a time, over all tabs of the page. */
  F.sync = function () {
    if (busy) { again = true; return Promise.resolve(); }
    busy = true;
    var work = function () { return run(); };
    var locked = navigator.locks ? navigator.locks.request(F.place(), work) : work();
    return locked.catch(function () { F.state.online = navigator.onLine && F.state.signedOut; }).then(function () {
      busy = false;
      if (F.changed) { F.changed(); }
      if (again) { again = false; return F.sync(); }
    });
  };

  var timer = 0;
  F.syncSoon = function () { clearTimeout(timer); timer = setTimeout(F.sync, 700); };
  window.addEventListener("online", function () { F.state.online = true; F.sync(); });
  window.addEventListener("offline", function () { F.state.online = false; if (F.changed) { F.changed(); } });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { F.syncSoon(); } });
  setInterval(function () { F.store.outbox().then(function (all) { if (all.some(function (op) { return op.status === "waiting"; })) { F.sync(); } }); }, 15000);
})();
