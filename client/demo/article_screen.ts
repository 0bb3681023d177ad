import { toPythonRepr } from "./python_repr.ts";
import type { ListedItem, Screen, ServerRequestScreen } from "./screen.ts";

/** Prints the agent's work as plain lines of text, identical in every run. */
export class ArticleScreen implements Screen, ServerRequestScreen {
  readonly #print: (text: string) => void;

  /** @param print Receives one or more lines of text, without the last line feed. */
  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  connected(): void {
    this.#print("✅ Connected to MCP server\n");
  }

  tools(tools: readonly ListedItem[]): void {
    this.#print("🔧 Available tools:");
    this.#printOffers(tools);
  }

  resources(resources: readonly { uri: string; name: string }[]): void {
    this.#print("\n📄 Available resources:");
    for (const { uri, name } of resources) this.#print(` • ${uri}: ${name}`);
  }

  prompts(prompts: readonly ListedItem[]): void {
    this.#print("\n💬 Available prompts:");
    this.#printOffers(prompts);
    this.#print("");
  }

  openTickets(texts: readonly string[]): void {
    this.#print("📋 Open tickets:\n");
    for (const text of texts) this.#print(text);
  }

  ticket(id: string, texts: readonly string[]): void {
    this.#print(`\n📄 Full details for ticket #${id}:\n`);
    for (const text of texts) this.#print(text);
  }

  promptTemplate(messages: readonly { role: string; text: string }[]): void {
    this.#print("\n💬 Prompt template from server:");
    for (const { role, text } of messages) this.#print(` [${role}] ${text}`);
  }

  closing(id: string): void {
    this.#print(`\n🔧 Closing ticket #${id}...`);
  }

  closed(id: string): void {
    this.#print(`✅ Ticket #${id} closed successfully.`);
  }

  escalating(id: string): void {
    this.#print(`\n🚨 Escalating ticket #${id}...`);
  }

  escalated(id: string, priority: string, note: string): void {
    this.#print(`✅ Ticket #${id} escalated at ${priority} priority.`);
    this.#print(` Note: ${note}`);
  }

  failed(error: string): void {
    this.#print(`❌ Error: ${error}`);
  }

  sampling(prompt: string): void {
    this.#print(`\n🧠 [Sampling] Server requested LLM completion for: ${toPythonRepr(prompt)}`);
  }

  sampled(response: string): void {
    this.#print(` → Simulated response: ${toPythonRepr(response)}`);
  }

  elicitation(message: string): void {
    this.#print(`\n❓ [Elicitation] Server asks: ${toPythonRepr(message)}`);
  }

  elicited(value: string | null): void {
    this.#print(` → Simulated user input: ${value === null ? "declined" : toPythonRepr(value)}`);
  }

  #printOffers(offers: readonly ListedItem[]): void {
    for (const { name, description } of offers) {
      this.#print(description === undefined ? ` • ${name}` : ` • ${name}: ${description.split("\n", 1)[0]}`);
    }
  }
}
