namespace Cardio.Site.Features.Assessments;

/// <summary>Element identifiers that more than one file names.</summary>
internal static class Ids
{
    public const string Form = "assessment-form";
    public const string Result = "result";
    public const string Rows = "history-rows";
}
