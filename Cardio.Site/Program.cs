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

StartupErrors.ReportUnhandled();
if (args is [HealthCommand.Name]) return await HealthCommand.RunAsync();

var builder = HostingRegistration.CreateBuilder(args);
builder.AddHosting(isCommand: SiteCommands.IsCommand(args));
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
if (SiteCommands.IsCommand(args)) return await SiteCommands.RunAsync(app, args);

// First, because all others rely on it: the client's address and scheme, headers and error pages of every response, https.
app.UseForwarding();
app.UseWeb();
app.UseHttps();
app.UseRequestTimeouts();

// Then the user, because the limits count by account. A draft is saved here if the session has just ended.
app.UseSignIn();
app.UseFormDrafts();

// Last the rejections, before any work is done: too many requests, no second factor, no such API address, no permission.
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
