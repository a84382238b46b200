-- Appended to each script: seeds the patients of the run and prints the results as JSON.
math.randomseed(tonumber(os.getenv("CARDIO_SEED")))

function done(summary, latency, requests)
  local faults = summary.errors
  print(string.format('{"Requests":%d,"Microseconds":%d,"Middle":%d,"NinetyNine":%d,"Refused":%d,"Broken":%d}',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    faults.status, faults.connect + faults.read + faults.write + faults.timeout))
end
