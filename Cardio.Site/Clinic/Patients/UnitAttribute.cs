using Cardio.Site.Web;

namespace Cardio.Site.Clinic.Patients;

/// <summary>The unit of a measurement. It is shown after the field, and accepted if a user types it after the number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(string key) : Attribute
{
    /// <summary>Key of the unit's name in <see cref="WebText"/>.</summary>
    public string Key { get; } = key;
}
