using System.CommandLine;

namespace Cardio.Site.Clinic.Audit;

internal static class AuditCommand
{
    /// <summary><c>audit verify [--head SEQUENCE:CODE]</c>: recomputes the chain; 1 and the first bad row where it is broken.</summary>
    public static Command Create(IServiceProvider services)
    {
        var head = new Option<string>("--head") { Description = "A line of the log, SEQUENCE:CODE, that the trail must still hold" };
        var verify = new Command("verify", "Verifies the audit trail and names the first bad row") { head };
        verify.SetAction(async (call, cancellationToken) =>
        {
            if (!TryRead(call.GetValue(head), out var logged))
            {
                await call.InvocationConfiguration.Error.WriteLineAsync("--head is read as SEQUENCE:CODE, as the log tells it.");
                return 2;
            }
            var finding = await services.GetRequiredService<AuditVerification>().RunAsync(logged, cancellationToken);
            if (finding.Fault is { } fault)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync(fault);
                return 1;
            }
            await call.InvocationConfiguration.Output.WriteLineAsync($"{finding.Rows} rows, all in order; the trail ends at {finding.Head.Sequence}:{finding.Head.Mac}");
            return 0;
        });
        return new("audit", "The audit trail") { verify };
    }

    private static bool TryRead(string? text, out AuditHead? head)
    {
        head = null;
        if (text is null) return true;
        if (text.Split(':') is not [var sequence, var mac] || !long.TryParse(sequence, out var number)) return false;
        head = new() { Sequence = number, Mac = mac };
        return true;
    }
}
