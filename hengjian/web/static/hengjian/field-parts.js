/* Pieces of the field page: elements, marks, pictures on canvas, the pad for signatures. No markup is ever made of text. */
(function () {
  "use strict";
  var F = window.Field = window.Field || {};
  var NS = "http://www.w3.org/2000/svg";
  var english = document.documentElement.lang === "en";
  F.say = function (zh, en) { return english ? en : zh; };
  F.$ = function (css, at) { return (at || document).querySelector(css); };

  var PATHS = {
    tick: ["m3 8.5 3.2 3.2L13 5"], cross: ["M8 2a6 6 0 1 0 .01 0", "m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4"],
    cut: ["M2 6a9 9 0 0 1 12 0M4.3 8.6a5.6 5.6 0 0 1 7.4 0M8 12.2v.1M2.5 2.5l11 11"],
    info: ["M8 2a6 6 0 1 0 .01 0", "M8 7.3v3.7M8 4.9v.2"], camera: ["M1.8 4.8h3l1-1.6h4.4l1 1.6h3v8.4H1.8z", "M8 6.4a2.4 2.4 0 1 0 .01 0"],
    warn: ["M8 2 1.8 13.2h12.4zM8 6.5v3.2M8 11.4v.2"], down: ["m4 6 4 4 4-4"]
  };
  F.icon = function (name) {
    var svg = document.createElementNS(NS, "svg"); svg.setAttribute("class", "i"); svg.setAttribute("viewBox", "0 0 16 16"); svg.setAttribute("aria-hidden", "true");
    PATHS[name].forEach(function (d) { var p = document.createElementNS(NS, "path"); p.setAttribute("d", d); svg.appendChild(p); });
    return svg;
  };

  /* h("p", {class: "x", onclick: f}, "text", node, [nodes]): text is text. */
  F.h = function (tag, attributes) {
    var el = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      var value = attributes[name];
      if (value === false || value === null || value === undefined) { return; }
      if (name.slice(0, 2) === "on") { el.addEventListener(name.slice(2), value); }
      else if (name === "value") { el.value = value; }
      else { el.setAttribute(name, value === true ? "" : value); }
    });
    Array.prototype.slice.call(arguments, 2).forEach(function add(child) {
      if (Array.isArray(child)) { child.forEach(add); }
      else if (child !== null && child !== undefined && child !== false) { el.appendChild(typeof child === "object" ? child : document.createTextNode(String(child))); }
    });
    return el;
  };
  F.fill = function (el) { el.textContent = ""; Array.prototype.slice.call(arguments, 1).forEach(function add(c) { if (Array.isArray(c)) { c.forEach(add); } else if (c) { el.appendChild(c); } }); };

  F.progress = function (marks) {
    var svg = document.createElementNS(NS, "svg"), w = marks.length * 10;
    svg.setAttribute("viewBox", "0 0 " + Math.max(w, 10) + " 6"); svg.setAttribute("preserveAspectRatio", "none"); svg.setAttribute("aria-hidden", "true");
    marks.forEach(function (mark, n) {
      var r = document.createElementNS(NS, "rect"); r.setAttribute("x", n * 10); r.setAttribute("width", 9); r.setAttribute("height", 6);
      r.setAttribute("class", { conform: "f1", fault: "fred", na: "f0" }[mark] || ""); svg.appendChild(r);
    });
    return svg;
  };

  F.time = function (iso) { var d = new Date(iso); return isNaN(d) ? "" : ("0" + d.getHours()).slice(-2) + ":" + ("0" + d.getMinutes()).slice(-2) + ":" + ("0" + d.getSeconds()).slice(-2); };
  F.day = function (iso) { var d = new Date(iso); return isNaN(d) ? "" : ("0" + (d.getMonth() + 1)).slice(-2) + "-" + ("0" + d.getDate()).slice(-2); };

  /* A small drawing of a picture; a canvas needs no address, so the security policy stays as it is. */
  F.thumb = function (hash, caption) {
    var canvas = F.h("canvas", { width: 208, height: 156, role: "img", "aria-label": caption });
    F.store.blob(hash).then(function (blob) { return blob && createImageBitmap(blob); }).then(function (bitmap) {
      if (!bitmap) { return; }
      var k = Math.max(208 / bitmap.width, 156 / bitmap.height);
      canvas.getContext("2d").drawImage(bitmap, (208 - bitmap.width * k) / 2, (156 - bitmap.height * k) / 2, bitmap.width * k, bitmap.height * k);
    }).catch(function () { /* a picture that cannot be drawn is still kept and handed over */ });
    return F.h("figure", {}, canvas, F.h("figcaption", { title: hash }, caption));
  };

  /* Where the phone is, if it says so within three seconds. */
  F.where = function () {
    return new Promise(function (done) {
      if (!navigator.geolocation) { done(""); return; }
      var timer = setTimeout(function () { done(""); }, 3000);
      navigator.geolocation.getCurrentPosition(function (p) {
        clearTimeout(timer); done(p.coords.latitude.toFixed(6) + "," + p.coords.longitude.toFixed(6) + " ±" + Math.round(p.coords.accuracy) + "m");
      }, function () { clearTimeout(timer); done(""); }, { enableHighAccuracy: true, maximumAge: 60000 });
    });
  };
  F.picture = function (file) {
    var at = new Date().toISOString();
    return file.arrayBuffer().then(function (buffer) {
      return Promise.all([F.sha256(buffer), F.where()]).then(function (got) {
        return { sha256: got[0], place: got[1], at: at, blob: new Blob([buffer], { type: file.type || "image/jpeg" }) };
      });
    });
  };

  /* The pad of sign.js; what is drawn is read as a picture with its hash. */
  F.pad = function (label) {
    var canvas = F.h("canvas", { class: "sign", width: 700, height: 280, "aria-label": label }), pad = window.signaturePad(canvas);
    return {
      element: canvas,
      clear: pad.clear,
      read: function () {
        return pad.blob().then(function (blob) { return blob && blob.arrayBuffer().then(F.sha256).then(function (hash) { return { sha256: hash, blob: blob }; }); });
      }
    };
  };
})();
