namespace Cardio.Site.Features.Accounts.SecondFactor;

/// <summary>Exempts a page from <see cref="SecondFactorGate"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenWithoutSecondFactorAttribute : Attribute;
