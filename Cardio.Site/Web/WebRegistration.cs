using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Data.Connections;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.Hosting;
using Cardio.Site.Web.Limits;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Web;

internal static class WebRegistration
{
    /// <summary>Pages that allow anonymous users; all others require sign-in.</summary>
    private static readonly string[] OpenPages =
    [
        "/Home/Index",
        "/Accounts/SignIn/SignIn",
        "/Accounts/SignIn/SignInCode",
        "/Accounts/SignIn/SignOut",
        "/Accounts/Sessions/SessionWatch",
        "/Accounts/Invitations/Accept",
        "/Accounts/Invitations/SetUp",
        "/Language/Index",
        "/Shared/Problem",
        "/Compatibility/Index",
        "/Reference/Index",
    ];

    /// <summary>Registers Razor Pages with their model binders and policies, localization, the API and the request limits.</summary>
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<AssetIntegrity>();
        services.AddSingleton<ViewRenderer>();
        builder.AddCookies();
        builder.AddApi();
        services.AddLimits();
        services.AddTransient(typeof(IStringLocalizer<>), typeof(FeatureText<>));
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
        services.AddRouting(routing => routing.LowercaseUrls = true);
        services.AddRazorPages(pages =>
            {
                pages.RootDirectory = "/Features";
                pages.Conventions.AuthorizeFolder("/Assessments", Roles.Doctor);
                pages.Conventions.AuthorizeAddress("dashboard", Roles.Manager);
                pages.Conventions.AuthorizeAddress("administration", Roles.Admin);
                foreach (var page in OpenPages) pages.Conventions.AllowAnonymousToPage(page);
            })
            // The site has no controllers; searching for them would load every type at startup.
            .ConfigureApplicationPartManager(parts =>
                parts.FeatureProviders.Remove(parts.FeatureProviders.Single(provider => provider is ControllerFeatureProvider)))
            .AddMvcOptions(mvc =>
            {
                mvc.ModelBinderProviders.Insert(0, new ClinicalNumberBinder.ClinicalNumberBinderProvider());
                mvc.ModelBinderProviders.Insert(0, new DayBinder.DayBinderProvider());
                mvc.ModelBinderProviders.Insert(0, new ChoiceBinder.ChoiceBinderProvider());
            })
            .AddMvcLocalization(LanguageViewLocationExpanderFormat.Suffix, annotations => annotations.DataAnnotationLocalizerProvider =
                (type, factory) => new InheritedText([.. TextsOf(type).Select(factory.Create)]));
        services.AddOptions<MvcOptions>().Configure<IStringLocalizer<WebText>>(BindingMessages);
    }

    /// <summary>Localizes the framework's model binding messages, and leaves out the rejected value.</summary>
    private static void BindingMessages(MvcOptions mvc, IStringLocalizer<WebText> words)
    {
        var messages = mvc.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((_, field) => words["NotValid", field]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => words["ValueNotValid"]);
        messages.SetUnknownValueIsInvalidAccessor(field => words["NotValid", field]);
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => words["ValueNotValid"]);
        messages.SetValueIsInvalidAccessor(_ => words["ValueNotValid"]);
        messages.SetValueMustNotBeNullAccessor(_ => words["ValueMissing"]);
        messages.SetMissingBindRequiredValueAccessor(_ => words["ValueMissing"]);
        messages.SetMissingKeyOrValueAccessor(() => words["ValueMissing"]);
        messages.SetMissingRequestBodyRequiredValueAccessor(() => words["ValueMissing"]);
    }

    /// <summary>Adds the middleware for headers, error pages, languages and methods; each affects only what comes after it.</summary>
    public static void UseWeb(this WebApplication app)
    {
        app.UseSecurityHeaders(SecurityHeaders.Policy);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/problem",
            StatusCodeSelector = failure => TransientDatabaseErrors.Explains(failure)
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        app.UseRequestLocalization();
        app.UseApiErrors();
        app.RejectOtherMethods();
        app.RefuseCrossSiteWrites();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() => CompleteHeaders(context));
            return next(context);
        });
    }

    /// <summary>
    /// Forbids caching of pages, which contain patient data; lets caches distinguish a page from its htmx fragment; and adds the charset to
    /// text.
    /// </summary>
    private static Task CompleteHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        if (context.User.Identity?.IsAuthenticated == true)
            headers.CacheControl = string.IsNullOrEmpty(headers.ETag) ? "no-store" : "private, no-cache";
        var type = headers.ContentType.ToString();
        if (type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("charset", StringComparison.Ordinal))
            headers.ContentType = $"{type}; charset=utf-8";
        if (PageMethods.IsPage(context)) headers.Append("Vary", "HX-Request");
        return Task.CompletedTask;
    }

    /// <summary>Returns the resource types of a type and of its base types in this assembly, then the clinic's.</summary>
    private static IEnumerable<Type> TextsOf(Type type)
    {
        for (var current = type; current is not null && current.Assembly == type.Assembly; current = current.BaseType)
            yield return TextOf(current);
        yield return typeof(ClinicText);
    }

    /// <summary>
    /// Finds the resource type in the nearest enclosing namespace that has one: <c>Features.Assessments.Entry.X</c> →
    /// <c>AssessmentsText</c>.
    /// </summary>
    private static Type TextOf(Type type)
    {
        for (var folder = type.Namespace!; folder.Contains('.', StringComparison.Ordinal); folder = folder[..folder.LastIndexOf('.')])
        {
            if (type.Assembly.GetType($"{folder}.{folder[(folder.LastIndexOf('.') + 1)..]}Text") is { } text) return text;
        }
        return typeof(WebText);
    }
}
