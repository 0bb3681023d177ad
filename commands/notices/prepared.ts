/** The notices of third-party software. The bundled program replaces this module with the text of the file. */
export const prepared: string = Deno.readTextFileSync(new URL("../../THIRD_PARTY_NOTICES", import.meta.url));
