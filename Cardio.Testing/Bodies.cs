using System.Globalization;

namespace Cardio.Testing;

/// <summary>Generates bodies of careless and hostile clients: mostly valid members, some invalid ones, sometimes broken JSON.</summary>
internal static class Bodies
{
    private static readonly string[] Odd =
    [
        "null", "true", "[]", "{}", "\"\"", "\"55\"", "-1", "0", "1e400", "-1e400", "1e-400", "9999999999999999999999", "55.0",
        "55.5", "5.5e1", "\"NaN\"", "\"\\u0000\"",
        "\"\\ud800\"", "\"' or 1=1 --\"", "\"<script>\"", "\"female\"", "\"normal\"", "[55]", "{\"a\":1}", "\"52998224725\"",
    ];

    private static readonly string[] Levels = ["normal", "aboveNormal", "wellAboveNormal", "notMeasured"];

    private static readonly (string Name, Func<Random, string> Good)[] Members =
    [
        ("patientCode", random => $"\"P-{random.Next(100)}\""),
        ("ageYears", random => Number(random.Next(15, 115))),
        ("sex", random => random.Next(2) == 0 ? "\"female\"" : "\"male\""),
        ("heightCm", random => Number(Math.Round(118 + (random.NextDouble() * 104), 1))),
        ("weightKg", random => Number(Math.Round(28 + (random.NextDouble() * 224), 1))),
        ("systolicMmHg", random => Number(random.Next(68, 253))),
        ("diastolicMmHg", random => Number(random.Next(38, 110))),
        ("cholesterol", random => $"\"{Levels[random.Next(4)]}\""),
        ("glucose", random => $"\"{Levels[random.Next(4)]}\""),
        ("smoker", Truth),
        ("drinksAlcohol", Truth),
        ("physicallyActive", Truth),
    ];

    public static string Generate(Random random)
    {
        var parts = new List<string>();
        var carelessness = random.Next(3) * 0.1;
        foreach (var (name, good) in Members)
        {
            if (random.NextDouble() < carelessness / 4) continue;
            var value = random.NextDouble() < carelessness ? Odd[random.Next(Odd.Length)] : good(random);
            parts.Add($"\"{name}\":{value}");
        }
        if (random.NextDouble() < carelessness / 4) parts.Add($"\"{Members[random.Next(Members.Length)].Name}\":1");
        var body = $"{{{string.Join(',', parts)}}}";
        return random.NextDouble() < 0.05 ? body[..random.Next(body.Length)] : body;
    }

    private static string Truth(Random random) => random.Next(2) == 0 ? "true" : "false";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
