using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Cardio.Testing;

/// <summary>A made-up patient, as it was sent and as it is stored.</summary>
internal sealed record SentPatient(
    string Code, int Age, string Sex, double Height, double Weight, int Systolic, int Diastolic, string Cholesterol, string Glucose, bool Smoker, bool Alcohol, bool Active)
{
    private static readonly string[] Levels = ["notMeasured", "normal", "aboveNormal", "wellAboveNormal"];

    /// <summary>Any patient without unusual values, which the form would have confirmed.</summary>
    public static SentPatient Create(string code)
    {
        var random = Random.Shared;
        return new(
            code, random.Next(30, 65), random.Next(2) == 0 ? "female" : "male", random.Next(1550, 1850) / 10.0, random.Next(600, 950) / 10.0, random.Next(115, 155), random.Next(70, 90),
            Levels[random.Next(1, 4)], Levels[random.Next(1, 4)], random.Next(2) == 0, random.Next(2) == 0, random.Next(2) == 0);
    }

    /// <summary>As programs send it.</summary>
    public string Json => new JsonObject
    {
        ["patientCode"] = Code, ["ageYears"] = Age, ["sex"] = Sex, ["heightCm"] = Height, ["weightKg"] = Weight, ["systolicMmHg"] = Systolic, ["diastolicMmHg"] = Diastolic,
        ["cholesterol"] = Cholesterol, ["glucose"] = Glucose, ["smoker"] = Smoker, ["drinksAlcohol"] = Alcohol, ["physicallyActive"] = Active,
    }.ToJsonString();

    /// <summary>The head of a request that posts it, for whoever writes to a socket.</summary>
    /// <param name="key">The program's key.</param>
    /// <param name="more">More lines of it, each with its end.</param>
    public string Head(string key, string more = "") =>
        $"POST /api/v1/assessments HTTP/1.1\r\nHost: cardio.example\r\nAuthorization: Bearer {key}\r\n{more}Content-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n";

    /// <summary>As the form sends it.</summary>
    public Dictionary<string, string> Fields => new()
    {
        ["Input.PatientCode"] = Code, ["Input.AgeYears"] = Number(Age), ["Input.Sex"] = Sex, ["Input.HeightCm"] = Number(Height), ["Input.WeightKg"] = Number(Weight),
        ["Input.SystolicMmHg"] = Number(Systolic), ["Input.DiastolicMmHg"] = Number(Diastolic), ["Input.Cholesterol"] = Cholesterol, ["Input.Glucose"] = Glucose,
        ["Input.Smoker"] = Truth(Smoker), ["Input.DrinksAlcohol"] = Truth(Alcohol), ["Input.PhysicallyActive"] = Truth(Active),
    };

    /// <summary>Columns from which <see cref="FromRow(DbDataReader)"/> reads.</summary>
    public const string Columns = "patient_code, age_years, sex, height_cm, weight_kg, systolic_mmhg, diastolic_mmhg, cholesterol, glucose, smoker, drinks_alcohol, physically_active";

    /// <summary>As it is stored; the columns come first.</summary>
    public static SentPatient FromRow(DbDataReader row) => new(
        Text(row[0]), Whole(row[1]), Text(row[2]), Convert.ToDouble(row[3], CultureInfo.InvariantCulture), Convert.ToDouble(row[4], CultureInfo.InvariantCulture), Whole(row[5]), Whole(row[6]),
        Text(row[7]), Text(row[8]), Convert.ToBoolean(row[9], CultureInfo.InvariantCulture), Convert.ToBoolean(row[10], CultureInfo.InvariantCulture), Convert.ToBoolean(row[11], CultureInfo.InvariantCulture));

    private static string Text(object value) => value.ToString()!;

    private static int Whole(object value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Truth(bool value) => value ? "true" : "false";
}
