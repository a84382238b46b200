namespace Cardio.Site.Features.Accounts.SignIn;

/// <summary>Applies <see cref="SignInLimit"/> to the posts of a page: each failed post counts.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CountsFailuresAttribute : Attribute
{
    /// <summary>Whether the account comes from the first step of the sign-in instead of the form.</summary>
    public bool IsSecondStep { get; init; }
}
