using Cardio.Model.Training.Commands;

namespace Cardio.Model.Training;

/// <summary>The console. In a namespace, since the site's own entry point has the plain name.</summary>
internal static class Program
{
    private static int Main(string[] args) => CommandLine.Run(args);
}
