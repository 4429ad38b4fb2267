# syntax=docker/dockerfile:1
# The image of gko: one file on a base without shell and package manager. docs/install.md says how to build it, for several
# architectures and with an SBOM.

# The compiler runs on the architecture of the machine that builds and makes code for the one that is asked for.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUGET_PACKAGES=/nuget
WORKDIR /source
COPY . .
RUN --mount=type=cache,id=nuget,target=/nuget \
    case "$TARGETARCH" in \
      amd64) rid=linux-x64 ;; \
      arm64) rid=linux-arm64 ;; \
      *) echo "gko is not built for $TARGETARCH" >&2; exit 1 ;; \
    esac \
    && dotnet publish src/Operator -c Release -r "$rid" -o /out \
    && cp "src/Operator/obj/Release/net10.0/$rid/gko.deps.json" /out/

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled AS final
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="gko" \
      org.opencontainers.image.description="Kubernetes operator for Gravitee API Management" \
      org.opencontainers.image.vendor="The gko authors" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED" \
      org.opencontainers.image.base.name="mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled"
# The base names a port for web applications; the operator's own settings say which it listens on.
ENV ASPNETCORE_HTTP_PORTS=""
COPY --from=build --chmod=0555 /out/gko /gko
# Which packages and which runtime are inside the file: scanners and makers of SBOMs cannot tell from the file itself.
COPY --from=build --chmod=0444 /out/gko.deps.json /usr/share/gko/gko.deps.json
COPY --chmod=0444 LICENSE /licenses/LICENSE
# A number, so that runAsNonRoot can tell; the account that images without a shell customarily run under.
USER 65532:65532
# Webhooks, metrics, probes.
EXPOSE 9443 8080 8081
# For engines that look at it; Kubernetes has the probes of the chart.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["/gko", "health"]
ENTRYPOINT ["/gko", "run"]
