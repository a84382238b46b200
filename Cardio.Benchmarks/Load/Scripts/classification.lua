-- Sends a different patient with each request in the format of the previous service: arrays of one, age in days.
local headers = { ["Content-Type"] = "application/json" }

function request()
  local body = string.format('{"age":[%d],"weight":[%.1f],"ap_hi":[%d],"ap_lo":[%d],"cholesterol":[%d]}',
    math.random(11000, 23500), math.random(600, 949) / 10, math.random(115, 154), math.random(70, 89), math.random(3))
  return wrk.format("POST", nil, headers, body)
end
