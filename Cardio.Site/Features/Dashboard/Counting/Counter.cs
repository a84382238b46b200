namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>A number, or an array of numbers, that assessments add to.</summary>
/// <param name="Place">Index of its first number in a tally.</param>
/// <param name="Length">Number of its numbers.</param>
internal abstract record Counter(int Place, int Length)
{
    /// <summary>Adds an assessment; <paramref name="add"/> takes a place and an amount.</summary>
    public abstract void Add(CountedAssessment assessment, Action<int, long> add);
}

/// <summary>Counts the assessments with a property.</summary>
/// <param name="Place">Index of the number in a tally.</param>
/// <param name="Has">Whether an assessment has the property.</param>
internal sealed record AssessmentCounter(int Place, Func<CountedAssessment, bool> Has) : Counter(Place, 1)
{
    public override void Add(CountedAssessment assessment, Action<int, long> add)
    {
        if (Has(assessment)) add(Place, 1);
    }
}

/// <summary>Sums shares in whole billionths, so that the sum does not depend on the order of adding.</summary>
/// <param name="Place">Index of the sum in a tally.</param>
/// <param name="Billionths">The share of an assessment in billionths, or null if it adds none.</param>
internal sealed record SumCounter(int Place, Func<CountedAssessment, long?> Billionths) : Counter(Place, 1)
{
    public override void Add(CountedAssessment assessment, Action<int, long> add)
    {
        if (Billionths(assessment) is { } amount) add(Place, amount);
    }
}

/// <summary>Counts assessments by bin.</summary>
/// <param name="Place">Index of the first bin in a tally.</param>
/// <param name="Length">Number of bins.</param>
/// <param name="Bin">The bin of an assessment, or null if it belongs to none.</param>
internal sealed record BinCounter(int Place, int Length, Func<CountedAssessment, int?> Bin) : Counter(Place, Length)
{
    public override void Add(CountedAssessment assessment, Action<int, long> add)
    {
        if (Bin(assessment) is { } bin) add(Place + bin, 1);
    }
}
