// In the manner of Prototype 1.6: it came before the standard, and its ideas of the same names differ.
(function () {
  function $A(iterable) {
    var length = iterable ? iterable.length || 0 : 0, results = new Array(length);
    while (length--) results[length] = iterable[length];
    return results;
  }
  Array.from = $A; // takes no function
  Array.prototype.each = function (iterator) { for (var i = 0; i < this.length; i++) iterator(this[i], i); return this; };
  Array.prototype.reduce = function () { return this.length > 1 ? this : this[0]; };
  Array.prototype.flatten = function () { return this; };
  Array.prototype.first = null;
  String.prototype.strip = function () { return this.replace(/^\s+|\s+$/g, ""); };
  Object.prototype.foo = "foo";
  Object.prototype.clone = function () { return this; };
  Function.prototype.bind = function (object) {
    var method = this, args = $A(arguments).slice(1);
    return function () { return method.apply(object, args.concat($A(arguments))); };
  };
  document.getElementsByClassName = function (name) { return $A(document.querySelectorAll("." + name)); };
  window.$ = function (id) { return document.getElementById(id); };
  window.$A = $A;
})();
