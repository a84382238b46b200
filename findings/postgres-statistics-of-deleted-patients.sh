#!/usr/bin/env bash
# PostgreSQL keeps sampled values of deleted rows in its statistics, even with a statistics target of 0.
#
# Version    @electric-sql/pglite 0.5.17, which is PostgreSQL 18.7; PostgreSQL 15 on Debian behaves the same.
# Source     the npm package; no product code.
# Expected   "alter column … set statistics 0" and "analyze" clear pg_stats, or at least "vacuum full" or "truncate" does.
# Observed   with a target of 0, "analyze" skips the column and keeps its old row in pg_statistic. Deleting all rows, "vacuum full
#            analyze" and "truncate" do not remove it either. "alter column … type" to the same type does.
# Output     analyzed: kept / target 0 and analyze: kept / vacuum full: kept / truncate: kept / same type again: gone
# Conclusion after an erasure, values of the patient can stay readable in pg_stats. A target of 0 protects new tables only; for an
#            existing table, delete the rows of pg_statistic as well and verify pg_stats in a test.
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
[[ $actual == "$expected" ]] || { echo "The behaviour of PostgreSQL has changed; expected: $expected" >&2; exit 1; }
