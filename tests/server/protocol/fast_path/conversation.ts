/** Conversations on separate desks, message by message, with everything that the server sends. */

import { serveOnStdio, type ServerName, type StdioOptions } from "../../../../server/transports/stdio/mod.ts";
import type { Desk } from "../../../../store/mod.ts";
import { openDemoDesk } from "../../connect.ts";
import { CapturedOutput, Input } from "../../transports/stdio/pipe.ts";

export interface TestMessage {
  id?: unknown;
  method: string;
  params?: unknown;
}

export interface ConversationOptions extends Partial<Omit<StdioOptions, "desk">> {
  server?: ServerName;
  revision?: string;
  /** The capabilities of the client (default: none). */
  capabilities?: Record<string, unknown>;
}

/** A connection with a client that tests control. */
export interface Conversation extends AsyncDisposable {
  desk: Desk;
  /** Sends a message; for a request, settles with its answer. */
  send(message: TestMessage): Promise<void>;
  /** Everything that the server has sent, byte for byte. */
  lines: string[];
}

/** Two conversations at the same time of day hear the same. */
const NOW = Date.parse("2026-11-01T09:30:00.000Z");

/** Shakes hands on a desk with the demo's tickets. */
export async function startConversation(options: ConversationOptions = {}): Promise<Conversation> {
  const { revision = "2025-11-25", capabilities = {}, ...server } = options;
  const desk = await openDemoDesk(() => NOW);
  const input = new Input();
  const output = new CapturedOutput();
  const served = await serveOnStdio(
    { server: "tickets", version: "0.0.0", ...server, desk: Promise.resolve(desk) },
    input,
    output,
  );
  const say = async (message: TestMessage) => {
    const before = output.responses.length;
    input.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\n");
    if (message.id !== undefined) await output.waitForResponses(before + 1);
  };
  const clientInfo = { name: "host", version: "1.0" };
  await say({ id: 0, method: "initialize", params: { protocolVersion: revision, capabilities, clientInfo } });
  await say({ method: "notifications/initialized" });
  return {
    desk,
    send: say,
    get lines() {
      return output.text.split("\n").slice(0, -1);
    },
    async [Symbol.asyncDispose]() {
      input.close();
      await served.done;
      await desk.close();
    },
  };
}
