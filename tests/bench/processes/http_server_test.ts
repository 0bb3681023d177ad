import assert from "node:assert/strict";
import { HttpServer } from "../../../bench/processes/http_server.ts";
import type { CommandLine } from "../../../bench/programs/program.ts";

function script(source: string): CommandLine {
  return { program: Deno.execPath(), args: ["eval", "--no-lock", source] };
}

Deno.test("HttpServer.start() waits until the program listens", async () => {
  await using server = await HttpServer.start((port) =>
    script(
      `setTimeout(() => Deno.serve({ port: ${port}, hostname: "127.0.0.1", onListen() {} }, () => new Response("here")), 100)`,
    )
  );
  assert.equal(await (await fetch(`http://127.0.0.1:${server.port}`)).text(), "here");
});

Deno.test("HttpServer.start() fails if the program exits", async () => {
  await assert.rejects(HttpServer.start(() => script("Deno.exit(1)")), /exited before it was listening/);
});
