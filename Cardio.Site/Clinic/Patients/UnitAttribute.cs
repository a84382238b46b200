using Cardio.Site.Web;

namespace Cardio.Site.Clinic.Patients;

/// <summary>The unit of a measurement: shown behind its field, and ignored where a user types it behind the number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(string key) : Attribute
{
    /// <summary>Key of the unit in <see cref="WebText"/>.</summary>
    public string Key { get; } = key;
}
