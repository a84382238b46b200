using System.Globalization;
using System.Net;

namespace Cardio.Benchmarks.Footprint;

/// <summary>Simulates doctors who assess synthetic patients one after another through the form, as a browser with htmx does.</summary>
internal static class Doctors
{
    private const int DoctorCount = 8;

    /// <summary>Posts the given number of patients; returns false if a request fails.</summary>
    public static async Task<bool> AssessAsync(Uri site, int patients)
    {
        var left = patients;
        var doctors = Enumerable.Range(0, DoctorCount)
            .Select(number => WorkAsync(site, new Random(number), () => Interlocked.Decrement(ref left) >= 0));
        return (await Task.WhenAll(doctors)).All(succeeded => succeeded);
    }

    private static async Task<bool> WorkAsync(Uri site, Random random, Func<bool> hasPatient)
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
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        if (!response.IsSuccessStatusCode) Console.Error.WriteLine($"{path}: {response.StatusCode}");
        return response.IsSuccessStatusCode;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
