/** Hand-written MCP for servers that misbehave in ways that no SDK allows. */

interface Message {
  id?: number | string;
  method: string;
  params: { protocolVersion: string };
}

/** Yields the messages on standard input until its end. */
export async function* readMessages(): AsyncGenerator<Message> {
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
}

export function writeLine(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text + "\n"));
}

/** Responds to `initialize`. */
export function answerInitialize({ id, params }: Message): void {
  const result = {
    protocolVersion: params.protocolVersion,
    capabilities: { tools: {} },
    serverInfo: { name: "misbehaving-server", version: "1.0.0" },
  };
  writeLine(JSON.stringify({ jsonrpc: "2.0", id, result }));
}
