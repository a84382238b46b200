using Cardio.Model.Serving;
using Cardio.Site.Clinic.Assessments;

namespace Cardio.Site.Features.Assessments.WhatIf;

/// <summary>The estimate at changed values; computed for display and never stored.</summary>
internal sealed record WhatIfResult
{
    private const double NoticeableChange = 0.005;

    /// <summary>Identifier of the assessment with the original values.</summary>
    public required Guid Id { get; init; }

    /// <summary>The changed values.</summary>
    public required WhatIfInput Input { get; init; }

    /// <summary>The live model's estimate at the stored values, 0 to 1.</summary>
    public required double Before { get; init; }

    /// <summary>The live model's estimate at the changed values, 0 to 1; null if they are invalid.</summary>
    public required double? After { get; init; }

    /// <summary>The estimates after the usual changes.</summary>
    public required IReadOnlyList<StandardChange> Standard { get; init; }

    /// <summary>Whether a lower systolic pressure barely changes the estimate, because the data shows little effect there.</summary>
    public bool IsFlat => Standard.Any(change => change.IsSystolic && Before - change.Probability < NoticeableChange);

    /// <summary>Whether another model than the live one made the stored result.</summary>
    public required bool IsOtherModel { get; init; }

    /// <summary>Starts with the stored values; returns null if no model is loaded.</summary>
    public static WhatIfResult? FromAssessment(Assessment assessment, RiskModel? model) =>
        model is null ? null : FromInput(assessment, WhatIfInput.FromAssessment(assessment), model);

    /// <summary>Scores the assessment's patient with the changed values.</summary>
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
