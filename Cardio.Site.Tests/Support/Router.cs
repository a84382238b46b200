using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Cardio.Site.Tests.Support;

/// <summary>
/// A reverse proxy that behaves as Heroku's router: terminates TLS, alternates between processes and sets forwarding headers.
/// </summary>
public sealed class Router : IAsyncDisposable
{
    private readonly WebApplication _proxy;
    private readonly HttpMessageInvoker _wire =
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
    private int _turn;

    private Router(WebApplication proxy) => _proxy = proxy;

    /// <summary>The processes behind the router, in turn.</summary>
    public IReadOnlyList<Uri> Processes { get; set; } = [];

    public Uri Https => Address("https");

    public Uri Http => Address("http");

    public static async Task<Router> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate()));
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        var proxy = builder.Build();
        var router = new Router(proxy);
        proxy.Run(router.ForwardAsync);
        await proxy.StartAsync(TestContext.Current.CancellationToken);
        return router;
    }

    /// <summary>A browser that trusts this router's certificate.</summary>
    public Visitor Visitor(Uri? address = null, string? forwardedFor = null)
    {
        var http = new HttpClient(new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        }) { BaseAddress = address ?? Https };
        http.DefaultRequestHeaders.Host = "cardio.example";
        if (forwardedFor is not null) http.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        return new(http, "en");
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _wire.Dispose();
    }

    private Task ForwardAsync(HttpContext http)
    {
        var process = Processes[Interlocked.Increment(ref _turn) % Processes.Count];
        return http.RequestServices.GetRequiredService<IHttpForwarder>()
            .SendAsync(http, process.ToString(), _wire, ForwarderRequestConfig.Empty, new Headers()).AsTask();
    }

    private Uri Address(string scheme)
    {
        var addresses = _proxy.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new(addresses.First(address => address.StartsWith($"{scheme}:", StringComparison.Ordinal)));
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private sealed class Headers : HttpTransformer
    {
        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = httpContext.Request.Host.Value; // the router keeps the client's Host header
            var headers = proxyRequest.Headers;
            var client = httpContext.Connection.RemoteIpAddress!.ToString();
            var isForwarded = headers.TryGetValues("X-Forwarded-For", out var before);
            Set("X-Forwarded-For", isForwarded ? $"{string.Join(", ", before!)}, {client}" : client);
            Set("X-Forwarded-Proto", httpContext.Request.Scheme);
            Set("X-Forwarded-Port", httpContext.Request.IsHttps ? "443" : "80");
            Set("X-Request-Id", Guid.NewGuid().ToString());
            Set("Via", "1.1 vegur");

            void Set(string name, string value)
            {
                headers.Remove(name);
                headers.TryAddWithoutValidation(name, value);
            }
        }
    }
}
