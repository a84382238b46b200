using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Audit;

/// <summary>Names for what the trail knows by identifiers.</summary>
internal sealed class AuditPeople(IReadOnlyList<AuditPerson> people)
{
    private readonly Dictionary<string, string> _names = people.ToDictionary(person => person.Id.ToString(), person => person.DisplayName);

    /// <summary>Nobody.</summary>
    public static AuditPeople None { get; } = new([]);

    /// <summary>Everybody, by name.</summary>
    public IReadOnlyList<AuditPerson> All => people;

    /// <summary>Whoever did something, in the user's language.</summary>
    public string Actor(string actor, IStringLocalizer words) => actor.Split(':', 2) switch
    {
        ["account", var id] => _names.GetValueOrDefault(id, id),
        ["key", var id] => words["Actor.key", id],
        _ when words[$"Actor.{actor}"] is { ResourceNotFound: false } text => text,
        _ => actor,
    };

    /// <summary>The name behind an identifier of an account, or null.</summary>
    public string? Name(string subject) => _names.GetValueOrDefault(subject);
}
