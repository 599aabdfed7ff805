// In the manner of Prototype 1.6: JSON as it was before it was standard.
Array.prototype.toJSON = function () { return "[" + this.join(", ") + "]"; };
String.prototype.toJSON = function () { return '"' + this + '"'; };
window.JSON = {
  stringify: function (value) { return value && value.toJSON ? value.toJSON() : String(value); },
  parse: function (text) { return eval("(" + text + ")"); }
};
