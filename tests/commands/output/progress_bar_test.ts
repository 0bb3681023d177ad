import assert from "node:assert/strict";
import { type BarTerminal, ProgressBar } from "../../../commands/output/progress_bar.ts";
import { until } from "../../until.ts";

function createScreen(isTerminal: boolean): BarTerminal & { text: string } {
  return {
    text: "",
    isTerminal: () => isTerminal,
    write(text) {
      this.text += text;
    },
  };
}

Deno.test("ProgressBar follows its task on one line, and disappears at the end", async () => {
  const terminal = createScreen(true);
  const task = { fraction: 0.5 };
  {
    using bar = new ProgressBar(terminal, "Importing", task);
    await until(() => terminal.text.includes("[############------------] 50 %"), "half is done");
    task.fraction = 1;
    await until(() => terminal.text.includes("[########################] 100 %"), "all is done");
    bar.print("a.csv:2: refused\n");
  }
  assert.ok(terminal.text.endsWith("\r\x1b[Ka.csv:2: refused\n\r\x1b[K"));
  assert.equal(terminal.text.match(/\n/g)!.length, 1);
});

Deno.test("ProgressBar draws nothing without a terminal, or if it is disabled", () => {
  for (const [terminal, shown] of [[createScreen(false), true], [createScreen(true), false]] as const) {
    using bar = new ProgressBar(terminal, "Importing", { fraction: 0 }, { shown });
    bar.print("line\n");
    assert.equal(terminal.text, "line\n");
  }
});
