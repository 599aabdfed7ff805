// A registry that lets nobody else in.
window.customElements.define = function (name) {
  throw new Error("cannot define " + name + ": the registry is closed");
};
