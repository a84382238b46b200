using Cardio.Site;
using Cardio.Site.Data;
using Cardio.Site.Features.About;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Features.Assessments;
using Cardio.Site.Features.Audit;
using Cardio.Site.Features.Dashboard;
using Cardio.Site.Features.Privacy;
using Cardio.Site.Features.Settings;
using Cardio.Site.Web;
using Cardio.Site.Web.Hosting;

StartFault.TellInASentence();
if (args is [HealthVerb.Name]) return await HealthVerb.AskAsync();

// A published folder carries its own wwwroot and runs from anywhere; otherwise the host's default holds.
var isPublished = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = isPublished ? AppContext.BaseDirectory : null,
});
builder.AddHosting();
builder.AddWeb();
builder.AddDatabase();
builder.AddHealth();
builder.AddAccounts();
builder.AddAccountAdministration();
builder.AddApiKeys();
builder.AddApi();
builder.AddAssessments();
builder.AddDashboard();
builder.AddSettings();
builder.AddAuditPages();
builder.AddPrivacy();

var app = builder.Build();
app.CheckSettings();
if (Verbs.AreIn(args)) return await Verbs.RunAsync(app, args);

app.UseForwarding();
app.UseWeb();
app.UseHttps();
app.UseRequestTimeouts();
app.UseAuthentication();
app.UseFormDrafts();
app.UseRateLimiter();
app.UseSignInLimit();
app.UseSecondFactorGate();
app.UseAuthorization();
app.MapStaticAssets().AllowAnonymous().DisableRateLimiting();
app.MapHealth();
app.MapRazorPages().WithStaticAssets();
var api = app.MapApi();
api.MapModel();

await app.Services.GetRequiredService<Migrator>().MigrateAsync(app.Lifetime.ApplicationStopping);
app.Services.GetRequiredService<ServedModel>(); // read now, not at the first patient
await app.Services.GetRequiredService<DemoAccounts>().EnsureAsync();
if (!app.Environment.IsDevelopment()) await app.Services.GetRequiredService<FirstAdministrator>().OfferAsync(app.Lifetime.ApplicationStopping);
app.Run();
return 0;

/// <summary>The entry point, public for the test host.</summary>
public partial class Program;
