// A measuring script's wrapper: it counts, and hands on what comes.
(function () {
  var plain = window.fetch;
  window.asked = [];
  window.fetch = function (input, init) {
    window.asked.push(String(input && input.url || input));
    return plain.apply(this, arguments).then(function (answer) { return answer; });
  };
})();
