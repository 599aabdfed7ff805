// age as npm's `age-encryption` does it: node age.mjs {node_modules} seal {recipient} | open {identity}, standard input to output.
import { buffer } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const [modules, what, key] = process.argv.slice(2);
const age = await import(pathToFileURL(`${modules}/age-encryption/dist/index.js`));
const input = new Uint8Array(await buffer(process.stdin));
const crypter = what === "seal" ? new age.Encrypter() : new age.Decrypter();
if (what === "seal") crypter.addRecipient(key);
else crypter.addIdentity(key);
process.stdout.write(await (what === "seal" ? crypter.encrypt(input) : crypter.decrypt(input)));
