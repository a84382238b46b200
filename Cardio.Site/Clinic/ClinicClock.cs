using System.Globalization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Clinic;

/// <summary>Converts instants to dates and times in the clinic's time zone.</summary>
public sealed class ClinicClock(IOptions<ClinicOptions> clinic, TimeProvider time)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(clinic.Value.TimeZone);

    /// <summary>The clinic's time zone.</summary>
    public TimeZoneInfo Zone => _zone;

    /// <summary>Formats date and time with the offset in the user's language: "22 Nov 2026, 14:05 −03:00".</summary>
    public string Show(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, _zone);
        return local.ToString("d MMM yyyy, HH:mm zzz", CultureInfo.CurrentCulture).Replace('-', '−');
    }

    /// <summary>Returns today's date in the clinic.</summary>
    public DateOnly Today() => Day(time.GetUtcNow());

    /// <summary>Returns the date of an instant in the clinic.</summary>
    public DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _zone).Date);

    /// <summary>Returns the instant at which a day begins, even if a clock change skips or repeats midnight.</summary>
    public DateTimeOffset Start(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (_zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        var offset = _zone.IsAmbiguousTime(midnight) ? _zone.GetAmbiguousTimeOffsets(midnight).Max() : _zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
