# Three stages: front-end assets, ahead-of-time compilation of the site, and the runtime image.
# The runtime image is not Alpine, because the native libraries of ML.NET and SQLite need glibc. It is not chiseled, because Heroku
# runs the release phase in a shell. It includes ICU and time zones. Size and start-up time: Cardio.Benchmarks/reports/footprint.md.
FROM docker.io/library/node:22-slim AS assets
WORKDIR /src
COPY package.json package-lock.json .npmrc strip-icons.mjs ./
RUN npm ci

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY model/Cardio.Model/Cardio.Model.csproj model/Cardio.Model/packages.lock.json model/Cardio.Model/
COPY Cardio.Site/Cardio.Site.csproj Cardio.Site/Assets.targets Cardio.Site/packages.lock.json Cardio.Site/
# Builders without BuildKit, such as Heroku, do not set TARGETARCH.
RUN dotnet restore Cardio.Site --arch ${TARGETARCH:-amd64} --locked-mode -p:PublishReadyToRun=true
COPY .editorconfig ./
COPY model/Cardio.Model model/Cardio.Model
COPY model/artifacts model/artifacts
COPY model/candidates model/candidates
COPY Cardio.Site Cardio.Site
COPY --from=assets /src/node_modules node_modules
RUN dotnet publish Cardio.Site --arch ${TARGETARCH:-amd64} --no-self-contained --no-restore -p:PublishReadyToRun=true \
        -p:UseAppHost=false -p:SkipNpm=true -o /app \
    && rm -f /app/*.dbg /app/*.pdb /app/*.xml \
    && install -d -m 1777 /volume/data

FROM mcr.microsoft.com/dotnet/aspnet:10.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Cardio" \
      org.opencontainers.image.description="The probability of cardiovascular disease, for doctors" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.revision="$REVISION"
# Only SQLite writes, and only to /data. Diagnostics are off because they need a socket in /tmp.
ENV ConnectionStrings__Cardio="Data Source=/data/cardio.db" \
    DOTNET_EnableDiagnostics=0 \
    DOTNET_gcServer=0 \
    DOTNET_GCHeapHardLimit=0x12C00000 \
    DOTNET_GCConserveMemory=5 \
    MALLOC_ARENA_MAX=2 \
    DOTNET_TieredPGO=0
WORKDIR /app
# World-writable, because some platforms run the container as a random user.
COPY --from=build /volume /
COPY --from=build /app .
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["dotnet", "Cardio.Site.dll", "health"]
# The site listens on PORT, or on 8080, the default of the base image.
CMD ["dotnet", "Cardio.Site.dll"]
