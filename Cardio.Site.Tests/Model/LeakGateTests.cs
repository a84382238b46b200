using Cardio.Model.Training.Data;
using Cardio.Model.Training.Fitting;

namespace Cardio.Site.Tests.Model;

public sealed class LeakGateTests
{
    [Fact]
    public void Implausible_AUC_is_rejected()
    {
        LeakGate.CheckAuc(0.806);
        Assert.Contains("0.9520", Assert.Throws<RefusalException>(() => LeakGate.CheckAuc(0.952)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("Cardio")]
    public void Label_and_id_are_rejected_as_inputs(string name)
    {
        LeakGate.CheckNames(InputFacts.Inputs.Select(i => i.Name));
        Assert.Throws<RefusalException>(() => LeakGate.CheckNames(["age", name]));
    }

    [Fact]
    public void Input_that_copies_the_label_is_rejected()
    {
        TableRow[] rows = [.. Rows(GeneratedTable.Patients(500, 1))];
        LeakGate.CheckValues(rows);
        TableRow[] leaking = [.. rows.Select(r => r with { Patient = r.Patient!.Value with { Smoker = r.HasDisease } })];
        Assert.Contains("Smoker", Assert.Throws<RefusalException>(() => LeakGate.CheckValues(leaking)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_that_copies_the_row_id_is_rejected()
    {
        TableRow[] rows = [.. Rows(GeneratedTable.Patients(50, 1))
            .Select((r, i) => r with { Patient = r.Patient!.Value with { WeightKg = 40 + i }, Id = $"{40 + i}" })];
        Assert.Contains("id", Assert.Throws<RefusalException>(() => LeakGate.CheckValues(rows)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_inputs_in_training_and_test_set_are_rejected()
    {
        LabelledPatient[] patients = [.. GeneratedTable.Patients(100, 1)];
        LabelledPatient[] doubled = [.. patients, patients[0] with { HasDisease = !patients[0].HasDisease }];
        LeakGate.CheckFolds(doubled, CrossValidation.Assign(doubled, 1));
        Assert.Throws<RefusalException>(() => LeakGate.CheckFolds(doubled, [.. Enumerable.Repeat(0, 100), 1]));
        LeakGate.CheckSplit(patients[..50], patients[50..]);
        Assert.Throws<RefusalException>(() => LeakGate.CheckSplit(patients[..50], patients[40..]));
    }

    [Fact]
    public void Only_clustering_with_the_label_is_rejected()
    {
        LabelledPatient[] patients = [.. GeneratedTable.Patients(2_000, 2)];
        Assert.Throws<RefusalException>(() => LeakGate.CheckAuc(LeakyClusters.Evaluate(patients, withLabel: true).Auc));
        LeakGate.CheckAuc(LeakyClusters.Evaluate(patients, withLabel: false).Auc);
    }

    private static IEnumerable<TableRow> Rows(IEnumerable<LabelledPatient> patients) =>
        patients.Select((p, i) => new TableRow($"{i}", p.Patient, p.HasDisease, null));
}
