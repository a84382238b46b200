using Cardio.Site;
using Cardio.Site.Data;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Assessments;
using Cardio.Site.Features.Dashboard;
using Cardio.Site.Features.Privacy;
using Cardio.Site.Web;

// A published folder carries its own wwwroot and runs from anywhere; otherwise the host's default holds.
var isPublished = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = isPublished ? AppContext.BaseDirectory : null,
});
builder.AddWeb();
builder.AddDatabase();
builder.AddHealth();
builder.AddAccounts();
builder.AddAssessments();
builder.AddDashboard();
builder.AddPrivacy();

var app = builder.Build();
if (Verbs.AreIn(args)) return await Verbs.RunAsync(app, args);

app.UseWeb();
app.UseAuthentication();
app.UseFormDrafts();
app.UseRateLimiter();
app.UseSecondFactorGate();
app.UseAuthorization();
app.MapStaticAssets().AllowAnonymous().DisableRateLimiting();
app.MapHealth();
app.MapRazorPages().WithStaticAssets();

await app.Services.GetRequiredService<Migrator>().MigrateAsync(app.Lifetime.ApplicationStopping);
app.Services.GetRequiredService<ServedModel>(); // read now, not at the first patient
if (app.Environment.IsDevelopment()) await app.Services.GetRequiredService<DemoAccounts>().EnsureAsync();
app.Run();
return 0;

/// <summary>The entry point, public for the test host.</summary>
public partial class Program;
