using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Cardio.Testing;

/// <summary>A made-up patient, to compare sent values with stored ones.</summary>
internal sealed record SentPatient(
    string Code, int Age, string Sex, double Height, double Weight, int Systolic, int Diastolic,
    string Cholesterol, string Glucose, bool Smoker, bool Alcohol, bool Active)
{
    /// <summary>Columns that <see cref="FromRow(DbDataReader)"/> reads.</summary>
    public const string Columns =
        "patient_code, age_years, sex, height_cm, weight_kg, systolic_mmhg, diastolic_mmhg, "
        + "cholesterol, glucose, smoker, drinks_alcohol, physically_active";

    private static readonly string[] Levels = ["notMeasured", "normal", "aboveNormal", "wellAboveNormal"];

    /// <summary>Creates a random patient without unusual values, which the form would ask to confirm.</summary>
    public static SentPatient Create(string code)
    {
        var random = Random.Shared;
        return new(
            code,
            Age: random.Next(30, 65),
            Sex: random.Next(2) == 0 ? "female" : "male",
            Height: random.Next(1550, 1850) / 10.0,
            Weight: random.Next(600, 950) / 10.0,
            Systolic: random.Next(115, 155),
            Diastolic: random.Next(70, 90),
            Cholesterol: Levels[random.Next(1, 4)],
            Glucose: Levels[random.Next(1, 4)],
            Smoker: random.Next(2) == 0,
            Alcohol: random.Next(2) == 0,
            Active: random.Next(2) == 0);
    }

    /// <summary>Reads a stored patient from a row that begins with <see cref="Columns"/>.</summary>
    public static SentPatient FromRow(DbDataReader row) => new(
        Text(row[0]), Whole(row[1]), Text(row[2]), Decimal(row[3]), Decimal(row[4]), Whole(row[5]), Whole(row[6]),
        Text(row[7]), Text(row[8]), Truth(row[9]), Truth(row[10]), Truth(row[11]));

    /// <summary>Returns the patient as JSON for the API.</summary>
    public string Json => new JsonObject
    {
        ["patientCode"] = Code,
        ["ageYears"] = Age,
        ["sex"] = Sex,
        ["heightCm"] = Height,
        ["weightKg"] = Weight,
        ["systolicMmHg"] = Systolic,
        ["diastolicMmHg"] = Diastolic,
        ["cholesterol"] = Cholesterol,
        ["glucose"] = Glucose,
        ["smoker"] = Smoker,
        ["drinksAlcohol"] = Alcohol,
        ["physicallyActive"] = Active,
    }.ToJsonString();

    /// <summary>Returns the patient as form fields.</summary>
    public Dictionary<string, string> Fields => new()
    {
        ["Input.PatientCode"] = Code,
        ["Input.AgeYears"] = Format(Age),
        ["Input.Sex"] = Sex,
        ["Input.HeightCm"] = Format(Height),
        ["Input.WeightKg"] = Format(Weight),
        ["Input.SystolicMmHg"] = Format(Systolic),
        ["Input.DiastolicMmHg"] = Format(Diastolic),
        ["Input.Cholesterol"] = Cholesterol,
        ["Input.Glucose"] = Glucose,
        ["Input.Smoker"] = Format(Smoker),
        ["Input.DrinksAlcohol"] = Format(Alcohol),
        ["Input.PhysicallyActive"] = Format(Active),
    };

    /// <summary>Returns the request line and headers of a post, for tests that write to a socket.</summary>
    /// <param name="key">The API key.</param>
    /// <param name="more">More header lines, each with its line break.</param>
    public string Head(string key, string more = "") =>
        "POST /api/v1/assessments HTTP/1.1\r\nHost: cardio.example\r\n"
        + $"Authorization: Bearer {key}\r\n{more}Content-Type: application/json\r\nContent-Length: {Json.Length}\r\n\r\n";

    private static string Text(object value) => value.ToString()!;

    private static int Whole(object value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);

    private static double Decimal(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static bool Truth(object value) => Convert.ToBoolean(value, CultureInfo.InvariantCulture);

    private static string Format(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Format(bool value) => value ? "true" : "false";
}
