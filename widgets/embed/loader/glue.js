// What the loader uses of the glue that wasm-bindgen writes; the rest is left out.
export { default, hydrate } from "embed";
