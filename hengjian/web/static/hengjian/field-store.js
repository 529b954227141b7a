/* What the phone keeps: the day as last fetched, what is not handed over yet, and the bytes of pictures. One database an officer. */
(function () {
  "use strict";
  var F = window.Field = window.Field || {};
  var opened = null;

  /* Checks and cases are kept apart: each page has a database, and a lock, of its own. */
  F.place = function () { return "hengjian-" + (F.kind || "field") + "-" + F.me; };

  function open() {
    if (!opened) {
      opened = new Promise(function (done, fail) {
        var asked = indexedDB.open(F.place(), 1);
        asked.onupgradeneeded = function () {
          asked.result.createObjectStore("kept");
          asked.result.createObjectStore("outbox", { keyPath: "id" });
          asked.result.createObjectStore("blobs");
        };
        asked.onsuccess = function () { done(asked.result); };
        asked.onerror = function () { fail(asked.error); };
      });
    }
    return opened;
  }

  function within(names, mode, work) {
    return open().then(function (db) {
      return new Promise(function (done, fail) {
        var tx = db.transaction(names, mode), out = work(tx);
        tx.oncomplete = function () { done(out && "result" in out ? out.result : undefined); };
        tx.onerror = tx.onabort = function () { fail(tx.error); };
      });
    });
  }

  F.store = {
    get: function (key) { return within(["kept"], "readonly", function (tx) { return tx.objectStore("kept").get(key); }); },
    put: function (key, value) { return within(["kept"], "readwrite", function (tx) { tx.objectStore("kept").put(value, key); }); },
    outbox: function () {
      return within(["outbox"], "readonly", function (tx) { return tx.objectStore("outbox").getAll(); })
        .then(function (all) { return all.sort(function (a, b) { return a.seq - b.seq; }); });
    },
    /* An op and the bytes it speaks of are kept in one transaction: neither is there without the other. */
    add: function (op, blobs, gone) {
      return within(["outbox", "blobs"], "readwrite", function (tx) {
        (gone || []).forEach(function (id) { tx.objectStore("outbox").delete(id); });
        Object.keys(blobs || {}).forEach(function (hash) { tx.objectStore("blobs").put(blobs[hash], hash); });
        tx.objectStore("outbox").put(op);
      });
    },
    drop: function (ids) { return within(["outbox"], "readwrite", function (tx) { ids.forEach(function (id) { tx.objectStore("outbox").delete(id); }); }); },
    change: function (ops) { return within(["outbox"], "readwrite", function (tx) { ops.forEach(function (op) { tx.objectStore("outbox").put(op); }); }); },
    blob: function (hash) { return within(["blobs"], "readonly", function (tx) { return tx.objectStore("blobs").get(hash); }); },
    forget: function (hashes) { return within(["blobs"], "readwrite", function (tx) { hashes.forEach(function (h) { tx.objectStore("blobs").delete(h); }); }); }
  };

  F.uuid = function () {
    var b = crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(b, function (x) { return ("0" + x.toString(16)).slice(-2); }).join("");
  };
  F.sha256 = function (buffer) {
    return crypto.subtle.digest("SHA-256", buffer).then(function (d) {
      return Array.prototype.map.call(new Uint8Array(d), function (x) { return ("0" + x.toString(16)).slice(-2); }).join("");
    });
  };
  /* The number of this device's next op: later ops of one device may correct earlier ones. */
  F.next = function () {
    var n = Number(localStorage.getItem("hengjian-field-seq") || 0) + 1;
    localStorage.setItem("hengjian-field-seq", String(n));
    return Date.now() * 1000 + (n % 1000);
  };
  F.device = function () {
    var id = localStorage.getItem("hengjian-field-device");
    if (!id) { id = F.uuid(); localStorage.setItem("hengjian-field-device", id); }
    return id;
  };
})();
