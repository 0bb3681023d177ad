/** The longest message of a server that is taken: in UTF-16 code units or bytes, whichever its transport counts. */
export const MAX_MESSAGE_LENGTH = 16 * 1024 * 1024;
