/** The name with which `support-mcp doctor` connects to servers. They do not remember it as a host. */
export const DOCTOR_NAME = "support-mcp-doctor";
