using ArchUnitNET.Loader;
using Cardio.Model.Serving;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Cardio.Site.Tests.Architecture;

/// <summary>The allowed dependencies between namespaces.</summary>
public sealed class ArrowTests
{
    private const string Features = "Cardio.Site.Features";

    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader()
        .LoadAssemblies(typeof(Program).Assembly, typeof(RiskModel).Assembly)
        .Build();

    private static readonly IReadOnlyList<string> FeatureNames =
    [
        .. Code.Namespaces.Select(space => space.FullName)
            .Where(name => name.StartsWith(Features + ".", StringComparison.Ordinal))
            .Select(name => name[(Features.Length + 1)..].Split('.')[0])
            .Distinct(),
    ];

    [Fact]
    public void The_rule_finds_the_features() =>
        Assert.Superset(new HashSet<string> { "Accounts", "Assessments", "Dashboard" }, FeatureNames.ToHashSet());

    [Fact]
    public void No_feature_depends_on_another() => Assert.All(FeatureNames.Where(name => name != "Shared"), feature =>
        Empty(Arrows($"{Features}.{feature}", Features).Where(arrow =>
            !Below(arrow.To, $"{Features}.{feature}") && !Below(arrow.To, $"{Features}.Shared"))));

    [Theory]
    [InlineData("Data", "Clinic")]
    [InlineData("Data", "Web")]
    [InlineData("Data", "Features")]
    [InlineData("Data", "Commands")]
    [InlineData("Clinic", "Web")]
    [InlineData("Clinic", "Features")]
    [InlineData("Clinic", "Commands")]
    [InlineData("Web", "Features")]
    [InlineData("Web", "Commands")]
    [InlineData("Features", "Commands")]
    public void Dependencies_point_downward_only(string user, string used) => Empty(Arrows($"Cardio.Site.{user}", $"Cardio.Site.{used}"));

    [Theory]
    [InlineData("Cardio.Site")]
    [InlineData("Microsoft.AspNetCore")]
    [InlineData("Dapper")]
    [InlineData("System.Data")]
    public void The_model_depends_on_neither_web_nor_database(string other) => Empty(Arrows("Cardio.Model", other));

    [Fact]
    public void A_broken_rule_is_detected() => Assert.NotEmpty(Arrows(Features, "Cardio.Site.Data"));

    [Fact]
    public void Classes_are_sealed() => Assert.Empty(
        Classes().That().ResideInAssembly(typeof(Program).Assembly).GetObjects(Code)
            .Where(type => type is { IsSealed: false, IsAbstract: false } && !type.IsCompilerGenerated && type.Name != nameof(Program))
            .Where(type => type.FullName.StartsWith("Cardio.", StringComparison.Ordinal))
            .Select(type => type.FullName));

    private static IEnumerable<(string From, string To)> Arrows(string user, string used) =>
        from type in Code.Types
        where Below(type.FullName, user)
        from dependency in type.Dependencies
        where Below(dependency.Target.FullName, used)
        select (type.FullName, dependency.Target.FullName);

    private static bool Below(string name, string space) => name.StartsWith(space + ".", StringComparison.Ordinal);

    private static void Empty(IEnumerable<(string From, string To)> arrows) => Assert.Empty(arrows.Distinct());
}
