using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Services of the pages that compare models.</summary>
internal sealed record ComparisonParts(
    ServedModel Served, ModelCatalogue Catalogue, ReplayStore Replays, IOptionsMonitor<ClinicOptions> Clinic,
    IStringLocalizer<ComparisonText> Words);
