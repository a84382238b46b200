namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Marks a page that the browser opens automatically, so that its requests do not extend the session.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class BackgroundPageAttribute : Attribute;
