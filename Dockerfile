# A small image around the compiled program: no shell, nothing else to run, not root.

FROM denoland/deno:2.7.11 AS build
WORKDIR /source
COPY . .
# OTEL_DENO=true makes a program that sends traces and metrics: see docs/operations.md.
ARG OTEL_DENO
RUN deno task compile
# The program, and the libraries of the system that it is linked with.
RUN mkdir -p /image/data \
  && ldd dist/support-mcp | grep -o '/[^ ]*' | xargs -I '{}' cp --parents --dereference '{}' /image \
  && cp dist/support-mcp /image/support-mcp

FROM scratch
COPY --from=build /image/ /
COPY --from=build --chown=65532:65532 /image/data /data
USER 65532:65532
ENV SUPPORT_MCP_DB=/data/desk.db
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["/support-mcp"]
CMD ["serve", "--http", "0.0.0.0:8080"]
