using Cardio.Model.Patients;
using Cardio.Site.Clinic;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Filters;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Whose stored assessments are compared.</summary>
/// <param name="From">From this instant on.</param>
/// <param name="To">Before this one.</param>
internal sealed record Selection(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Only this doctor's, or null for all.</summary>
    public Guid? Doctor { get; init; }

    /// <summary>Only patients of this sex, or null for all.</summary>
    public Sex? Sex { get; init; }

    /// <summary>Only patients of this age band, or null for all.</summary>
    public AgeBand? AgeBand { get; init; }

    /// <summary>
    /// The clinic's share with the disease, on which estimates without an outcome are re-based; null where it is not set.
    /// </summary>
    public double? ClinicPrevalence { get; init; }

    /// <summary>The ages of the band, completed years, both inclusive.</summary>
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
    /// <summary>What the filter of the page selects between two instants.</summary>
    public static Selection Selection(this Filter filter, DateTimeOffset from, DateTimeOffset to, ClinicOptions clinic) => new(from, to)
    {
        Doctor = filter.Doctor, Sex = filter.Sex, AgeBand = filter.AgeBand, ClinicPrevalence = clinic.Prevalence,
    };
}
