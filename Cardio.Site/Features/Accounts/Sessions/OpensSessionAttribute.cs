namespace Cardio.Site.Features.Accounts.Sessions;

/// <summary>Marks a page whose posts sign a user in.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpensSessionAttribute : Attribute;
