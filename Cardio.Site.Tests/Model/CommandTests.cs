using System.Globalization;
using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Model.Training.Commands;
using Cardio.Model.Training.Comparing;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Fitting;

namespace Cardio.Site.Tests.Model;

public sealed class CommandTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("cardio-commands-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Score_writes_a_probability_or_a_reason_for_every_row()
    {
        var table = Write("""
            cardio,weight,ap_hi,ap_lo,age,id,gender,height,cholesterol,gluc,smoke,alco,active
            1,62,110,80,18393,first,2,168,1,1,0,0,1
            ,62,80,110,18393,"se""cond,",2,168,1,1,0,0,1
            what,85,140,90,20228,third,1,156,,,0,0,
            ,,,,,fourth,,,,,,,

            """);
        Assert.Equal(0, Run("score", "--data", table, "--out", Result));
        var lines = File.ReadAllLines(Result);
        Assert.Equal("id,probability,reason", lines[0]);
        Assert.Equal("\"se\"\"cond,\",,ap_hi is not above ap_lo", lines[2]);
        Assert.Equal("fourth,,age is missing", lines[4]);
        var first = lines[1].Split(',');
        Assert.Equal(("first", ""), (first[0], first[2]));
        Assert.Equal(TrainedModel.Model.Score(new PatientFeatures
        {
            AgeYears = 50, Sex = Sex.Male, HeightCm = 168, WeightKg = 62, SystolicMmHg = 110, DiastolicMmHg = 80,
            Cholesterol = LabLevel.Normal, Glucose = LabLevel.Normal, Smoker = false, DrinksAlcohol = false, PhysicallyActive = true,
        }), double.Parse(first[1], CultureInfo.InvariantCulture));
        Assert.InRange(double.Parse(lines[3].Split(',')[1], CultureInfo.InvariantCulture), 0.01, 0.99);
    }

    [Fact]
    public void Unreadable_table_is_rejected_without_output()
    {
        Assert.Equal(CommandLine.RefusedExitCode, Run("score", "--data", Write("a;b\n1;2\n"), "--out", Result));
        Assert.Equal(CommandLine.RefusedExitCode, Run("score", "--data", Path.Combine(_directory.FullName, "absent.csv"), "--out", Result));
        Assert.Empty(_directory.GetFiles("result*"));
    }

    [Fact]
    public void Invalid_model_is_rejected() => Assert.Equal(
        CommandLine.RefusedExitCode,
        CommandLine.Run(["evaluate", "--data", Write("age\n"), "--artifacts", _directory.FullName]));

    [Theory]
    [InlineData("")]
    [InlineData("1;18393;2;168;62;110;80;1;1;0;0;1;1\n")]
    [InlineData("1;18393;2;168;62;110;80;1;1;0;0;1;\n2;18393;2;168;62;80;110;1;1;0;0;1;0\n")]
    public void Evaluate_rejects_a_table_without_both_outcomes(string rows) =>
        Assert.Equal(CommandLine.RefusedExitCode, Run("evaluate", "--data", Write(GeneratedTable.Header + "\n" + rows)));

    [Fact]
    public void Evaluate_rejects_an_AUC_that_only_leakage_explains()
    {
        LabelledPatient[] patients = [.. GeneratedTable.Patients(2_000, 3)];
        Assert.Equal(0, Run("evaluate", "--data", Table("honest.csv", patients), "--json"));
        var leaking = patients.Select(p => p with { HasDisease = TrainedModel.Model.Score(p.Patient) > 0.5 });
        Assert.Equal(CommandLine.RefusedExitCode, Run("evaluate", "--data", Table("leaking.csv", leaking)));
    }

    [Fact]
    public void Evaluate_rejects_patients_of_the_training_table()
    {
        LabelledPatient[] patients = [.. GeneratedTable.Patients(400, 3)];
        var training = Table("training.csv", patients[..300]);
        Assert.Equal(0, Run("evaluate", "--data", Table("apart.csv", patients[300..]), "--trained-on", training));
        var overlap = Table("overlap.csv", patients[299..]);
        Assert.Equal(CommandLine.RefusedExitCode, Run("evaluate", "--data", overlap, "--trained-on", training));
    }

    [Fact]
    public void Train_rejects_a_leaking_label_and_a_table_with_one_outcome()
    {
        LabelledPatient[] patients = [.. GeneratedTable.Patients(200, 3)];
        var leaking = patients.Select(p => p with { Patient = p.Patient with { Smoker = p.HasDisease } });
        Assert.Equal(CommandLine.RefusedExitCode, Train("leak.csv", leaking, "leak"));
        Assert.Equal(CommandLine.RefusedExitCode, Train("one.csv", patients.Where(p => p.HasDisease), "one"));
        Assert.False(Directory.Exists(Path.Combine(_directory.FullName, "leak")));
    }

    [Fact]
    public void Same_seed_gives_identical_files_and_another_seed_does_not()
    {
        LabelledPatient[] patients = [.. GeneratedTable.Patients(2_000, 4)];
        Assert.Equal(0, Train("table.csv", patients, "first"));
        Assert.Equal(0, Train("table.csv", patients, "second"));
        Assert.Equal(0, Train("table.csv", patients, "other", "--seed", "7"));
        foreach (var file in (string[])[.. ArtifactFiles.All, ArtifactFiles.Hash])
            Assert.Equal(Bytes("first", file), Bytes("second", file));
        Assert.NotEqual(Bytes("first", ArtifactFiles.Card), Bytes("other", ArtifactFiles.Card));
        Assert.Equal(Bytes("first", ArtifactFiles.Cells), Bytes("other", ArtifactFiles.Cells));
    }

    [Fact]
    public void Larger_ridge_penalty_shrinks_weights_and_is_on_the_card()
    {
        LabelledPatient[] patients = [.. GeneratedTable.Patients(1_000, 4)];
        Assert.Equal(0, Train("table.csv", patients, "light", "--version", "2099.1.1"));
        string[] options =
        [
            "--version", "2099.1.2", "--ridge", "50", "--note", "Smoother", "--after", Path.Combine(_directory.FullName, "light"),
        ];
        Assert.Equal(0, Train("table.csv", patients, "heavy", options));
        var light = RiskModel.Load(Path.Combine(_directory.FullName, "light"));
        var heavy = RiskModel.Load(Path.Combine(_directory.FullName, "heavy"));
        Assert.Equal(NewtonFit.L2, light.Card.Ridge!.Value, 1e-9);
        Assert.Equal(50, heavy.Card.Ridge);
        Assert.Equal([.. light.Card.History, new VersionNote("2099.1.2", "Smoother")], heavy.Card.History);
        static double Width(InputDistribution probability) => probability.Maximum - probability.Minimum;
        double Spread(RiskModel model) => patients.Average(p => Math.Abs(model.Score(p.Patient) - 0.5));
        Assert.True(Spread(heavy) < Spread(light));
        Assert.True(Width(heavy.Card.Probability!) < Width(light.Card.Probability!));
        Assert.Equal(CommandLine.RefusedExitCode, Train("table.csv", patients, "none", "--ridge", "0"));
    }

    [Fact]
    public void Compare_writes_a_report_with_every_model_and_its_figures()
    {
        var reports = Path.Combine(_directory.FullName, "reports");
        Assert.Equal(0, Run("compare", "--data", Table("table.csv", GeneratedTable.Patients(600, 5)), "--reports", reports));
        var report = File.ReadAllText(Path.Combine(reports, "comparison.md"));
        Assert.All(Challenger.All, c => Assert.Contains($"| {c.Name} |", report, StringComparison.Ordinal));
        var shown = report.Split("](").Skip(1).Select(part => part[..part.IndexOf(')', StringComparison.Ordinal)]).ToArray();
        Assert.Equal(12, shown.Length);
        Assert.All(shown, file => Assert.StartsWith("<svg ", File.ReadAllText(Path.Combine(reports, file)), StringComparison.Ordinal));
    }

    private string Result => Path.Combine(_directory.FullName, "result.csv");

    private static int Run(params string[] args) => CommandLine.Run([.. args, "--artifacts", TrainedModel.Artifacts]);

    private int Train(string name, IEnumerable<LabelledPatient> patients, string artifacts, params string[] more) => CommandLine.Run(
        ["train", "--data", Table(name, patients), "--artifacts", Path.Combine(_directory.FullName, artifacts), "--quick", .. more]);

    private byte[] Bytes(string artifacts, string file) => File.ReadAllBytes(Path.Combine(_directory.FullName, artifacts, file));

    private string Table(string name, IEnumerable<LabelledPatient> patients) => GeneratedTable.Write(_directory.FullName, name, patients);

    private string Write(string text)
    {
        var path = Path.Combine(_directory.FullName, "table.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
