using Cardio.Model.Serving;

using Cardio.Site.Clinic.Assessments;
namespace Cardio.Site.Features.Assessments.WhatIf;

/// <summary>What the estimate would be at other values; computed for the screen and never stored.</summary>
internal sealed record WhatIfResult
{
    /// <summary>The assessment that it starts from.</summary>
    public required Guid Id { get; init; }

    /// <summary>The values tried.</summary>
    public required WhatIfInput Input { get; init; }

    /// <summary>The estimate at the stored values, 0 to 1, by the model that answers now.</summary>
    public required double Before { get; init; }

    /// <summary>The estimate at the values tried, or null where they are not valid.</summary>
    public required double? After { get; init; }

    /// <summary>Changes offered for every patient.</summary>
    public required IReadOnlyList<StandardChange> Standard { get; init; }

    /// <summary>Whether lowering the systolic pressure changes nothing here: the data hardly tells high pressures apart.</summary>
    public bool IsFlat => Standard.Any(change => change.Key.StartsWith("Systolic", StringComparison.Ordinal) && Before - change.Probability < 0.005);

    /// <summary>Whether the stored result came from another model than the one that answers now.</summary>
    public required bool IsOtherModel { get; init; }

    /// <summary>The start: the stored values, unchanged; null where no model is loaded.</summary>
    public static WhatIfResult? FromAssessment(Assessment assessment, RiskModel? model) => model is null ? null : FromInput(assessment, WhatIfInput.FromAssessment(assessment), model);

    /// <summary>Tries valid values on an assessment's patient.</summary>
    public static WhatIfResult FromInput(Assessment assessment, WhatIfInput input, RiskModel model, bool isValid = true)
    {
        var patient = assessment.ToFeatures();
        return new()
        {
            Id = assessment.Id,
            Input = input,
            Before = model.Score(patient),
            After = isValid ? model.Score(input.Apply(patient)) : null,
            Standard = StandardChange.FromPatient(model, patient),
            IsOtherModel = assessment.ModelSha256 != model.Sha256,
        };
    }
}
