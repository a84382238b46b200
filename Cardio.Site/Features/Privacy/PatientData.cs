using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Model.Serving;

namespace Cardio.Site.Features.Privacy;

/// <summary>Data that one doctor stored under a patient code. Two doctors may use the same code for different patients.</summary>
internal sealed record Holding
{
    /// <summary>Account of the doctor.</summary>
    public Guid DoctorId { get; init; }

    /// <summary>Name of the doctor.</summary>
    public string DoctorName { get; init; } = "";

    /// <summary>Number of assessments.</summary>
    public int Assessments { get; init; }

    /// <summary>Number of rows of uploaded files.</summary>
    public int FileRows { get; init; }

    /// <summary>Time of the oldest record, UTC.</summary>
    public DateTimeOffset First { get; init; }

    /// <summary>Time of the newest record, UTC.</summary>
    public DateTimeOffset Last { get; init; }
}

/// <summary>A spelling of a patient code.</summary>
/// <param name="Text">The code as typed, or as in the uploaded file.</param>
/// <param name="Count">Number of assessments and file rows with this spelling.</param>
internal sealed record Spelling(string Text, int Count)
{
    /// <summary>Code points of the non-ASCII characters, which distinguish spellings that look the same.</summary>
    public string Marks => string.Join(
        ' ', Text.EnumerateRunes().Where(rune => !rune.IsAscii).Select(rune => $"U+{rune.Value:X4}").Distinct());
}

/// <summary>All data of one patient, for export.</summary>
/// <param name="ExportedAt">Time of the export, UTC.</param>
/// <param name="PatientCode">The code of the request.</param>
/// <param name="Assessments">The assessments, oldest first.</param>
/// <param name="FileRows">The rows of uploaded files that are still stored.</param>
internal sealed record PatientExport(
    DateTimeOffset ExportedAt, string PatientCode, IReadOnlyList<AssessmentRecord> Assessments, IReadOnlyList<FileRowRecord> FileRows);

/// <summary>An assessment with its decisions, outcomes and scores of other models.</summary>
internal sealed record AssessmentRecord
{
    public Guid Id { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string Doctor { get; init; } = "";

    public string PatientCode { get; init; } = "";

    public int AgeYears { get; init; }

    public string Sex { get; init; } = "";

    public double HeightCm { get; init; }

    public double WeightKg { get; init; }

    [JsonPropertyName("systolicMmHg")]
    public int SystolicMmhg { get; init; }

    [JsonPropertyName("diastolicMmHg")]
    public int DiastolicMmhg { get; init; }

    public string Cholesterol { get; init; } = "";

    public string Glucose { get; init; } = "";

    public bool Smoker { get; init; }

    public bool DrinksAlcohol { get; init; }

    public bool PhysicallyActive { get; init; }

    public string Source { get; init; } = "";

    public DateTimeOffset? OpenedAt { get; init; }

    public double Probability { get; init; }

    /// <summary>Interval, reasons and flags of the estimate.</summary>
    public RiskExplanation Explanation { get; init; } = null!;

    public double DecisionThreshold { get; init; }

    public double TrainingPrevalence { get; init; }

    public double? ClinicPrevalence { get; init; }

    public string? AgeBand { get; init; }

    public double? AgeBandAuc { get; init; }

    public double? OverallAuc { get; init; }

    public double? DoctorEstimate { get; init; }

    public string ModelVersion { get; init; } = "";

    public string ModelSha256 { get; init; } = "";

    public IReadOnlyList<ReviewRecord> Decisions { get; init; } = [];

    public IReadOnlyList<OutcomeRecord> Outcomes { get; init; } = [];

    public IReadOnlyList<ShadowRecord> OtherModels { get; init; } = [];
}

/// <summary>A decision of the doctor on an assessment.</summary>
internal sealed record ReviewRecord
{
    [JsonIgnore]
    public Guid AssessmentId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string Decision { get; init; } = "";

    public string? Reason { get; init; }

    public bool PatientTold { get; init; }
}

/// <summary>A confirmed diagnosis.</summary>
internal sealed record OutcomeRecord
{
    [JsonIgnore]
    public Guid AssessmentId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string Diagnosis { get; init; } = "";

    public string Method { get; init; } = "";

    public DateOnly DiagnosedOn { get; init; }
}

/// <summary>Score of a challenger model, which no doctor saw.</summary>
internal sealed record ShadowRecord
{
    [JsonIgnore]
    public Guid AssessmentId { get; init; }

    public string ModelSha256 { get; init; } = "";

    public double Probability { get; init; }
}

/// <summary>A row of an uploaded file.</summary>
internal sealed record FileRowRecord
{
    public DateTimeOffset UploadedAt { get; init; }

    public string Doctor { get; init; } = "";

    public string FileName { get; init; } = "";

    public int RowNumber { get; init; }

    [JsonIgnore]
    public string Columns { get; init; } = "[]";

    [JsonIgnore]
    public string Cells { get; init; } = "[]";

    public string? Error { get; init; }

    public double? Probability { get; init; }

    public double? ProbabilityLow { get; init; }

    public double? ProbabilityHigh { get; init; }

    public bool? AtOrAbove { get; init; }

    public string? Flags { get; init; }

    /// <summary>The cells by column name.</summary>
    public IReadOnlyDictionary<string, string> Values
    {
        get
        {
            using var columns = JsonDocument.Parse(Columns);
            var kept = columns.RootElement.EnumerateArray()
                .Where(column => column.GetProperty("Field").ValueKind != JsonValueKind.Null)
                .Select(column => column.GetProperty("Name").GetString()!);
            return kept.Zip(JsonSerializer.Deserialize<string[]>(Cells)!).ToDictionary(cell => cell.First, cell => cell.Second);
        }
    }
}
