// A page that uses names as if it were alone.
window.define = Object.assign(function () { throw new Error("not a module"); }, { amd: {} });
window.module = { exports: {} };
window.exports = window.module.exports;
window.require = function () { throw new Error("no such module"); };
window.process = { env: {} };
window.global = 5;
window.script = "x";
window.release = null;
window.tell = 0;
window.edge = window.unit = window.page = window.host = [];
window.$ = window.jQuery = null;
Object.freeze(Array.prototype);
Object.freeze(HTMLElement.prototype);
