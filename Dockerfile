# A small image around the compiled program: no shell, nothing else to run, not root. It also runs on a read-only file
# system, with a volume at /data and a tmpfs at /tmp. `deno task release:image` makes the same from a compiled binary.

# The version is that of .dvmrc, with which the releases are compiled and tested.
FROM denoland/deno:2.9.6@sha256:2014dc167ece617ef7e7ba40631ac2234c59e75ce693e7cc2dc2602b3c87859d AS build
WORKDIR /source
COPY . .
# OTEL_DENO=true makes a program that sends traces and metrics: see docs/operations.md.
ARG OTEL_DENO
RUN deno task compile
# The program, its licenses, and the libraries of the system that it is linked with.
RUN mkdir -p /image/data /image/tmp \
  && chmod 1777 /image/tmp \
  && ldd dist/support-mcp | grep -o '/[^ ]*' | xargs -I '{}' cp --parents --dereference '{}' /image \
  && cp LICENSE THIRD_PARTY_NOTICES /image/ \
  && cp dist/support-mcp /image/support-mcp

FROM scratch
# The name in the MCP registry, such as io.github.OWNER/support-mcp: the registry compares it with server.json.
ARG SERVER_NAME=support-mcp
LABEL io.modelcontextprotocol.server.name="$SERVER_NAME" \
  org.opencontainers.image.title="support-mcp" \
  org.opencontainers.image.licenses="MIT"
COPY --from=build /image/ /
COPY --from=build --chown=65532:65532 /image/data /data
USER 65532:65532
WORKDIR /data
ENV SUPPORT_MCP_DB=/data/desk.db
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/support-mcp", "__ready", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["/support-mcp"]
CMD ["serve", "--http", "0.0.0.0:8080"]
