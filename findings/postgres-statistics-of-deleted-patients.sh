#!/usr/bin/env bash
# PostgreSQL keeps sampled values of deleted patients in its statistics, even with a statistics target of 0.
#
# Version    @electric-sql/pglite 0.5.17, which is PostgreSQL 18.7; PostgreSQL 15 of Debian behaves alike.
# Source     the package on npm; no product code.
# Guess      "alter column … set statistics 0" and a fresh "analyze" empty pg_stats; at the latest "vacuum full" or "truncate" does.
# Behaviour  with a target of 0 "analyze" skips the column and leaves its old row in pg_statistic as it is. Neither deleting all
#            rows, nor "vacuum full analyze", nor "truncate" removes it. "alter column … type", to the same type, does.
# Output     analyzed: kept / target 0 and analyze: kept / vacuum full: kept / truncate: kept / same type again: gone
# Follows    after an erasure the patient's values may be read in pg_stats for good. A target of 0 only helps a new table; for an
#            old one the rows of pg_statistic have to go as well, and a test has to read pg_stats.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @electric-sql/pglite@0.5.17 >/dev/null
cat >try.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";

const db = new PGlite();
const bounds = "select histogram_bounds::text as kept from pg_stats where tablename = 'patient' and attname = 'code'";
const seen = async () => ((await db.query(bounds)).rows[0]?.kept ?? "").includes("CODE-1") ? "kept" : "gone";
const steps = [
  ["analyzed", "create table patient (code text)", "insert into patient select 'CODE-' || n from generate_series(1, 90) n", "analyze patient"],
  ["target 0 and analyze", "alter table patient alter column code set statistics 0", "delete from patient", "analyze patient"],
  ["vacuum full", "vacuum full analyze patient"],
  ["truncate", "truncate patient", "analyze patient"],
  ["same type again", "alter table patient alter column code type text"],
];
const output = [];
for (const [name, ...statements] of steps) {
  for (const statement of statements) await db.query(statement);
  output.push(`${name}: ${await seen()}`);
}
console.log(output.join(" / "));
JS
expected="analyzed: kept / target 0 and analyze: kept / vacuum full: kept / truncate: kept / same type again: gone"
actual=$(node try.mjs)
echo "$actual"
[[ $actual == "$expected" ]] || { echo "PostgreSQL behaves otherwise now; expected: $expected" >&2; exit 1; }
