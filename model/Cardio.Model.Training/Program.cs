using Cardio.Model.Training.Commands;

namespace Cardio.Model.Training;

/// <summary>Entry point. It is in a namespace because tests also reference the site, whose <c>Program</c> is in the global one.</summary>
internal static class Program
{
    private static int Main(string[] args) => CommandLine.Run(args);
}
