using System.Text.RegularExpressions;

namespace Cardio.Site.Tests.Architecture;

/// <summary>Requests that nobody asks for by a click: only these kinds leave alone what a person is typing.</summary>
public sealed partial class TriggerTests
{
    [Fact]
    public void Every_trigger_waits_for_the_typist_or_is_an_interval()
    {
        var triggers = (
            from view in Repository.Files("Cardio.Site", "*.cshtml")
            from Match match in Trigger().Matches(File.ReadAllText(Repository.Path(view)))
            select (View: view, Element: match.Groups["element"].Value, Value: match.Groups["value"].Value)).ToList();
        Assert.True(triggers.Count >= 9, "The pattern no longer finds the triggers.");
        Assert.All(triggers, one => Assert.True(
            (one.Element == "form" && one.Value == "submit, typed") || one.Value.StartsWith("every ", StringComparison.Ordinal),
            $"{one.View}: {one.Value}"));
    }

    [Fact]
    public void No_field_asks_by_itself()
    {
        var fields =
            from view in Repository.Files("Cardio.Site", "*.cshtml")
            from Match match in Field().Matches(File.ReadAllText(Repository.Path(view)))
            select $"{view}: {match.Value}";
        Assert.Empty(fields);
        Assert.Matches(Field(), "<input name=\"a\"\n hx-get=\"/b\">");
    }

    [GeneratedRegex(@"<(?<element>\w+)[^<]*?hx-trigger=""(?<value>[^""]*)""")]
    private static partial Regex Trigger();

    [GeneratedRegex(@"<(input|select|textarea)\b[^>]*\bhx-(get|post|put|delete|patch)\b")]
    private static partial Regex Field();
}
