using System.Text.RegularExpressions;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Architecture;

/// <summary>Requests without a click use only triggers that do not disturb typing.</summary>
public sealed partial class TriggerTests
{
    [Fact]
    public void Every_trigger_is_a_typing_pause_or_an_interval()
    {
        var triggers = (
            from view in Repository.Files("Cardio.Site", "*.cshtml")
            from Match match in Trigger().Matches(File.ReadAllText(Repository.Path(view)))
            select (View: view, Element: match.Groups["element"].Value, Value: match.Groups["value"].Value)).ToList();
        Assert.True(triggers.Count >= 9, "The pattern no longer finds the triggers.");
        Assert.All(triggers, trigger => Assert.True(
            (trigger.Element == "form" && trigger.Value == "submit, typed") || trigger.Value.StartsWith("every ", StringComparison.Ordinal),
            $"{trigger.View}: {trigger.Value}"));
    }

    [Fact]
    public void No_field_sends_a_request_by_itself()
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
