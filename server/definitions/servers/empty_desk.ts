/** Tells a model how to begin, in one sentence of the instructions: it is left out where create_ticket is not offered. */
export const EMPTY_DESK =
  "If the desk is empty, say how to begin: create_ticket opens a first ticket, support-mcp import FILE brings tickets from " +
  "elsewhere, and support-mcp serve --demo has two sample tickets.";
