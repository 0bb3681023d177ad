/** The flags that every command takes, and the program itself. */
export const GLOBAL_FLAGS = {
  help: { aliases: ["h"], brief: "Print this help" },
  version: { aliases: ["V", "v"], brief: "Print the version" },
} as const;

/** The flags that only the program itself takes. */
export const PROGRAM_FLAGS = {
  licenses: { brief: "Print the licenses of the software in this program" },
} as const;
