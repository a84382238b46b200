-- Sends a new form for a different patient with each request, as htmx does for a signed-in doctor.
local headers = {
  ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = os.getenv("CARDIO_COOKIE"),
  ["HX-Request"] = "true", ["Sec-Fetch-Site"] = "same-origin",
}
local token = os.getenv("CARDIO_TOKEN")
local levels = { "normal", "aboveNormal", "wellAboveNormal", "notMeasured" }
local millisecond = os.time() * 1000

-- UUID version 7: the first 48 bits are the time at which the form was opened, in milliseconds.
local function form_id()
  return string.format("%08x-%04x-7%03x-8%03x-%06x%06x", math.floor(millisecond / 65536), millisecond % 65536,
    math.random(0, 4095), math.random(0, 4095), math.random(0, 16777215), math.random(0, 16777215))
end

function request()
  local body = string.format(
    "__RequestVerificationToken=%s&FormId=%s&HadErrors=false&Input.PatientCode=&Input.AgeYears=%d&Input.Sex=%s" ..
    "&Input.HeightCm=%d&Input.WeightKg=%.1f&Input.SystolicMmHg=%d&Input.DiastolicMmHg=%d&Input.Cholesterol=%s" ..
    "&Input.Glucose=%s&Input.Smoker=%s&Input.DrinksAlcohol=%s&Input.PhysicallyActive=%s",
    token, form_id(), math.random(30, 64), math.random(2) == 1 and "female" or "male", math.random(155, 184), math.random(600, 949) / 10,
    math.random(115, 154), math.random(70, 89), levels[math.random(4)], levels[math.random(4)],
    tostring(math.random(8) == 1), tostring(math.random(15) == 1), tostring(math.random(5) > 1))
  return wrk.format("POST", nil, headers, body)
end
