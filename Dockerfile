# Three stages: the front end's assets, the site compiled ahead of time, and the runtime with nothing else.
# The base is the plain runtime image: the model's and SQLite's native libraries need glibc (so no Alpine), and Heroku starts the
# release phase through a shell (so no chiseled image). It brings ICU and the time zones. Sizes and times: Cardio.Benchmarks/reports/footprint.md.
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
# A builder without BuildKit, as Heroku's, does not set TARGETARCH.
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
# Only /data is written to, and only by SQLite; no diagnostics sockets in /tmp.
ENV ConnectionStrings__Cardio="Data Source=/data/cardio.db" \
    DOTNET_EnableDiagnostics=0 \
    DOTNET_gcServer=0 \
    DOTNET_GCHeapHardLimit=0x12C00000 \
    DOTNET_GCConserveMemory=5 \
    MALLOC_ARENA_MAX=2 \
    DOTNET_TieredPGO=0
WORKDIR /app
# Writable for the random user of whatever platform.
COPY --from=build /volume /
COPY --from=build /app .
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["dotnet", "Cardio.Site.dll", "health"]
# The site reads PORT itself, and 8080 is the base image's own where there is none.
CMD ["dotnet", "Cardio.Site.dll"]
