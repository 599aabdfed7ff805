// What a framework's router does to the page: takes the view out, and puts the same or a new one in.
(function () {
  var view = document.getElementById("view"), html = view.innerHTML;
  var steps = {
    remove: function () { while (view.firstChild) view.removeChild(view.firstChild); },
    renew: function () { view.innerHTML = html; },
    move: function () { view.parentNode.appendChild(view); }
  };
  // Each step waits for a task of its own, as navigation does.
  window.navigate = function (times, done) {
    if (!times) return done();
    steps.remove();
    setTimeout(function () {
      steps.renew();
      setTimeout(function () { steps.move(); window.navigate(times - 1, done); });
    });
  };
})();
