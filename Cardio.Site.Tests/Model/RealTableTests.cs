using System.Security.Cryptography;
using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Training.Data;
using Cardio.Model.Training.Figures;
using Cardio.Model.Training.Fitting;

namespace Cardio.Site.Tests.Model;

/// <summary>Tests that need the real development table.</summary>
public sealed class RealTableTests
{
    private static readonly ModelCard Card = TrainedModel.Model.Card;

    [Fact]
    public void Shipped_model_was_trained_on_this_table()
    {
        var facts = TableFacts.FromTable(File.ReadAllBytes(RealTable.FilePath), RealTable.Rows, [.. RealTable.Rows.Labelled()]);
        Assert.Equal(Card.Data, facts);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(RealTable.FilePath))), Card.Data.Sha256);
    }

    [Fact]
    public void Cross_validation_reproduces_the_figures_of_the_card()
    {
        LabelledPatient[] patients = [.. RealTable.Rows.Labelled()];
        var folds = CrossValidation.Assign(patients, Card.Seed);
        LeakGate.CheckFolds(patients, folds);
        var design = new DesignMatrix([.. patients.Select(p => p.Patient)]);
        var all = design.Draw([.. patients.Select(p => p.HasDisease)], [.. Enumerable.Repeat(1, patients.Length)]);
        var whole = NewtonFit.FromZero(design, all);
        var measured = Metrics.FromOutcomes(CrossValidation.Predict(patients, folds, design, whole, MeasurementPattern.AllMeasured));

        Assert.InRange(measured.Auc, 0.798, LeakGate.HighestCredibleAuc);
        Assert.InRange(measured.Brier, 0.17, 0.182);
        Assert.InRange(measured.ExpectedCalibrationError, 0, 0.007);
        Assert.InRange(measured.CalibrationSlope, 0.95, 1.05);
        Assert.InRange(measured.CalibrationIntercept, -0.05, 0.05);
        Assert.Equal(Card.Figures[0].Auc.Value, measured.Auc, 1e-4);
        Assert.Equal(Card.Figures[0].Brier.Value, measured.Brier, 1e-4);
    }

    [Fact]
    public void Gate_rejects_the_published_87_percent_from_label_leakage()
    {
        LabelledPatient[] patients = [.. RealTable.Rows.Labelled()];
        var leaking = LeakyClusters.Evaluate(patients, withLabel: true);
        Assert.InRange(leaking.Accuracy, 0.86, 0.90);
        Assert.InRange(leaking.Auc, 0.94, 0.97);
        Assert.Throws<RefusalException>(() => LeakGate.CheckAuc(leaking.Auc));
        var honest = LeakyClusters.Evaluate(patients, withLabel: false);
        Assert.InRange(honest.Accuracy, 0.69, 0.74);
        LeakGate.CheckAuc(honest.Auc);
    }
}
