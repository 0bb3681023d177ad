import type { Approval, Approver, ToolCall } from "../../agent/approval/mod.ts";
import { type Dialog, InterruptedError, type Option, type Terminal, toExcerpt } from "../dialog/mod.ts";

/** Asks a person at a terminal whether a tool may be used. */
export class PersonApprover implements Approver {
  readonly #terminal: Terminal;
  readonly #alwaysApproved = new Set<string>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  async approve(call: ToolCall, signal?: AbortSignal): Promise<Approval> {
    const tool = JSON.stringify([call.server, call.tool]);
    if (this.#alwaysApproved.has(tool)) return "yes";
    try {
      return await this.#terminal.runDialog(`approval of ${call.tool}`, async (prompts) => {
        const answer = await askForApproval(call, prompts);
        if (answer === "always") this.#alwaysApproved.add(tool);
        return answer === "always" ? "yes" : answer;
      }, signal);
    } catch (error) {
      if (error instanceof InterruptedError) return { no: "the person ended the run" };
      throw error;
    }
  }
}

async function askForApproval(call: ToolCall, prompts: Dialog): Promise<Approval | "always"> {
  const whole = showCall(call, prompts);
  const options: Option[] = [
    { value: "y", label: "Yes", hint: "use it this once" },
    { value: "n", label: "No" },
    { value: "r", label: "No, with a reason", hint: "which the agent is told" },
    { value: "t", label: "Trust it", hint: "yes to this tool, whatever its arguments, until the run ends" },
    ...whole ? [] : [{ value: "v", label: "View", hint: "see the arguments as a whole" }],
  ];
  for (;;) {
    const key = await prompts.ask({ kind: "key", message: `Use ${call.tool}?`, options });
    if (key === "y") return "yes";
    if (key === "t") return "always";
    if (key === "v") prompts.show("All arguments", listArguments(call).map(formatArgument).join("\n"));
    if (key === "n" || key === null) return "no";
    if (key === "r") {
      const reason = await askReason(prompts);
      if (reason !== null) return { no: reason };
    }
  }
}

async function askReason(prompts: Dialog): Promise<string | null> {
  return await prompts.ask({
    kind: "line",
    message: "Why not? The agent reads it, and goes on.",
    problem: (text) => text.trim() === "" ? "Give a reason, or press Escape" : undefined,
  });
}

/** @returns Whether all of it is shown. */
function showCall(call: ToolCall, prompts: Dialog): boolean {
  const excerpts = listArguments(call).map(({ name, text }) => ({ name, ...toExcerpt(text) }));
  const head = [`${call.title} (${call.tool} of ${call.server})`, describeEffect(call)];
  prompts.show("The agent wants to use a tool", [...head, ...excerpts.map(formatArgument)].join("\n"));
  return excerpts.every(({ isComplete: whole }) => whole);
}

interface Argument {
  name: string;
  text: string;
}

function listArguments(call: ToolCall): Argument[] {
  return Object.entries(call.arguments).map(([name, value]) => ({
    name,
    text: typeof value === "string" ? value : JSON.stringify(value, null, 2),
  }));
}

function formatArgument({ name, text }: Argument): string {
  return text.includes("\n") ? `${name}:\n${text.replace(/^/gm, "  ")}` : `${name}: ${text}`;
}

/** What the tool does to the world, in its server's word, which is all there is (MCP, schema, "ToolAnnotations"). */
function describeEffect({ annotations }: ToolCall): string {
  const { readOnlyHint, destructiveHint, openWorldHint, ...others } = annotations;
  const outside = openWorldHint === true ? ", and reaches beyond its server" : "";
  if (readOnlyHint === true) return `Reads, and changes nothing${outside}.`;
  if (destructiveHint === false) return `Adds, and changes nothing that is there${outside}.`;
  const unsaid = readOnlyHint === undefined && destructiveHint === undefined && Object.keys(others).length === 0;
  return unsaid ? "May change what is there: its server doesn't say." : `Changes what is there${outside}.`;
}
