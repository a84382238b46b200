using System.Globalization;
using System.Text;
using Cardio.Model.Patients;
using Cardio.Model.Training.Data;

namespace Cardio.Site.Tests.Model;

/// <summary>Synthetic patients in the layout of the public table, with the disease drawn from a known probability.</summary>
internal static class GeneratedTable
{
    public const string Header = "id;age;gender;height;weight;ap_hi;ap_lo;cholesterol;gluc;smoke;alco;active;cardio";

    public static IEnumerable<LabelledPatient> Patients(int count, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var systolic = random.Next(90, 191);
            var patient = new PatientFeatures
            {
                AgeYears = random.Next(39, 65), Sex = (Sex)random.Next(2),
                HeightCm = random.Next(150, 190), WeightKg = random.Next(50, 120),
                SystolicMmHg = systolic, DiastolicMmHg = random.Next(55, Math.Min(systolic - 15, 110)),
                Cholesterol = (LabLevel)random.Next(1, 4), Glucose = (LabLevel)random.Next(1, 4),
                Smoker = random.Next(10) == 0, DrinksAlcohol = random.Next(20) == 0, PhysicallyActive = random.Next(5) > 0,
            };
            yield return new LabelledPatient(patient, random.NextDouble() < TrueProbability(patient));
        }
    }

    /// <summary>Returns the true probability of disease of a synthetic patient.</summary>
    public static double TrueProbability(in PatientFeatures p) =>
        1 / (1 + Math.Exp(-((p.SystolicMmHg - 135) / 30.0 + (p.AgeYears - 52) / 15.0 + 0.4 * ((int)p.Cholesterol - 2))));

    /// <summary>Writes the patients to a file and returns its path.</summary>
    public static string Write(string directory, string name, IEnumerable<LabelledPatient> patients)
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var (i, (p, hasDisease)) in patients.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{i};{(int)((p.AgeYears + 0.5) * 365.25)};{1 + (int)p.Sex!.Value};")
                .Append(CultureInfo.InvariantCulture, $"{p.HeightCm};{p.WeightKg};")
                .Append(CultureInfo.InvariantCulture, $"{p.SystolicMmHg};{p.DiastolicMmHg};{(int)p.Cholesterol};{(int)p.Glucose};")
                .Append(CultureInfo.InvariantCulture, $"{Digit(p.Smoker)};{Digit(p.DrinksAlcohol)};{Digit(p.PhysicallyActive)};")
                .Append(Digit(hasDisease)).Append('\n');
        }
        var path = Path.Combine(directory, name);
        File.WriteAllText(path, text.ToString());
        return path;
    }

    private static char Digit(bool? value) => value == true ? '1' : '0';
}
