using Cardio.Model.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>The sentence for a flag, in the language of the request.</summary>
internal static class FlagText
{
    public static string Format(PatientFlag flag, IStringLocalizer words) =>
        words[$"Flag.{flag}", TrainedAge.MinimumYears, TrainedAge.MaximumYears, TrainedAge.OldestScoredYears];
}
