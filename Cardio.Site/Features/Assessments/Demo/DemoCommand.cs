using System.CommandLine;
using System.Globalization;
using Cardio.Site.Clinic.Models;

namespace Cardio.Site.Features.Assessments.Demo;

internal static class DemoCommand
{
    private const int Steps = 50_000;

    /// <summary><c>demo --assessments N</c> fills the database with made-up patients; <c>demo --remove</c> takes them out again.</summary>
    /// <param name="services">The site's.</param>
    /// <param name="afterwards">What else must be brought up to date.</param>
    public static Command Create(IServiceProvider services, Func<CancellationToken, Task> afterwards)
    {
        var usual = new DemoPlan(0);
        var assessments = new Option<int?>("--assessments") { Description = "How many assessments to make up" };
        var days = new Option<int>("--days") { Description = "Over how many days before today", DefaultValueFactory = _ => usual.Days };
        var doctors = new Option<int>("--doctors") { Description = "By how many made-up doctors", DefaultValueFactory = _ => usual.Doctors };
        var outcomes = new Option<double>("--outcomes")
        {
            Description = "Share with a confirmed diagnosis, 0 to 1, once its day has come",
            DefaultValueFactory = _ => usual.Outcomes,
            CustomParser = argument => double.TryParse(argument.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : double.NaN,
        };
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same patients", DefaultValueFactory = _ => usual.Seed };
        var remove = new Option<bool>("--remove") { Description = "Removes all that this verb ever made up, and nothing else" };
        var demo = new Command("demo", "Fills the database with made-up patients to try the site with, marked as such; Production refuses them") { assessments, days, doctors, outcomes, seed, remove };
        demo.SetAction(async (call, cancellationToken) =>
        {
            var data = services.GetRequiredService<DemoData>();
            if (call.GetValue(remove) == call.GetValue(assessments).HasValue)
                return await RefuseAsync(call, "Give either --assessments N or --remove.");
            if (call.GetValue(remove))
            {
                var removed = await data.RemoveAsync(Progress(call, "removed"), cancellationToken);
                await afterwards(cancellationToken);
                return await TellAsync(call, $"{removed} made-up assessments were removed.");
            }

            var plan = new DemoPlan(call.GetValue(assessments)!.Value, call.GetValue(days), call.GetValue(doctors), call.GetValue(outcomes), call.GetValue(seed));
            if (plan.Fault is { } fault) return await RefuseAsync(call, fault);
            var environment = services.GetRequiredService<IHostEnvironment>();
            if (!environment.IsDevelopment() && !environment.IsStaging())
                return await RefuseAsync(call, $"This is {environment.EnvironmentName}: made-up patients are for Development and Staging only.");
            if (services.GetRequiredService<ServedModel>().Current is not { } model)
                return await RefuseAsync(call, "The model was not loaded, so that nothing can be assessed.");
            await data.AddAsync(plan, model, Progress(call, "stored"), cancellationToken);
            if (plan.Assessments >= Steps) await call.InvocationConfiguration.Error.WriteLineAsync("all stored; the figures are brought up to date");
            await afterwards(cancellationToken);
            return await TellAsync(call, $"{plan.Assessments} made-up assessments were stored.");
        });
        return demo;
    }

    /// <summary>A line now and then.</summary>
    private static Action<int> Progress(ParseResult call, string word)
    {
        var told = 0;
        return done =>
        {
            if (done / Steps <= told) return;
            told = done / Steps;
            call.InvocationConfiguration.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} {word}"));
        };
    }

    private static async Task<int> TellAsync(ParseResult call, string sentence)
    {
        await call.InvocationConfiguration.Output.WriteLineAsync(sentence);
        return 0;
    }

    private static async Task<int> RefuseAsync(ParseResult call, string sentence)
    {
        await call.InvocationConfiguration.Error.WriteLineAsync(sentence);
        return 2;
    }
}
