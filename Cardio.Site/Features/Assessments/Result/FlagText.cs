using Cardio.Model.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Result;

/// <summary>Formats a flag as a sentence in the user's language.</summary>
internal static class FlagText
{
    public static string Format(PatientFlag flag, IStringLocalizer words) =>
        words[$"Flag.{flag}", TrainedAge.MinimumYears, TrainedAge.MaximumYears, TrainedAge.OldestScoredYears];
}
