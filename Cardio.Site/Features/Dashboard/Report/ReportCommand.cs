using System.CommandLine;
using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Features.Dashboard.Filters;
using Cardio.Site.Web;
using Cardio.Site.Web.Pages;

namespace Cardio.Site.Features.Dashboard.Report;

internal static class ReportCommand
{
    /// <summary>
    /// <c>report --month 2026-11 --out FILE</c>: writes the monthly report to a self-contained file, for schedulers. Exit code 1 if the
    /// file cannot be written, 2 if the month or the language is invalid.
    /// </summary>
    public static Command Create(IServiceProvider services)
    {
        var languages = string.Join(" or ", Languages.All.Select(one => one.Name));
        var month = new Option<string?>("--month")
        {
            Description = "Year and month, such as 2026-11. Default: the last full month.",
        };
        var file = new Option<FileInfo>("--out") { Description = "The HTML file to write", Required = true };
        var language = new Option<string>("--language")
        {
            Description = languages, DefaultValueFactory = _ => Languages.All[0].Name,
        };
        var report = new Command(
            "report", "Writes the monthly report as an HTML file to print or send") { month, file, language };
        report.SetAction(async (call, cancellationToken) =>
        {
            var clock = services.GetRequiredService<ClinicClock>();
            var today = clock.Today();
            var asked = call.GetValue(month) is { } text ? ReportModel.Read(text) : Period.Month(today.FirstOfMonth().AddDays(-1));
            var spoken = Languages.All.FirstOrDefault(
                one => string.Equals(one.Name, call.GetValue(language), StringComparison.OrdinalIgnoreCase));
            if (asked is not { } period || period.From > today || spoken is null)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync(
                    $"--month is a year and a month that has begun, such as {today:yyyy-MM}; --language is {languages}.");
                return 2;
            }
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (spoken, spoken);
            var made = await services.GetRequiredService<ReportMaker>().CreateAsync(period, cancellationToken);
            var html = await services.GetRequiredService<ViewRenderer>().RenderAsync("/Features/Dashboard/Report/Standalone.cshtml", made);
            try
            {
                await File.WriteAllTextAsync(call.GetValue(file)!.FullName, html, cancellationToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync($"The report cannot be written: {fault.Message}");
                return 1;
            }
            await call.InvocationConfiguration.Output.WriteLineAsync($"{call.GetValue(file)!.FullName}: {period.From:yyyy-MM}");
            return 0;
        });
        return report;
    }
}
