#!/usr/bin/env bash
# Assumed: Bech32 (BIP 173) may be written all in upper or all in lower case, so an age identity that
# somebody typed from paper in lower case opens the same files in every age library.
# Seen: the library of rage (here by its Python binding) takes it. The JavaScript library, written by
# age's own author, does not know it for an identity at all: its prefix is compared as it is written.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyrage==1.4.0
npm install --silent --no-audit --no-fund age-encryption@0.3.1

cat >seal.py <<'PY'
import pyrage
identity = pyrage.x25519.Identity.generate()
open("identity", "w").write(str(identity))
open("sealed.age", "wb").write(pyrage.encrypt(b"words", [identity.to_public()]))
PY
cat >open.py <<'PY'
import pyrage
sealed, written = open("sealed.age", "rb").read(), open("identity").read()
for case, text in ("upper", written.upper()), ("lower", written.lower()):
    try:
        opened = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(text)]).decode()
    except Exception as error:
        opened = f"refused: {error}"
    print("pyrage 1.4.0", case, opened)
PY
cat >open.mjs <<'JS'
import { readFileSync } from "node:fs";
import { Decrypter } from "age-encryption";
const sealed = readFileSync("sealed.age"), written = readFileSync("identity", "utf8");
for (const [name, text] of [["upper", written.toUpperCase()], ["lower", written.toLowerCase()]]) {
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(text);
    console.log("age-encryption 0.3.1", name, await decrypter.decrypt(sealed, "text"));
  } catch (error) {
    console.log("age-encryption 0.3.1", name, "refused:", error.message);
  }
}
JS
venv/bin/python seal.py
(venv/bin/python open.py && node open.mjs) | tee seen
diff seen - <<'EXPECTED'
pyrage 1.4.0 upper words
pyrage 1.4.0 lower words
age-encryption 0.3.1 upper words
age-encryption 0.3.1 lower refused: unrecognized identity type
EXPECTED
