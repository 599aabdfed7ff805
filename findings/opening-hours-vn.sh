#!/usr/bin/env bash
# Opening hours in Vietnam, by the two programs that read OpenStreetMap's `opening_hours` with a calendar of their own.
#
# Assumed: given the country, `PH` means its public holidays, at worst without the lunar ones, so that `PH off` errs on few
# days, and on the open side.
# Found: npm's `opening_hours` errs on both sides. It closes an office on five days on which all of Vietnam works (8 and
# 26 March, 1 June, 20 November, 25 December: days of remembrance), and opens it through the whole of Tết and on six other
# days off. The crate `opening-hours` (the engine of PyPI's `opening-hours-py`) knows four solar dates. Neither warns.
# Whoever shows "open now" in Vietnam must hand in a calendar.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm_version=3.15.0
pypi_version=2.1.4
npm install --silent --no-audit --no-fund "opening_hours@$npm_version"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check "opening-hours-py==$pypi_version"

cat >days.mjs <<'JS'
import OpeningHours from 'opening_hours';
const place = { lat: 21, lon: 105.8, address: { country_code: 'vn', state: 'Hà Nội' } };
const hours = new OpeningHours('PH 08:00-09:00', place);
const days = [];
for (let day = new Date(2026, 0, 1, 8, 30); day.getFullYear() === 2026; day.setDate(day.getDate() + 1)) {
    if (hours.getState(day)) days.push([day.getMonth() + 1, day.getDate()].map((n) => `${n}`.padStart(2, '0')).join('-'));
}
console.log(days.join(' '));
JS
cat >days.py <<'PY'
from datetime import datetime, timedelta
from opening_hours import OpeningHours

hours = OpeningHours("PH 08:00-09:00", country="VN")
days = (datetime(2026, 1, 1, 8, 30) + timedelta(n) for n in range(365))
print(*(day.strftime("%m-%d") for day in days if hours.is_open(day)))
PY
npm_days=$(TZ=Asia/Ho_Chi_Minh node days.mjs)
pypi_days=$(python/bin/python days.py)
echo "Public holidays of 2026, as announced: 01-01 01-02 02-16 to 02-20 04-26 04-27 04-30 05-01 08-31 09-01 09-02 11-24"
echo "npm opening_hours $npm_version:        $npm_days"
echo "PyPI opening-hours-py $pypi_version:     $pypi_days"

[[ $npm_days == "01-01 03-08 03-26 04-30 05-01 06-01 09-02 11-20 12-25" && $pypi_days == "01-01 04-30 05-01 09-02" ]]
