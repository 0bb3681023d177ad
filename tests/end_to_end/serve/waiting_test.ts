import { hasTmux, onTerminal, Tmux } from "../../client/terminal/tmux.ts";

Deno.test({
  name: `serve ${onTerminal} says what it waits for`,
  ignore: !hasTmux,
  async fn() {
    await using terminal = await Tmux.start(["serve", "--demo"], { columns: 300 });
    await terminal.waitFor(/support-mcp: Waiting for MCP messages .* support-mcp install HOST\./);
    await terminal.press("C-d");
    await terminal.waitFor("[ended with 0]");
  },
});
