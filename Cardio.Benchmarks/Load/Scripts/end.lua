-- Stands behind each of the scripts: other patients with each run, and figures that a program can read.
math.randomseed(tonumber(os.getenv("CARDIO_SEED")))

function done(summary, latency, requests)
  local faults = summary.errors
  print(string.format('{"Requests":%d,"Microseconds":%d,"Middle":%d,"NinetyNine":%d,"Refused":%d,"Broken":%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    faults.status, faults.connect + faults.read + faults.write + faults.timeout))
end
