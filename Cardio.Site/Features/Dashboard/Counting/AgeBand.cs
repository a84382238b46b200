namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>Bands of age in completed years, as in the model card but open at both ends.</summary>
internal enum AgeBand
{
    /// <summary>44 or younger.</summary>
    Under45,

    /// <summary>45 to 49.</summary>
    From45To49,

    /// <summary>50 to 54.</summary>
    From50To54,

    /// <summary>55 to 59.</summary>
    From55To59,

    /// <summary>60 or older.</summary>
    From60,
}

internal static class AgeBands
{
    /// <summary>Number of bands.</summary>
    public const int Count = 5;

    /// <summary>Returns the band of an age.</summary>
    public static AgeBand FromAge(int ageYears) => ageYears switch
    {
        < 45 => AgeBand.Under45,
        < 50 => AgeBand.From45To49,
        < 55 => AgeBand.From50To54,
        < 60 => AgeBand.From55To59,
        _ => AgeBand.From60,
    };
}
