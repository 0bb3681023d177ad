/**
 * Answers plain reads and calls without the SDK.
 *
 * @module
 */

export { FastPath, type FastPathClient } from "./fast_path.ts";
