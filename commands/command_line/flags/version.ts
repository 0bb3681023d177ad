/** The flags and the help of `support-mcp version`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import { withHelp } from "../help/mod.ts";
import { switchFlag } from "./parameters.ts";

interface Flags {
  json?: boolean;
}

const command = buildCommand<Flags, [], ApplicationContext>({
  async loader() {
    const { formatVersion } = await import("../../version.ts");
    return function ({ json = false }) {
      this.process.stdout.write(formatVersion({ json }));
    };
  },
  parameters: {
    flags: { json: switchFlag("Print one JSON object, with the platform and the runtime") },
  },
  docs: { brief: "Print the version", fullDescription: "Print the version." },
});

export const versionCommand = withHelp(command, {
  examples: [{ term: "--json", text: "Print the version for a program" }],
});
