/* Service worker of the field page: the shell and its files are kept, the day's checks come from the network if there is one. */
var SHELL = "{{ shell }}", NAME = "field-" + SHELL + "-", CACHE = NAME + "{{ version }}", ASSETS = {{ assets|safe }}, SLOW = 4000;
self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(CACHE).then(function (c) {
    return c.addAll(ASSETS).then(function () { return fetch(SHELL, { credentials: "same-origin" }); })
      .then(function (answer) { return answer.ok && !answer.redirected ? c.put(SHELL, answer) : null; });
  }).then(function () { return self.skipWaiting(); }));
});
self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (n) { return n.indexOf(NAME) === 0 && n !== CACHE; }).map(function (n) { return caches.delete(n); }));
  }).then(function () { return self.clients.claim(); }));
});
function soon(request) {
  return new Promise(function (done, fail) {
    var timer = setTimeout(function () { fail(new Error("slow")); }, SLOW);
    fetch(request).then(function (r) { clearTimeout(timer); done(r); }, function (e) { clearTimeout(timer); fail(e); });
  });
}
function shell(request) {
  return soon(request).then(function (answer) {
    // Signed out: the sign-in page is shown, never kept in the shell's place.
    if (answer.ok && !answer.redirected) { var copy = answer.clone(); caches.open(CACHE).then(function (c) { c.put(SHELL, copy); }); }
    return answer;
  }).catch(function () {
    return caches.open(CACHE).then(function (c) { return c.match(SHELL); }).then(function (kept) { return kept || Response.error(); });
  });
}
self.addEventListener("fetch", function (event) {
  var url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) { return; }
  if (url.pathname === SHELL) { event.respondWith(shell(event.request)); }
  else if (ASSETS.indexOf(url.pathname) >= 0) {
    event.respondWith(caches.match(event.request, { ignoreSearch: true }).then(function (kept) { return kept || fetch(event.request); }));
  }
});
