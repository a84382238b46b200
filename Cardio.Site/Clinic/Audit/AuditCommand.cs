using System.CommandLine;

namespace Cardio.Site.Clinic.Audit;

internal static class AuditCommand
{
    /// <summary>
    /// Creates <c>audit verify [--head SEQUENCE:CODE]</c>, which recomputes the chain.
    /// If it is broken, the command prints the first fault and returns 1.
    /// </summary>
    public static Command Create(IServiceProvider services)
    {
        var head = new Option<string>("--head") { Description = "A logged SEQUENCE:CODE that the trail must still contain" };
        var verify = new Command("verify", "Verifies the audit trail and reports the first invalid row") { head };
        verify.SetAction(async (call, cancellationToken) =>
        {
            if (!TryParse(call.GetValue(head), out var logged))
            {
                await call.InvocationConfiguration.Error.WriteLineAsync("--head must be SEQUENCE:CODE, as written in the log.");
                return 2;
            }
            var finding = await services.GetRequiredService<AuditVerification>().RunAsync(logged, cancellationToken);
            if (finding.Fault is { } fault)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync(fault);
                return 1;
            }
            await call.InvocationConfiguration.Output.WriteLineAsync(
                $"{finding.Rows} rows, all in order; the trail ends at {finding.Head.Sequence}:{finding.Head.Mac}");
            return 0;
        });
        return new("audit", "The audit trail") { verify };
    }

    private static bool TryParse(string? text, out AuditHead? head)
    {
        head = null;
        if (text is null) return true;
        if (text.Split(':') is not [var sequence, var mac] || !long.TryParse(sequence, out var number)) return false;
        head = new() { Sequence = number, Mac = mac };
        return true;
    }
}
