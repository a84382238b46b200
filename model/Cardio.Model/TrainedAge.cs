namespace Cardio.Model;

/// <summary>The ages that count as learned from, in completed years, both ends inclusive; outside, the nearest one is scored and flagged.</summary>
public static class TrainedAge
{
    /// <summary>Lowest; hardly any development patient is under 39.</summary>
    public const int MinimumYears = 30;

    /// <summary>Highest; the oldest development patients turn 65.</summary>
    public const int MaximumYears = 65;
}
