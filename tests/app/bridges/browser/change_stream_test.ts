/** Live changes, over a network that fails. */

import assert from "node:assert/strict";
import { ChangeStream } from "../../../../app/bridges/browser/change_stream.ts";
import { HttpClient } from "../../../../app/bridges/browser/http_client.ts";
import { deskServer } from "../../../../server/mod.ts";
import { startServer, type TestServer } from "../../../server/transports/http/start_server.ts";
import { until } from "../../../until.ts";
import { CuttingProxy } from "./cutting_proxy.ts";

const BY = { kind: "host", name: "test", version: null } as const;
const LIST = "ticket://list";

/** A client of a real server. The test can do something before each stream, and wait for the end of the last one. */
class TestClient {
  readonly #client: HttpClient;
  #last: AbortSignal | undefined;
  beforeStream: () => Promise<unknown> = () => Promise.resolve();

  constructor(url: string) {
    this.#client = new HttpClient({ url, getToken: () => null, version: "0.0.0" });
  }

  async readSubjects(): Promise<string[]> {
    const params = { name: "search_tickets", arguments: { query: "", limit: 100 } };
    const { structuredContent } = await this.#client.request<{ structuredContent: { tickets: { subject: string }[] } }>(
      "tools/call",
      params,
    );
    return structuredContent.tickets.map(({ subject }) => subject);
  }

  async stream(...[method, params, signal]: Parameters<HttpClient["stream"]>): Promise<ReadableStream<string>> {
    this.#last = signal;
    await this.beforeStream();
    return await this.#client.stream(method, params, signal);
  }

  hasEnded(): boolean {
    return this.#last?.aborted ?? true;
  }
}

/** Follows the list of tickets, and reads it after each change, as the page does. */
function followTickets(client: TestClient, stream: ChangeStream) {
  const seen = { subjects: [] as string[], reads: 0, pending: 0, stop: () => {} };
  seen.stop = stream.follow([LIST], async () => {
    seen.pending++;
    seen.subjects = await client.readSubjects();
    seen.reads++;
    seen.pending--;
  });
  return seen;
}

function write({ desk }: TestServer, subject: string): Promise<unknown> {
  return desk.tickets.create({ subject, customer: "alice@example.com" }, { by: BY });
}

Deno.test("a change while the stream is cut is seen once there is a stream again", async () => {
  await using served = await startServer({ definition: deskServer });
  await using proxy = new CuttingProxy(Number(new URL(served.url).port));
  const client = new TestClient(`http://127.0.0.1:${proxy.port}/mcp`);
  const connections: boolean[] = [];
  const onConnection = (isConnected: boolean) => connections.push(isConnected);
  const stream = new ChangeStream({ client, onConnection, isHidden: () => false });
  const seen = followTickets(client, stream);
  await until(() => seen.reads > 0, "the page has read after the first stream");
  proxy.cut();
  await until(() => connections.includes(false), "the page has noticed the cut");
  await write(served, "While there was no stream");
  proxy.restore();
  await until(() => seen.subjects.includes("While there was no stream"), "the page shows the change");
  await write(served, "With the new stream");
  await until(() => seen.subjects.includes("With the new stream"), "the new stream reports changes");
  seen.stop();
  await until(() => client.hasEnded() && seen.pending === 0, "nothing is open");
});

Deno.test("a change between two streams is seen, also by those who followed before", async () => {
  await using served = await startServer({ definition: deskServer });
  const client = new TestClient(served.url);
  const stream = new ChangeStream({ client, onConnection() {}, isHidden: () => false });
  const seen = followTickets(client, stream);
  await until(() => seen.reads > 0, "the page has read after the first stream");
  client.beforeStream = () => write(served, "Between two streams");
  const stop = stream.follow(["ticket://1001"], () => {});
  await until(() => seen.subjects.includes("Between two streams"), "the page shows the change");
  stop();
  seen.stop();
  await until(() => client.hasEnded() && seen.pending === 0, "nothing is open");
});

/** A client whose streams say nothing but what the test sends. */
function createQuietClient() {
  const streams: { uris: readonly string[]; send(method: string): void; isOpen(): boolean }[] = [];
  const encoded = (method: string) => `data: ${JSON.stringify({ method, params: {} })}\n\n`;
  return {
    streams,
    stream(_method: string, params: Record<string, unknown>, signal: AbortSignal) {
      const { resourceSubscriptions } = params.notifications as { resourceSubscriptions: readonly string[] };
      return Promise.resolve(
        new ReadableStream<string>({
          start(controller) {
            signal.addEventListener("abort", () => controller.error(signal.reason));
            streams.push({
              uris: resourceSubscriptions,
              send: (method) => controller.enqueue(encoded(method)),
              isOpen: () => !signal.aborted,
            });
          },
        }),
      );
    },
  };
}

const ACKNOWLEDGED = "notifications/subscriptions/acknowledged";

Deno.test("one stream serves all followers, and is opened again only for more", async () => {
  const client = createQuietClient();
  const stream = new ChangeStream({ client, onConnection() {}, isHidden: () => false });
  let changes = 0;
  const stopList = stream.follow([LIST], () => changes++);
  const stopTicket = stream.follow(["ticket://1"], () => {});
  await until(() => client.streams.length === 1, "a stream is open");
  client.streams[0]!.send(ACKNOWLEDGED);
  await until(() => changes === 1, "the first stream is a change");
  stopTicket();
  const stopAgain = stream.follow(["ticket://1"], () => {});
  const stopOther = stream.follow(["ticket://2"], () => {});
  await until(() => client.streams.length === 2, "another stream follows more");
  assert.deepEqual(client.streams.map(({ uris }) => uris), [[LIST, "ticket://1"], [LIST, "ticket://1", "ticket://2"]]);
  assert.deepEqual(client.streams.map((one) => one.isOpen()), [false, true]);
  for (const stop of [stopList, stopAgain, stopOther]) stop();
  await until(() => !client.streams[1]!.isOpen(), "the stream has ended with its last follower");
  assert.equal(client.streams.length, 2);
});

Deno.test("a stream that went silent is opened again", async () => {
  const client = createQuietClient();
  const stream = new ChangeStream({ client, onConnection() {}, isHidden: () => false, silence: 1 });
  const stop = stream.follow([LIST], () => {});
  await until(() => client.streams.length > 1, "there is another stream");
  assert.equal(client.streams[0]!.isOpen(), false);
  stop();
  await until(() => client.streams.every((one) => !one.isOpen()), "every stream has ended");
});
