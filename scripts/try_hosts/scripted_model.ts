/** A language model on this machine that answers every request with one word, and remembers which tools it was offered. */

export interface ScriptedModel extends AsyncDisposable {
  /** The start of its OpenAI-compatible interface. */
  readonly url: string;
  /** The names of all tools that were offered, as the host writes them. */
  readonly offeredTools: Set<string>;
}

/** Starts the model on a free port. */
export function startScriptedModel(): ScriptedModel {
  const offeredTools = new Set<string>();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    if (request.method !== "POST") return Response.json({ object: "list", data: [{ id: MODEL, object: "model" }] });
    const { stream = false, tools = [] } = await request.json();
    for (const tool of tools) offeredTools.add(tool.function?.name ?? tool.name); // of one of two interfaces
    return stream ? createStream() : Response.json(createCompletion("chat.completion", "message"));
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/v1`,
    offeredTools,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** The name of the model, which hosts know. */
export const MODEL = "gpt-4o";

function createStream(): Response {
  const chunk = JSON.stringify(createCompletion("chat.completion.chunk", "delta"));
  return new Response(`data: ${chunk}\n\ndata: [DONE]\n\n`, { headers: { "Content-Type": "text/event-stream" } });
}

function createCompletion(object: string, member: "message" | "delta") {
  const choice = { index: 0, [member]: { role: "assistant", content: "Done." }, finish_reason: "stop" };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  return { id: "1", object, created: 0, model: MODEL, choices: [choice], usage };
}
