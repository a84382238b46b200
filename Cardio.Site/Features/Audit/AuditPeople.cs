using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Audit;

/// <summary>Resolves the identifiers in audit events to names.</summary>
internal sealed class AuditPeople(IReadOnlyList<AuditPerson> people)
{
    private readonly Dictionary<string, string> _names = people.ToDictionary(person => person.Id.ToString(), person => person.DisplayName);

    /// <summary>An instance without accounts.</summary>
    public static AuditPeople None { get; } = new([]);

    /// <summary>All accounts, by name.</summary>
    public IReadOnlyList<AuditPerson> All => people;

    /// <summary>Returns the localized name of an actor, or the actor itself if it is unknown.</summary>
    public string Actor(string actor, IStringLocalizer words) => actor.Split(':', 2) switch
    {
        ["account", var id] => _names.GetValueOrDefault(id, id),
        ["key", var id] => words["Actor.key", id],
        _ when words[$"Actor.{actor}"] is { ResourceNotFound: false } text => text,
        _ => actor,
    };

    /// <summary>Returns the name of the account with this identifier, or null.</summary>
    public string? Name(string subject) => _names.GetValueOrDefault(subject);
}
