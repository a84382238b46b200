using Cardio.Site.Clinic.Settings;
using Cardio.Site.Features.Accounts.Invitations;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Features.Accounts.Users;
using Microsoft.AspNetCore.Identity;

namespace Cardio.Site.Features.Accounts;

internal static class AdministrationRegistration
{
    /// <summary>Adds the services for invitations, the list of users and the first administrator.</summary>
    public static void AddAccountAdministration(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSettings<SmtpOptions>("Smtp");
        services.AddSingleton<ILookupNormalizer, EmailNormalizer>();
        services.AddSingleton<NewAccounts>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<InvitationMail>();
        services.AddSingleton<InvitationLinks>();
        services.AddSingleton<FirstAdministrator>();
        services.AddSingleton<UserList>();
        services.AddSingleton<UserChanges>();
    }
}
