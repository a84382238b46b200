#!/usr/bin/env bash
# The FHIR conversion of a C-CDA document loses a negated glucose measurement and an unknown height.
#
# Version    @medplum/ccda 5.1.10, convertXmlToCcda and convertCcdaToFhir, Node 20 or newer.
# Source     the npm package; no product code. The document is synthetic, C-CDA R2.1.
# Expected   negationInd="true" becomes "not-done" or is omitted; nullFlavor="UNK" becomes a dataAbsentReason; a date stays a date.
# Observed   the negated observation becomes final and keeps its value. The unknown one becomes final, with a quantity that has a
#            system but no value. "20260115" becomes 2026-01-15T00:00:00Z, which is the previous day in São Paulo. A time without
#            an offset is read as UTC.
# Output     one line per observation, as below.
# Conclusion treat an Observation whose quantity has no value as not measured. A time of exactly midnight UTC may be a date only.
#            A negation is lost in the conversion, so do not rely on "not measured" from sources that convert C-CDA.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit @medplum/ccda@5.1.10 >/dev/null
cat >try.mjs <<'JS'
globalThis.WebSocket ??= class {}; // missing in Node 20; the package references it on load
const { convertXmlToCcda, convertCcdaToFhir } = await import("@medplum/ccda");

const loinc = "2.16.840.1.113883.6.1";
const observation = (code, value, time, attributes = "") => `
  <component><observation classCode="OBS" moodCode="EVN" ${attributes}>
    <templateId root="2.16.840.1.113883.10.20.22.4.27" extension="2014-06-09"/><id root="1.2.3" extension="${code}"/>
    <code code="${code}" codeSystem="${loinc}"/><statusCode code="completed"/><effectiveTime value="${time}"/>${value}
  </observation></component>`;
const quantity = (value, unit) => `<value xsi:type="PQ" value="${value}" unit="${unit}"/>`;
const document = `
  <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <realmCode code="US"/><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
    <templateId root="2.16.840.1.113883.10.20.22.1.2" extension="2015-08-01"/><id root="1.2.3.4"/>
    <code code="34133-9" codeSystem="${loinc}"/><title>Summary</title><effectiveTime value="20260115103000-0300"/>
    <recordTarget><patientRole><id root="1.2.3" extension="P-1"/><patient>
      <name><given>A</given><family>B</family></name><administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>
      <birthTime value="19680501"/></patient></patientRole></recordTarget>
    <component><structuredBody><component><section>
      <templateId root="2.16.840.1.113883.10.20.22.2.4.1" extension="2015-08-01"/>
      <code code="8716-3" codeSystem="${loinc}"/><title>Vital signs</title><text>As measured</text>
      <entry><organizer classCode="CLUSTER" moodCode="EVN">
        <templateId root="2.16.840.1.113883.10.20.22.4.26" extension="2015-08-01"/><id root="1.2.9"/>
        <code code="46680005" codeSystem="2.16.840.1.113883.6.96"/><statusCode code="completed"/>
        <effectiveTime value="20260115103000-0300"/>
        ${observation("8480-6", quantity(150, "mm[Hg]"), "20260115103000-0300")}
        ${observation("8462-4", quantity(95, "mm[Hg]"), "20260115103000")}
        ${observation("29463-7", quantity(82.5, "kg"), "20260115")}
        ${observation("8302-2", '<value xsi:type="PQ" nullFlavor="UNK"/>', "20260115103000-0300")}
        ${observation("2339-0", quantity(98, "mg/dL"), "20260115103000-0300", 'negationInd="true"')}
      </organizer></entry>
    </section></component></structuredBody></component>
  </ClinicalDocument>`;
for (const { resource } of convertCcdaToFhir(convertXmlToCcda(document), {}).entry) {
  if (resource.resourceType !== "Observation" || !resource.valueQuantity) continue;
  const absent = resource.dataAbsentReason ? "absent" : "no reason";
  console.log(resource.code.coding[0].code, resource.status, resource.valueQuantity.value ?? "no value", absent, resource.effectiveDateTime);
}
JS
expected="8480-6 final 150 no reason 2026-01-15T10:30:00-03:00
8462-4 final 95 no reason 2026-01-15T10:30:00Z
29463-7 final 82.5 no reason 2026-01-15T00:00:00Z
8302-2 final no value no reason 2026-01-15T10:30:00-03:00
2339-0 final 98 no reason 2026-01-15T10:30:00-03:00"
actual=$(node try.mjs)
echo "$actual"
[[ $actual == "$expected" ]] || { echo "The conversion has changed; expected:" "$expected" >&2; exit 1; }
