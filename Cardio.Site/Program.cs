using Cardio.Site;
using Cardio.Site.Data;
using Cardio.Site.Features.About;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Features.Assessments;
using Cardio.Site.Features.Audit;
using Cardio.Site.Features.Compatibility;
using Cardio.Site.Features.Dashboard;
using Cardio.Site.Features.Privacy;
using Cardio.Site.Features.Settings;
using Cardio.Site.Web;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.Hosting;

StartFault.TellInASentence();
if (args is [HealthVerb.Name]) return await HealthVerb.AskAsync();

var builder = HostingRegistration.CreateBuilder(args);
builder.AddHosting(isCommand: Verbs.AreIn(args));
builder.AddWeb();
builder.AddDatabase();
builder.AddAccounts();
builder.AddApiKeys();
builder.AddAssessments();
builder.AddDashboard();
builder.AddSettings();
builder.AddAuditPages();
builder.AddPrivacy();
builder.AddCompatibility();

var app = builder.Build();
app.CheckSettings();
if (Verbs.AreIn(args)) return await Verbs.RunAsync(app, args);

app.UseForwarding();
app.UseWeb();
app.UseHttps();
app.UseRequestTimeouts();
app.UseSignIn();
app.UseFormDrafts();
app.UseLimits();
app.UseSignInLimit();
app.UseSecondFactorGate();
app.UseApiRefusals();
app.UseAuthorization();
app.UseApiQueryParameters();
app.MapStaticAssets().AllowAnonymous().DisableRateLimiting();
app.MapHealth();
app.MapRazorPages().WithStaticAssets();
app.MapApi().MapModel().MapAssessments();
app.MapCompatibility();

await app.PrepareAsync();
app.Run();
return 0;

/// <summary>The entry point, public for the test host.</summary>
public partial class Program;
