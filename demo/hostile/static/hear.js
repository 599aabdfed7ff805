// What a portal's own monitoring hears: everything that went wrong on the page, and what the widgets tell.
(function () {
  var wrong = (window.wrong = []), told = (window.told = []);
  addEventListener("error", function (event) { wrong.push(String(event.message || (event.target && event.target.src))); });
  addEventListener("unhandledrejection", function (event) { wrong.push(String(event.reason)); });
  document.addEventListener("securitypolicyviolation", function (event) {
    wrong.push(event.effectiveDirective + " " + event.blockedURI);
  });
  document.addEventListener("tt:error", function (event) { told.push(event.target.localName + " " + event.detail.cause); });
  ["error", "warn"].forEach(function (level) {
    var plain = console[level];
    console[level] = function () {
      wrong.push(level + " " + Array.prototype.join.call(arguments, " "));
      return plain.apply(console, arguments);
    };
  });
})();
