using System.CommandLine;
using System.Globalization;
using Cardio.Site.Clinic.Models;

namespace Cardio.Site.Features.Assessments.Demo;

internal static class DemoCommand
{
    private const int Steps = 50_000;

    /// <summary><c>demo --assessments N</c> adds fictitious patients to the database; <c>demo --remove</c> removes them.</summary>
    /// <param name="services">The site's services.</param>
    /// <param name="afterwards">Updates derived data, such as the counts.</param>
    public static Command Create(IServiceProvider services, Func<CancellationToken, Task> afterwards)
    {
        var usual = new DemoPlan(0);
        var assessments = new Option<int?>("--assessments") { Description = "Number of assessments to generate" };
        var days = new Option<int>("--days")
        {
            Description = "Number of days before today over which the assessments are spread",
            DefaultValueFactory = _ => usual.Days,
        };
        var doctors = new Option<int>("--doctors")
        {
            Description = "Number of fictitious doctors",
            DefaultValueFactory = _ => usual.Doctors,
        };
        var outcomes = new Option<double>("--outcomes")
        {
            Description = "Share of assessments with a diagnosis, 0 to 1; diagnoses with a future date are omitted",
            DefaultValueFactory = _ => usual.Outcomes,
            CustomParser = argument => ParseShare(argument.Tokens[0].Value),
        };
        var seed = new Option<int>("--seed")
        {
            Description = "Seed of the random numbers; the same seed generates the same patients",
            DefaultValueFactory = _ => usual.Seed,
        };
        var remove = new Option<bool>("--remove") { Description = "Removes all data that this command generated, and nothing else" };
        var demo = new Command("demo", "Adds fictitious patients, marked as such, for trying out the site; not available in Production")
        {
            assessments, days, doctors, outcomes, seed, remove,
        };
        demo.SetAction(async (call, cancellationToken) =>
        {
            var data = services.GetRequiredService<DemoData>();
            if (call.GetValue(remove) == call.GetValue(assessments).HasValue)
                return await RefuseAsync(call, "Specify either --assessments N or --remove.");
            if (call.GetValue(remove))
            {
                var removed = await data.RemoveAsync(Progress(call, "removed"), cancellationToken);
                await afterwards(cancellationToken);
                return await WriteAsync(call, $"{removed} made-up assessments were removed.");
            }

            var plan = new DemoPlan(
                call.GetValue(assessments)!.Value,
                call.GetValue(days),
                call.GetValue(doctors),
                call.GetValue(outcomes),
                call.GetValue(seed));
            return await AddAsync(services, call, plan, afterwards, cancellationToken);
        });
        return demo;
    }

    private static async Task<int> AddAsync(
        IServiceProvider services,
        ParseResult call,
        DemoPlan plan,
        Func<CancellationToken, Task> afterwards,
        CancellationToken cancellationToken)
    {
        if (plan.Validate() is { } error) return await RefuseAsync(call, error);
        var environment = services.GetRequiredService<IHostEnvironment>();
        if (!environment.IsDevelopment() && !environment.IsStaging())
            return await RefuseAsync(call,
                $"This is {environment.EnvironmentName}: made-up patients are for Development and Staging only.");
        if (services.GetRequiredService<ServedModel>().Current is not { } model)
            return await RefuseAsync(call, "The model is not loaded, so no patient can be assessed.");
        await services.GetRequiredService<DemoData>().AddAsync(plan, model, Progress(call, "stored"), cancellationToken);
        if (plan.Assessments >= Steps) await call.InvocationConfiguration.Error.WriteLineAsync("all stored; updating the figures");
        await afterwards(cancellationToken);
        return await WriteAsync(call, $"{plan.Assessments} made-up assessments were stored.");
    }

    private static double ParseShare(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : double.NaN;

    /// <summary>Reports progress every <see cref="Steps"/> assessments.</summary>
    private static Action<int> Progress(ParseResult call, string word)
    {
        var reported = 0;
        return done =>
        {
            if (done / Steps <= reported) return;
            reported = done / Steps;
            call.InvocationConfiguration.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} {word}"));
        };
    }

    private static async Task<int> WriteAsync(ParseResult call, string sentence)
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
