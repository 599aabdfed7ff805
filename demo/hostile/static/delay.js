// In the manner of WP Rocket's "Delay JavaScript execution": scripts are put in anew when the reader first moves.
(function () {
  var moves = ["keydown", "mousedown", "mousemove", "touchmove", "touchstart", "touchend", "wheel"];
  function run() {
    moves.forEach(function (move) { removeEventListener(move, run); });
    document.querySelectorAll("script[type=rocketlazyloadscript]").forEach(function (old) {
      var script = document.createElement("script");
      for (var i = 0; i < old.attributes.length; i++) {
        var name = old.attributes[i].name, value = old.attributes[i].value;
        if (name === "type") continue;
        script.setAttribute(name === "data-rocket-src" ? "src" : name, value);
      }
      old.parentNode.replaceChild(script, old);
    });
  }
  moves.forEach(function (move) { addEventListener(move, run, { passive: true }); });
})();
