using System.Globalization;
using System.Net;

namespace Cardio.Benchmarks.Footprint;

/// <summary>Doctors who assess one made-up patient after the other through the site's own form, as a browser with htmx does.</summary>
internal static class Doctors
{
    private const int AtOnce = 8;

    /// <summary>Posts so many patients; false where one was not answered.</summary>
    public static async Task<bool> AssessAsync(Uri site, int patients)
    {
        var left = patients;
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(number => OneAsync(site, new Random(number), () => Interlocked.Decrement(ref left) >= 0)));
        return answers.All(isWell => isWell);
    }

    private static async Task<bool> OneAsync(Uri site, Random random, Func<bool> hasPatient)
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = site };
        var signedIn = await PostAsync(http, "/sign-in", new()
        {
            ["__RequestVerificationToken"] = FormToken.Find(await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative))),
            ["Email"] = "doctor@cardio.example",
            ["Password"] = "cardio-demo-password",
        });
        if (!signedIn) return false;
        var token = FormToken.Find(await http.GetStringAsync(new Uri("/assessments/new", UriKind.Relative)));
        http.DefaultRequestHeaders.Add("HX-Request", "true");
        while (hasPatient())
        {
            if (!await PostAsync(http, "/assessments/new", Patient(random, token))) return false;
        }
        return true;
    }

    private static Dictionary<string, string> Patient(Random random, string token) => new()
    {
        ["__RequestVerificationToken"] = token,
        ["FormId"] = Guid.CreateVersion7().ToString(),
        ["Input.AgeYears"] = Number(random.Next(30, 65)),
        ["Input.Sex"] = random.Next(2) == 0 ? "female" : "male",
        ["Input.HeightCm"] = Number(random.Next(155, 185)),
        ["Input.WeightKg"] = Number(random.Next(60, 95)),
        ["Input.SystolicMmHg"] = Number(random.Next(115, 155)),
        ["Input.DiastolicMmHg"] = Number(random.Next(70, 90)),
        ["Input.Cholesterol"] = "normal",
        ["Input.Glucose"] = "normal",
        ["Input.Smoker"] = "false",
        ["Input.DrinksAlcohol"] = "false",
        ["Input.PhysicallyActive"] = "true",
    };

    private static async Task<bool> PostAsync(HttpClient http, string path, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        if (!answer.IsSuccessStatusCode) Console.Error.WriteLine($"{path}: {answer.StatusCode}");
        return answer.IsSuccessStatusCode;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
