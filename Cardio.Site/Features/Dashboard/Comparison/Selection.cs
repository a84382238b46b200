using Cardio.Model.Patients;
using Cardio.Site.Clinic;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Filters;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Selects the stored assessments to compare.</summary>
/// <param name="From">Start, inclusive.</param>
/// <param name="To">End, exclusive.</param>
internal sealed record Selection(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The doctor, or null for all.</summary>
    public Guid? Doctor { get; init; }

    /// <summary>Sex of the patients, or null for all.</summary>
    public Sex? Sex { get; init; }

    /// <summary>Age band of the patients, or null for all.</summary>
    public AgeBand? AgeBand { get; init; }

    /// <summary>The clinic's prevalence, to which estimates without an outcome are adjusted; null if not set.</summary>
    public double? ClinicPrevalence { get; init; }

    /// <summary>Minimum and maximum age of the band in completed years.</summary>
    public (int Youngest, int Oldest) Ages
    {
        get
        {
            var band = AgeBand;
            var ages = Enumerable.Range(ClinicalRange.AgeYearsMinimum, ClinicalRange.AgeYearsMaximum - ClinicalRange.AgeYearsMinimum + 1)
                .Where(age => band is null || AgeBands.FromAge(age) == band).ToList();
            return (ages[0], ages[^1]);
        }
    }
}

internal static class Selections
{
    /// <summary>Creates the selection of a page's filter between two instants.</summary>
    public static Selection Selection(this Filter filter, DateTimeOffset from, DateTimeOffset to, ClinicOptions clinic) => new(from, to)
    {
        Doctor = filter.Doctor, Sex = filter.Sex, AgeBand = filter.AgeBand, ClinicPrevalence = clinic.Prevalence,
    };
}
