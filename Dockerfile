FROM docker.io/library/node:22-slim AS assets
WORKDIR /src
COPY package.json package-lock.json .npmrc strip-icons.mjs ./
RUN npm ci

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY model/Cardio.Model/Cardio.Model.csproj model/Cardio.Model/packages.lock.json model/Cardio.Model/
COPY Cardio.Site/Cardio.Site.csproj Cardio.Site/Assets.targets Cardio.Site/packages.lock.json Cardio.Site/
RUN dotnet restore Cardio.Site --locked-mode
COPY .editorconfig ./
COPY model/Cardio.Model model/Cardio.Model
COPY model/artifacts model/artifacts
COPY Cardio.Site Cardio.Site
COPY --from=assets /src/node_modules node_modules
RUN dotnet publish Cardio.Site --no-restore -p:SkipNpm=true -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
USER $APP_UID
# Only a shell can read PORT, which the platform sets at start.
CMD ["/bin/sh", "-c", "exec dotnet Cardio.Site.dll --urls http://0.0.0.0:${PORT:-8080}"]
