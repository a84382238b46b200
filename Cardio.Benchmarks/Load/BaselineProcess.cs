namespace Cardio.Benchmarks.Load;

internal static class BaselineProcess
{
    /// <summary>Starts a baseline server from this assembly with the runtime settings of the site.</summary>
    public static Task<ServerProcess> StartAsync(
        string kind, params (string Name, string Value)[] settings) => ServerProcess.StartAsync(
        port => ["dotnet", typeof(BaselineProcess).Assembly.Location, Baselines.Baseline.Argument, kind, port],
        [.. ImageSettings.All, ("ASPNETCORE_ENVIRONMENT", "Staging"), ("Logging__LogLevel__Default", "Warning"), .. settings]);
}
