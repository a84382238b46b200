using System.Globalization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Web;

/// <summary>Instants as a person of the clinic reads them.</summary>
public sealed class Clock(IOptions<ClinicOptions> clinic)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.Value.TimeZone);

    /// <summary>The clinic's time zone.</summary>
    public TimeZoneInfo Zone => _zone;

    /// <summary>Date and time in the clinic's time zone with its offset, in the user's language: "22 Nov 2026, 14:05 −03:00".</summary>
    public string Show(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, _zone);
        return local.ToString("d MMM yyyy, HH:mm zzz", CultureInfo.CurrentCulture).Replace('-', '−');
    }

    /// <summary>The day in the clinic's time zone.</summary>
    public DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _zone).Date);

    /// <summary>The instant at which the day begins in the clinic; where the clock skips midnight, the first instant of that day.</summary>
    public DateTimeOffset Start(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (_zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, _zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
