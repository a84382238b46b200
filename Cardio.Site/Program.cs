using Cardio.Site.Clinic;
using Cardio.Site.Commands;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.About;
using Cardio.Site.Features.Accounts;
using Cardio.Site.Features.Accounts.SecondFactor;
using Cardio.Site.Features.Accounts.SignIn;
using Cardio.Site.Features.ApiKeys;
using Cardio.Site.Features.Assessments;
using Cardio.Site.Features.Assessments.Entry;
using Cardio.Site.Features.Audit;
using Cardio.Site.Features.Compatibility;
using Cardio.Site.Features.Dashboard;
using Cardio.Site.Features.Privacy;
using Cardio.Site.Features.Settings;
using Cardio.Site.Web;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.Hosting;
using Cardio.Site.Web.Limits;

StartupErrors.TellInASentence();
if (args is [HealthCommand.Name]) return await HealthCommand.AskAsync();

var builder = HostingRegistration.CreateBuilder(args);
builder.AddHosting(isCommand: SiteCommands.AreIn(args));
builder.AddWeb();
builder.AddDatabase();
builder.AddClinic();
builder.AddStartupTasks();
builder.AddHealth();
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
if (SiteCommands.AreIn(args)) return await SiteCommands.RunAsync(app, args);

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
