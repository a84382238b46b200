-- Sends a different patient with each request, as an API client does.
local headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. os.getenv("CARDIO_KEY") }
local levels = { "normal", "aboveNormal", "wellAboveNormal", "notMeasured" }

function request()
  local body = string.format(
    '{"ageYears":%d,"sex":"%s","heightCm":%d,"weightKg":%.1f,"systolicMmHg":%d,"diastolicMmHg":%d,' ..
    '"cholesterol":"%s","glucose":"%s","smoker":%s,"drinksAlcohol":%s,"physicallyActive":%s}',
    math.random(30, 64), math.random(2) == 1 and "female" or "male", math.random(155, 184), math.random(600, 949) / 10,
    math.random(115, 154), math.random(70, 89), levels[math.random(4)], levels[math.random(4)],
    tostring(math.random(8) == 1), tostring(math.random(15) == 1), tostring(math.random(5) > 1))
  return wrk.format("POST", nil, headers, body)
end
