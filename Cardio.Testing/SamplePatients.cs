namespace Cardio.Testing;

/// <summary>Made-up patients, as the form sends them.</summary>
internal static class SamplePatients
{
    /// <summary>A valid patient; tests change the values they check.</summary>
    public static Dictionary<string, string?> Valid(params (string Field, string? Value)[] changes)
    {
        var fields = new Dictionary<string, string?>
        {
            ["Input.PatientCode"] = "P-7",
            ["Input.AgeYears"] = "55",
            ["Input.Sex"] = "female",
            ["Input.HeightCm"] = "162",
            ["Input.WeightKg"] = "82.5",
            ["Input.SystolicMmHg"] = "150",
            ["Input.DiastolicMmHg"] = "95",
            ["Input.Cholesterol"] = "aboveNormal",
            ["Input.Glucose"] = "normal",
            ["Input.Smoker"] = "false",
            ["Input.DrinksAlcohol"] = "false",
            ["Input.PhysicallyActive"] = "true",
        };
        foreach (var (field, value) in changes) fields[$"Input.{field}"] = value;
        return fields;
    }
}
