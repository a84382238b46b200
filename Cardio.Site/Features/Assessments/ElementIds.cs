namespace Cardio.Site.Features.Assessments;

/// <summary>Ids of HTML elements that several views or pages use.</summary>
internal static class ElementIds
{
    public const string Form = "assessment-form";
    public const string Result = "result";
    public const string Chart = "chart";
    public const string WhatIfAnswer = "what-if-answer";
    public const string Rows = "history-rows";
    public const string Search = "history-search";
    public const string Review = "review";
    public const string Outcome = "outcome";
    public const string Batch = "batch";
}
