#!/usr/bin/env bash
# Assumed: a webhook secret written in the URL-safe base64 alphabet, or still in the quotes of an
# .env file, is either understood or refused by every official Standard Webhooks library.
# Seen: the JavaScript library refuses it when it is constructed. The Python library drops the
# characters that it does not know and goes on with another, shorter key: it starts without an
# error, and then no delivery of a correct sender ever verifies.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check standardwebhooks==1.1.0
npm install --silent --no-audit --no-fund standardwebhooks@1.1.1

cat >secrets.json <<'JSON'
{"standard": "whsec_8PHy8/T19vf4+fr7/P3+//v/vvv/vvv/vvv/vvv/vvv/vg==",
 "url-safe": "whsec_8PHy8_T19vf4-fr7_P3-__v_vvv_vvv_vvv_vvv_vvv_vg==",
 "quoted": "\"whsec_8PHy8/T19vf4+fr7/P3+//v/vvv/vvv/vvv/vvv/vvv/vg==\""}
JSON
cat >python.py <<'PY'
import json, standardwebhooks
for name, secret in json.load(open("secrets.json")).items():
    try:
        key = standardwebhooks.Webhook(secret)._whsecret
        print("python 1.1.0", name, "key of", len(key), "bytes")
    except Exception as error:
        print("python 1.1.0", name, "refused:", type(error).__name__)
PY
cat >javascript.cjs <<'JS'
const { Webhook } = require("standardwebhooks");
for (const [name, secret] of Object.entries(require("./secrets.json"))) {
  try {
    console.log("javascript 1.1.1", name, "key of", new Webhook(secret).key.length, "bytes");
  } catch (error) {
    console.log("javascript 1.1.1", name, "refused:", error.message);
  }
}
JS
(venv/bin/python python.py && node javascript.cjs) | tee seen
diff seen - <<'EXPECTED'
python 1.1.0 standard key of 34 bytes
python 1.1.0 url-safe key of 25 bytes
python 1.1.0 quoted key of 38 bytes
javascript 1.1.1 standard key of 34 bytes
javascript 1.1.1 url-safe refused: Base64Coder: incorrect characters for decoding
javascript 1.1.1 quoted refused: Base64Coder: incorrect characters for decoding
EXPECTED
